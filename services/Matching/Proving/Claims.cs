using System.Text;

namespace Matching;

/// <summary>
/// What an outcome claims, by index, after its form was checked: known ids, seats that are offered, nobody twice, pairs
/// permitted, standing pairs kept, distances right, and the right ones listed as unpaired and idle.
/// </summary>
sealed class Claims
{
    readonly Market market;
    readonly Judgement judgement;
    readonly ProofFaults faults;
    readonly PairTable table;
    readonly int[] seatStart;
    readonly int[] holder;

    // Of each pair of the table's.
    readonly long[] distances;

    public Claims(Market market, Judgement judgement, Outcome outcome, ProofFaults faults, Crew crew)
    {
        (this.market, this.judgement, this.faults) = (market, judgement, faults);
        table = outcome.TableFor(market);
        (First, Seat, Second) = (Numbers.Nobody(market.ProposerCount), Numbers.Nobody(market.ProposerCount), Numbers.Nobody(market.ProposerCount));
        SecondOf = Numbers.Nobody(market.AcceptorCount);
        IsHelping = new bool[market.AcceptorCount];
        market.HoldsElsewhere?.CopyTo(IsHelping, 0);
        seatStart = new int[market.AcceptorCount + 1];
        for (var a = 0; a < market.AcceptorCount; a++) seatStart[a + 1] = seatStart[a] + market.Seats[a];
        holder = Numbers.Nobody(seatStart[^1]);
        distances = crew.Make(table.Count, at => table.Proposer[at] < 0 || table.Acceptor[at] < 0 ? 0 : judgement.Distance(table.Proposer[at], table.Acceptor[at]));
        for (var at = 0; at < table.Count; at++) Take(at, outcome);
        StandingPairsAreKept();
        SecondPlacesAreOfTheIdle();
        LeftOut = Listed("unpaired-are-listed", outcome.Unpaired.Select(left => left.Proposer), market.Proposers, p => First[p] < 0);
        Listed("idle-are-listed", outcome.IdleAcceptors, market.Acceptors, a => !IsHelping[a] && SecondOf[a] < 0);
    }

    /// <summary>The proposers listed as unpaired, in the order of the list; −1 for one that the market does not know.</summary>
    public int[] LeftOut { get; }

    /// <summary>The first helper of each proposer, or −1.</summary>
    public int[] First { get; }

    /// <summary>The seat that goes with <see cref="First"/>.</summary>
    public int[] Seat { get; }

    /// <summary>The second helper of each proposer, or −1.</summary>
    public int[] Second { get; }

    /// <summary>The proposer whose second place an acceptor has, or −1.</summary>
    public int[] SecondOf { get; }

    /// <summary>Whether an acceptor holds a proposer in a seat, or anybody outside this market.</summary>
    public bool[] IsHelping { get; }

    /// <summary>In decimetres.</summary>
    public ulong[] FirstDistances()
    {
        var some = new ulong[table.Count];
        var count = 0;
        for (var at = 0; at < table.Count; at++)
            if (table.Stage[at] == 1 && table.Proposer[at] is >= 0 and var p && First[p] == table.Acceptor[at]) some[count++] = (ulong)distances[at];
        return some[..count];
    }

    /// <summary>Who sits in each seat of an acceptor's, or −1; the first is seat 1.</summary>
    public ReadOnlySpan<int> Holders(int a) => holder.AsSpan(seatStart[a], seatStart[a + 1] - seatStart[a]);

    public bool IsLockedFirst(int p) => market.LockedFirst is { } locked && locked[p] >= 0;

    public bool IsLockedSecond(int p) => market.LockedSecond is { } locked && locked[p] >= 0;

    /// <summary>Whether nobody outside this market has a proposer's second place.</summary>
    public bool OffersSecond(int p) => market.SecondElsewhere is not { } elsewhere || !elsewhere[p];

    void Take(int at, Outcome outcome)
    {
        int p = table.Proposer[at], a = table.Acceptor[at], seat = table.Seat[at], stage = table.Stage[at];
        if (p < 0 || a < 0)
        {
            faults.Add("pair-is-of-known-ids", outcome.Pairs[at].Proposer, outcome.Pairs[at].Acceptor);
            return;
        }
        var distance = distances[at];
        if (table.DistanceDm[at] != distance) faults.Add("distance-is-right", p, a);
        if (stage == 1) TakeFirst(p, a, seat, distance);
        else if (stage == 2) TakeSecond(p, a, seat, distance);
        else faults.Add("stage-is-1-or-2", p, a);
    }

    void TakeFirst(int p, int a, int seat, long distance)
    {
        var locked = IsLockedFirst(p) && market.LockedFirst![p] == a;
        if (seat < 1 || seat > market.Seats[a]) faults.Add("seat-is-offered", p, a);
        else if (holder[seatStart[a] + seat - 1] >= 0) faults.Add("seat-is-taken-once", p, a);
        else if (First[p] >= 0) faults.Add("proposer-has-one-first-place", p, a);
        else
        {
            (First[p], Seat[p], IsHelping[a], holder[seatStart[a] + seat - 1]) = (a, seat, true, p);
            if (!locked && !judgement.Permits(p, a, distance)) faults.Add("pair-is-permitted", p, a);
        }
    }

    void TakeSecond(int p, int a, int seat, long distance)
    {
        var locked = IsLockedSecond(p) && market.LockedSecond![p] == a;
        if (seat != 1) faults.Add("second-place-is-seat-1", p, a);
        else if (Second[p] >= 0) faults.Add("proposer-has-one-second-place", p, a);
        else if (SecondOf[a] >= 0) faults.Add("acceptor-takes-one-second-place", p, a);
        else
        {
            (Second[p], SecondOf[a]) = (a, p);
            if (!locked && !judgement.Permits(p, a, distance)) faults.Add("pair-is-permitted", p, a);
            if (!locked && !(market.Rules.SecondPlace && OffersSecond(p))) faults.Add("second-places-are-offered", p, a);
        }
    }

    // Standing pairs sit lowest, in the order of their acceptor's preference: none sits above as many seats as there are
    // of them, and whoever sits next to another comes after it. Preferences are strict, so that is one order only.
    void StandingPairsAreKept()
    {
        for (var p = 0; p < market.ProposerCount; p++)
            if (IsLockedSecond(p) && Second[p] != market.LockedSecond![p]) faults.Add("standing-pair-is-kept", p, market.LockedSecond[p]);
        if (market.LockedFirst is not { } locked) return;
        var kept = new int[market.AcceptorCount];
        foreach (var a in locked)
            if (a >= 0) kept[a]++;
        for (var p = 0; p < locked.Length; p++)
            if (locked[p] is >= 0 and var a && (First[p] != a || Seat[p] > kept[a])) faults.Add("standing-pair-is-kept", p, a);
        for (var a = 0; a < kept.Length; a++)
        {
            var before = Liking.Most;
            foreach (var p in Holders(a)[..kept[a]])
            {
                if (p < 0 || locked[p] != a) continue;
                var its = new Liking(market.Acceptors.Wishes.RankOf(a, p), judgement.AcceptorsCost(judgement.Look(p, a), p), market.Proposers.IdOrder[p]);
                if (!before.ComesBefore(its)) faults.Add("standing-pair-is-kept", p, a);
                before = its;
            }
        }
    }

    void SecondPlacesAreOfTheIdle()
    {
        for (var p = 0; p < market.ProposerCount; p++)
        {
            var a = Second[p];
            if (a < 0) continue;
            if (a == First[p]) faults.Add("second-helper-is-another", p, a);
            else if (IsHelping[a] && !IsLockedSecond(p)) faults.Add("second-helper-was-idle", p, a);
        }
    }

    int[] Listed(string rule, IEnumerable<string> listed, Side side, Func<int, bool> belongs)
    {
        var ids = side.Ids;
        var seen = new bool[ids.Count];
        // An honest list is in the order of the ids: then the next that belongs is the one.
        var next = 0;
        List<int> all = [];
        Span<byte> room = stackalloc byte[256];
        foreach (var id in listed)
        {
            while (next < seen.Length && !belongs(side.ById[next])) next++;
            var index = next < seen.Length && Encoding.UTF8.TryGetBytes(id, room, out var length) && ids.Bytes(side.ById[next]).SequenceEqual(room[..length]) ? side.ById[next++] : ids.Find(id);
            if (index < 0 || seen[index] || !belongs(index)) Say(id);
            if (index >= 0) seen[index] = true;
            all.Add(index);
        }
        foreach (var index in side.ById)
            if (!seen[index] && belongs(index)) Say(ids[index]);
        return [.. all];

        void Say(string id) => faults.Add(rule, side == market.Proposers ? id : null, side == market.Acceptors ? id : null);
    }

    /// <summary>All that decides whom of two an acceptor likes better.</summary>
    readonly record struct Liking(int Rank, long Cost, int IdOrder)
    {
        public static Liking Most => new(0, long.MinValue, -1);

        public bool ComesBefore(Liking other) =>
            Rank < other.Rank || (Rank == other.Rank && (Cost < other.Cost || (Cost == other.Cost && IdOrder < other.IdOrder)));
    }
}
