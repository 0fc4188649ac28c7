namespace Matching;

/// <summary>
/// Proves that an outcome has the largest number of pairs at the least total distance over the candidates, by its prices
/// (linear duality), with candidates found anew. Crowded proposers and all who have only crowded acceptors to go to leave
/// somebody out in any pairing; all others are paired, and all crowded places filled: so no pairing is larger. Of those as
/// large, none is shorter, since no candidate pair costs less than both pay, and what all pay together is what this costs.
/// </summary>
sealed class LeastDistance
{
    readonly Market market;
    readonly Judgement judgement;
    readonly Claims claims;
    readonly ProofFaults faults;
    readonly Prices prices;
    readonly int[] open, held;
    readonly bool[] isCandidate;
    long distance, paid;

    public LeastDistance(Market market, Judgement judgement, Claims claims, ProofFaults faults, Prices prices)
    {
        (this.market, this.judgement, this.claims, this.faults, this.prices) = (market, judgement, claims, faults, prices);
        open = [.. market.Seats];
        held = new int[market.AcceptorCount];
        isCandidate = new bool[market.ProposerCount];
        for (var p = 0; p < market.ProposerCount; p++)
            if (claims.IsLockedFirst(p)) open[claims.First[p]]--;
            else if (claims.First[p] >= 0) held[claims.First[p]]++;
    }

    /// <summary>The total distance, what everyone pays together, and how many candidate pairs were looked at.</summary>
    public DistanceProof Find(Crew crew)
    {
        for (var p = 0; p < market.ProposerCount; p++)
            if (Asks(p)) Proposer(p);
        for (var a = 0; a < market.AcceptorCount; a++)
            if (open[a] > 0) Acceptor(a);
        var candidates = Candidates(crew);
        for (var p = 0; p < market.ProposerCount; p++)
            if (Asks(p) && claims.First[p] >= 0 && !isCandidate[p]) faults.Add("pair-is-of-candidates", p, claims.First[p]);
        if (distance != paid) faults.Add("distance-is-what-all-pay", -1, -1);
        return new(distance, paid, candidates);
    }

    bool Asks(int p) => !claims.IsLockedFirst(p);

    void Proposer(int p)
    {
        var a = claims.First[p];
        var crowded = prices.CrowdedProposer[p];
        var price = prices.OfProposer[p];
        paid += price;
        if (a < 0 && !crowded) faults.Add("only-crowded-are-left-out", p, -1);
        if (crowded && price > 0) faults.Add("crowded-pay-at-most-nothing", p, -1);
        if (a < 0 && price != 0) faults.Add("left-out-pay-nothing", p, -1);
        if (a < 0) return;
        var length = judgement.Distance(p, a);
        distance += length;
        if (crowded != prices.CrowdedAcceptor[a]) faults.Add("crowded-keep-to-themselves", p, a);
        if (length != price + prices.OfAcceptor[a]) faults.Add("pair-costs-what-both-pay", p, a);
    }

    void Acceptor(int a)
    {
        var price = prices.OfAcceptor[a];
        paid += price * open[a];
        if (prices.CrowdedAcceptor[a] ? held[a] != open[a] : price > 0 || (held[a] < open[a] && price != 0))
            faults.Add(prices.CrowdedAcceptor[a] ? "crowded-are-full" : "open-place-costs-nothing", -1, a);
    }

    // Candidates found from both sides and all choices; those found twice are looked at twice.
    long Candidates(Crew crew)
    {
        int[] asking = [.. Enumerable.Range(0, market.ProposerCount).Where(Asks)];
        int[] offering = [.. Enumerable.Range(0, market.AcceptorCount).Where(a => open[a] > 0)];
        Tiles acceptors = new(market.Acceptors.Places, Numbers(market.AcceptorCount), crew), proposers = new(market.Proposers.Places, Numbers(market.ProposerCount), crew);
        int all = acceptors.Add([.. offering]), everyone = proposers.Add([.. asking]);
        // In the order of the tiles: who is near each other looks at the same.
        int[] asksNear = proposers.Points.ToArray(), offersNear = acceptors.Points.ToArray();
        var count = Each(crew, asksNear.Length, () =>
        {
            var near = new NearestPlaces(market.Acceptors.Places, acceptors, all, market.Rules);
            return (at, found) => Look(near.Of(market.Proposers.Places[asksNear[at]], a => Permits(asksNear[at], a)), a => Pair(asksNear[at], a, found));
        });
        count += Each(crew, offersNear.Length, () =>
        {
            var near = new NearestPlaces(market.Proposers.Places, proposers, everyone, market.Rules);
            return (at, found) => Look(near.Of(market.Acceptors.Places[offersNear[at]], p => Permits(p, offersNear[at])), p => Pair(p, offersNear[at], found));
        });
        List<(string, int, int)> wrong = [];
        foreach (var p in asking)
            foreach (var a in market.Proposers.Wishes.Of(p)) count += Chosen(p, a, wrong);
        foreach (var a in offering)
            foreach (var p in market.Acceptors.Wishes.Of(a)) count += Chosen(p, a, wrong);
        foreach (var (rule, p, a) in wrong) faults.Add(rule, p, a);
        return count;
    }

    static int[] Numbers(int count) => [.. Enumerable.Range(0, count)];

    long Each(Crew crew, int count, Func<Func<int, List<(string, int, int)>, int>> begin)
    {
        var found = new List<(string Rule, int Proposer, int Acceptor)>[crew.Hands];
        var looked = new long[crew.Hands];
        crew.Split(count, (hand, from, to) =>
        {
            found[hand] = [];
            var look = begin();
            for (var at = from; at < to; at++) looked[hand] += look(at, found[hand]);
        });
        foreach (var some in found)
            foreach (var (rule, p, a) in some ?? []) faults.Add(rule, p, a);
        return looked.Sum();
    }

    static int Look(ReadOnlySpan<int> whom, Action<int> look)
    {
        foreach (var one in whom) look(one);
        return whom.Length;
    }

    int Chosen(int p, int a, List<(string, int, int)> wrong)
    {
        if (!Asks(p) || open[a] == 0 || !Permits(p, a)) return 0;
        Pair(p, a, wrong);
        return 1;
    }

    void Pair(int p, int a, List<(string, int, int)> wrong)
    {
        if (claims.First[p] == a) isCandidate[p] = true;
        var (proposer, acceptor) = (prices.CrowdedProposer[p], prices.CrowdedAcceptor[a]);
        if (proposer && !acceptor) wrong.Add(("crowded-have-nowhere-else", p, a));
        else if (proposer == acceptor && judgement.Distance(p, a) < prices.OfProposer[p] + prices.OfAcceptor[a]) wrong.Add(("pair-costs-no-less-than-both-pay", p, a));
    }

    bool Permits(int p, int a) => judgement.Permits(p, a) && !judgement.IsSecond(p, a);
}
