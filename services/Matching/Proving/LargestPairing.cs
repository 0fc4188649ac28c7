namespace Matching;

/// <summary>
/// How many proposers could have a first place if nobody's preferences counted: from the outcome's pairs on, along
/// alternating paths from all who are left out at once, until a round finds none. What that round reached is a vertex
/// cover of the same size (König), which is checked by a search of its own.
/// </summary>
sealed class LargestPairing
{
    readonly Market market;
    readonly Judgement judgement;
    readonly ProofFaults faults;
    readonly int[] helper, room, open, firstOf, nextOf, previousOf;
    readonly int[] leftOut;
    readonly ReachableAcceptors reachable;
    readonly int[] reachedFrom, root;
    readonly bool[] reached, done;
    readonly List<int> queue = [];
    readonly int standing, paired;

    public LargestPairing(Market market, Judgement judgement, Claims claims, ProofFaults faults)
    {
        (this.market, this.judgement, this.faults) = (market, judgement, faults);
        int proposers = market.ProposerCount, acceptors = market.AcceptorCount;
        leftOut = Array.FindAll(market.Proposers.ById, p => claims.First[p] < 0);
        paired = proposers - leftOut.Length;
        if (leftOut.Length == 0) (proposers, acceptors) = (0, 0);
        (helper, nextOf, previousOf, root) = (Numbers.Nobody(proposers), Numbers.Nobody(proposers), Numbers.Nobody(proposers), Numbers.Nobody(proposers));
        (reached, done) = (new bool[proposers], new bool[proposers]);
        (firstOf, reachedFrom) = (Numbers.Nobody(acceptors), Numbers.Nobody(acceptors));
        open = leftOut.Length == 0 ? [] : [.. market.Seats];
        for (var p = 0; p < proposers; p++)
            if (claims.IsLockedFirst(p) && ++standing > 0) open[claims.First[p]]--;
        room = [.. open];
        for (var p = 0; p < proposers; p++)
        {
            if (claims.First[p] < 0 || claims.IsLockedFirst(p)) continue;
            room[claims.First[p]]--;
            Join(p, claims.First[p]);
        }
        reachable = new(market, judgement, a => open.Length > 0 && open[a] > 0);
    }

    public Coverage Find()
    {
        if (leftOut.Length == 0) return new(paired, paired, "proposers", [], [], []);
        if (room.All(seats => seats == 0)) return new(paired, paired, "acceptors", [], [], []);
        while (Round() > 0) { }
        var recovered = leftOut.Where(p => helper[p] >= 0).Select(p => market.Proposers.Ids[p]).ToArray();
        var most = paired + recovered.Length;
        if (recovered.Length == leftOut.Length) return new(paired, most, "proposers", [], [], recovered);
        return Certified(most, recovered);
    }

    // One round: every asker and every acceptor is reached at most once, from the first of the left out that gets there.
    int Round()
    {
        var found = 0;
        reachable.Reset();
        Array.Clear(reached);
        Array.Clear(done);
        queue.Clear();
        foreach (var p in leftOut)
            if (helper[p] < 0) Reach(p, p);
        for (var at = 0; at < queue.Count; at++)
        {
            var p = queue[at];
            var cursor = 0;
            while (!done[root[p]] && reachable.Next(p, ref cursor) is >= 0 and var a)
            {
                if (room[a] > 0)
                {
                    done[root[p]] = true;
                    found++;
                    Shift(p, a);
                    if (--room[a] == 0) reachable.Remove(a);
                    continue;
                }
                reachable.Remove(a);
                reachedFrom[a] = p;
                for (var held = firstOf[a]; held >= 0; held = nextOf[held]) Reach(held, root[p]);
            }
        }
        return found;
    }

    void Reach(int p, int from)
    {
        (reached[p], root[p]) = (true, from);
        queue.Add(p);
    }

    // Everyone on the path back to the one left out moves one acceptor on.
    void Shift(int p, int a)
    {
        while (a >= 0)
        {
            var before = helper[p];
            if (before >= 0) Leave(p, before);
            Join(p, a);
            a = before;
            if (a >= 0) p = reachedFrom[a];
        }
    }

    void Join(int p, int a)
    {
        (helper[p], nextOf[p], previousOf[p]) = (a, firstOf[a], -1);
        if (firstOf[a] >= 0) previousOf[firstOf[a]] = p;
        firstOf[a] = p;
    }

    void Leave(int p, int a)
    {
        if (previousOf[p] >= 0) nextOf[previousOf[p]] = nextOf[p];
        else firstOf[a] = nextOf[p];
        if (nextOf[p] >= 0) previousOf[nextOf[p]] = previousOf[p];
    }

    // The cover: all seats of the acceptors that the last round reached, and the proposers that it did not reach.
    Coverage Certified(int most, string[] recovered)
    {
        var cover = (long)standing;
        List<string> proposers = [], acceptors = [];
        foreach (var p in market.Proposers.ById)
        {
            if (reached[p]) proposers.Add(market.Proposers.Ids[p]);
            else if (market.LockedFirst is not { } locked || locked[p] < 0) cover++;
        }
        foreach (var a in market.Acceptors.ById)
        {
            if (open[a] == 0 || !reachable.IsRemoved(a)) continue;
            cover += open[a];
            acceptors.Add(market.Acceptors.Ids[a]);
        }
        if (cover != most) faults.Add("coverage-is-certified", -1, -1);
        for (var p = 0; p < market.ProposerCount; p++)
        {
            var cursor = 0;
            if (reached[p] && reachable.Next(p, ref cursor) is >= 0 and var a) faults.Add("coverage-is-certified", p, a);
        }
        return new(paired, most, "mixed", proposers, acceptors, recovered);
    }
}
