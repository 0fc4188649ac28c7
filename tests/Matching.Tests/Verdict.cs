namespace Matching.Tests;

/// <summary>Whether an outcome is right, by going through every pair of every stage with the rules in hand.</summary>
sealed class Verdict(Lists lists)
{
    readonly Definition definition = new(lists);
    readonly Dictionary<string, Proposer> proposers = lists.Proposers.ToDictionary(p => p.Id);
    readonly Dictionary<string, Acceptor> acceptors = lists.Acceptors.ToDictionary(a => a.Id);
    readonly HashSet<Lock> locks = [.. lists.Locks];

    public bool IsRight(Outcome outcome)
    {
        if (!KeepsFormAndSecondPlaces(outcome)) return false;
        return lists.Rules.Levels > 1 ? new LevelVerdict(lists).IsRight(outcome) : Blocking(outcome).Length == 0 && outcome.Blocking.Count == 0;
    }

    /// <summary>All pairs that would rather have each other in the first stage, each with the lowest of the seats concerned and who holds it.</summary>
    public (string Proposer, string Acceptor, int Seat, string? Holder)[] BlockingSeats(Outcome outcome)
    {
        var (first, second) = Stages(outcome);
        return FirstBlocks(first, second);
    }

    /// <summary>Why a proposer without a first place has none.</summary>
    public string Reason(Outcome outcome, string id)
    {
        if (lists.Rules.Levels > 1 && Blocking(outcome).Any(pair => pair.Proposer == id)) return Reasons.GaveWay;
        var p = proposers[id];
        var open = lists.Acceptors.Where(a => locks.Count(kept => kept.Stage == 1 && kept.Acceptor == a.Id) < a.Seats).ToArray();
        var near = open.Where(a => lists.Rules.Radius is not { } metres || Definition.Distance(p.Place, a.Place) <= metres * 10).ToArray();
        if (open.Length == 0) return Reasons.NoSeats;
        if (near.Length == 0) return Reasons.NoSeatWithinRadius;
        if (!near.Any(a => definition.Permits(p, a) && !locks.Contains(new(p.Id, a.Id, 2)))) return Reasons.Excluded;
        return lists.Rules.Objective == Objective.Nearest ? Reasons.CandidatesTaken : Reasons.AllSeatsPreferOthers;
    }

    /// <summary>All pairs that would rather have each other in the first stage.</summary>
    public (string Proposer, string Acceptor)[] Blocking(Outcome outcome) =>
        [.. BlockingSeats(outcome).Select(pair => (pair.Proposer, pair.Acceptor))];

    /// <summary>All but what makes the first stage stable.</summary>
    /// <param name="reasons">whether why each of the left out is counts too</param>
    public bool KeepsFormAndSecondPlaces(Outcome outcome, bool reasons = true) => KeepsForm(outcome, reasons) && SecondBlocks(outcome).Length == 0;

    /// <summary>All but what makes either stage stable.</summary>
    public bool KeepsForm(Outcome outcome, bool reasons = true)
    {
        var (first, second) = Stages(outcome);
        return first.Length + second.Length == outcome.Pairs.Count
            && outcome.Pairs.All(pair => proposers.ContainsKey(pair.Proposer) && acceptors.ContainsKey(pair.Acceptor))
            && outcome.Pairs.All(IsAllowed)
            && Distinct(first, pair => pair.Proposer) && Distinct(first, pair => (pair.Acceptor, pair.Seat))
            && Distinct(second, pair => pair.Proposer) && Distinct(second, pair => pair.Acceptor)
            && Distinct(outcome.Pairs, pair => (pair.Proposer, pair.Acceptor))
            && first.All(pair => pair.Seat >= 1 && pair.Seat <= acceptors[pair.Acceptor].Seats)
            && second.All(pair => pair.Seat == 1 && (IsLocked(pair) || (lists.Rules.SecondPlace && !proposers[pair.Proposer].SecondElsewhere
                && !acceptors[pair.Acceptor].HoldsElsewhere && first.All(other => other.Acceptor != pair.Acceptor))))
            && KeepsStandingPairs(first, second)
            && Same(outcome.Unpaired.Select(left => left.Proposer), proposers.Keys.Except(first.Select(pair => pair.Proposer)))
            && (!reasons || outcome.Unpaired.All(left => left.Reason == Reason(outcome, left.Proposer)))
            && Same(outcome.IdleAcceptors, acceptors.Keys.Where(id => !acceptors[id].HoldsElsewhere).Except(outcome.Pairs.Select(pair => pair.Acceptor)));
    }

    /// <summary>The idle acceptors that would rather have a second place whose proposer would rather have them.</summary>
    public string[] SecondBlocks(Outcome outcome)
    {
        if (!lists.Rules.SecondPlace) return [];
        var (first, second) = Stages(outcome);
        var blocks =
            from a in lists.Acceptors
            where !a.HoldsElsewhere && first.All(pair => pair.Acceptor != a.Id)
            let mine = second.SingleOrDefault(pair => pair.Acceptor == a.Id)
            where mine is null || !IsLocked(mine)
            from p in lists.Proposers
            where !p.SecondElsewhere && definition.Permits(p, a)
            where mine is null || definition.ThinkOfSecond(p, a).Asks.CompareTo(definition.ThinkOfSecond(proposers[mine.Proposer], a).Asks) < 0
            let held = second.SingleOrDefault(pair => pair.Proposer == p.Id)
            where held is null || (!IsLocked(held) && definition.ThinkOfSecond(p, a).Gives.CompareTo(definition.ThinkOfSecond(p, acceptors[held.Acceptor]).Gives) < 0)
            select a.Id;
        return [.. blocks.Distinct()];
    }

    static (Pair[] First, Pair[] Second) Stages(Outcome outcome) =>
        (outcome.Pairs.Where(pair => pair.Stage == 1).ToArray(), outcome.Pairs.Where(pair => pair.Stage == 2).ToArray());

    bool IsAllowed(Pair pair)
    {
        var (p, a) = (proposers[pair.Proposer], acceptors[pair.Acceptor]);
        return pair.DistanceDm == Definition.Distance(p.Place, a.Place) && (IsLocked(pair) || definition.Permits(p, a));
    }

    bool IsLocked(Pair pair) => locks.Contains(new(pair.Proposer, pair.Acceptor, pair.Stage));

    bool KeepsStandingPairs(Pair[] first, Pair[] second)
    {
        foreach (var kept in lists.Locks.Where(kept => kept.Stage == 1).GroupBy(kept => kept.Acceptor))
        {
            var inOrder = kept.Select(one => proposers[one.Proposer]).OrderBy(p => definition.Thinks(acceptors[kept.Key], p)).Select(p => p.Id);
            var seated = first.Where(pair => pair.Acceptor == kept.Key).OrderBy(pair => pair.Seat).Select(pair => (pair.Proposer, pair.Seat));
            if (!inOrder.Select((id, at) => (id, at + 1)).SequenceEqual(seated.Take(kept.Count()))) return false;
        }
        return lists.Locks.Where(kept => kept.Stage == 2).All(kept => second.Any(pair => pair.Proposer == kept.Proposer && pair.Acceptor == kept.Acceptor));
    }

    (string, string, int, string?)[] FirstBlocks(Pair[] first, Pair[] second) => (
        from p in lists.Proposers
        let mine = first.SingleOrDefault(pair => pair.Proposer == p.Id)
        where mine is null || !IsLocked(mine)
        from a in lists.Acceptors
        where definition.Permits(p, a) && !second.Any(pair => pair.Proposer == p.Id && pair.Acceptor == a.Id && IsLocked(pair))
        from seat in Enumerable.Range(1, a.Seats)
        where mine is null || definition.Thinks(p, a, seat).CompareTo(definition.Thinks(p, acceptors[mine.Acceptor], mine.Seat)) < 0
        let held = first.SingleOrDefault(pair => pair.Acceptor == a.Id && pair.Seat == seat)
        where held is null || (!IsLocked(held) && definition.Thinks(a, p).CompareTo(definition.Thinks(a, proposers[held.Proposer])) < 0)
        group (Seat: seat, Holder: held?.Proposer) by (p.Id, AcceptorId: a.Id) into seats
        let lowest = seats.MinBy(one => one.Seat)
        select (seats.Key.Id, seats.Key.AcceptorId, lowest.Seat, lowest.Holder)).ToArray();

    static bool Distinct<TKey>(IEnumerable<Pair> pairs, Func<Pair, TKey> key) => pairs.GroupBy(key).All(group => group.Count() == 1);

    static bool Same(IEnumerable<string> one, IEnumerable<string> other) => one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal));
}
