namespace Matching;

/// <summary>Who takes part in a standing outcome, by id: taken from a market, changed one by one, and made a market again.</summary>
sealed class Register
{
    readonly Rules rules;
    readonly Codes codes, groups;

    public Register(Market market)
    {
        rules = market.Rules;
        (codes, groups) = (market.CodeNames.Copy(), market.GroupNames.Copy());
        Grid = new(market.Curve, market.ProposerCount + market.AcceptorCount);
        foreach (var p in market.Proposers.ById) Proposers.Add(market.Proposers.Ids[p], Read(market, market.Proposers, p, market.SecondElsewhere));
        foreach (var a in market.Acceptors.ById) Acceptors.Add(market.Acceptors.Ids[a], Read(market, market.Acceptors, a, market.HoldsElsewhere));
        for (var p = 0; p < market.ProposerCount; p++)
        {
            var it = Proposers[market.Proposers.Ids[p]];
            it.Wishes = Named(market.Proposers.Wishes.Of(p), market.Acceptors.Ids, Acceptors);
            if (market.Excluded is { } excluded && excluded[p].Length > 0) it.Excluded = [.. Named(excluded[p], market.Acceptors.Ids, Acceptors)];
            it.KeepsFirst = market.LockedFirst is { } first && first[p] >= 0;
            it.KeepsSecond = market.LockedSecond is { } second && second[p] >= 0;
        }
        for (var a = 0; a < market.AcceptorCount; a++) Acceptors[market.Acceptors.Ids[a]].Wishes = Named(market.Acceptors.Wishes.Of(a), market.Proposers.Ids, Proposers);
    }

    public CellGrid Grid { get; }

    public Dictionary<string, Participant> Proposers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Participant> Acceptors { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Participant> Everyone => Proposers.Values.Concat(Acceptors.Values);

    public Participant Add(Proposer proposer, IReadOnlyList<Choice> choices)
    {
        var (id, place, needs, need, group) = proposer;
        Admit(id, [proposer], [], choices, Acceptors);
        var p = new Participant
        {
            Id = id,
            Place = place,
            Codes = Bits(needs),
            Groups = Numbers(string.IsNullOrEmpty(group) ? [] : [group]),
            Need = need,
            Elsewhere = proposer.SecondElsewhere,
            Wishes = InOrder(choices, Acceptors),
        };
        Proposers.Add(id, p);
        return p;
    }

    public Participant Add(Acceptor acceptor, IReadOnlyList<Choice> choices)
    {
        var (id, place, skills, seats, itsGroups) = acceptor;
        Admit(id, [], [acceptor], choices, Proposers);
        var a = new Participant
        {
            Id = id,
            Place = place,
            Codes = Bits(skills),
            Groups = Numbers(itsGroups),
            Seats = seats,
            Elsewhere = acceptor.HoldsElsewhere,
            Wishes = InOrder(choices, Proposers),
        };
        Acceptors.Add(id, a);
        return a;
    }

    public Participant Find(string id)
    {
        if (Proposers.TryGetValue(id, out var p)) return p;
        return FindAcceptor(id);
    }

    public Participant FindAcceptor(string id)
    {
        var known = Acceptors.TryGetValue(id, out var a);
        Unless(known, id, "id", "id-is-known");
        return a!;
    }

    public void Remove(Participant one)
    {
        one.HasLeft = true;
        if (!Proposers.Remove(one.Id)) Acceptors.Remove(one.Id);
    }

    public void Exclude(Exclusion exclusion)
    {
        Unless(Proposers.TryGetValue(exclusion.Proposer, out var p), exclusion.Proposer, "proposer", "proposer-is-known");
        Unless(Acceptors.TryGetValue(exclusion.Acceptor, out var a), exclusion.Acceptor, "acceptor", "acceptor-is-known");
        (p!.Excluded ??= []).Add(a!);
    }

    /// <summary>All pairs, proposer by proposer.</summary>
    public IEnumerable<Lock> Pairs()
    {
        foreach (var p in Proposers.Values)
        {
            if (p.First is { } first) yield return new(p.Id, first.Id, 1);
            if (p.Second is { } second) yield return new(p.Id, second.Id, 2);
        }
    }

    /// <summary>Takes over the pairs of an outcome.</summary>
    public void Take(Outcome outcome)
    {
        foreach (var one in Everyone)
        {
            (one.First, one.Second) = (null, null);
            one.Holds.Clear();
        }
        foreach (var (proposer, acceptor, _, stage, _) in outcome.Pairs)
        {
            var (p, a) = (Proposers[proposer], Acceptors[acceptor]);
            if (stage == 2) (p.Second, a.Second) = (a, p);
            else
            {
                p.First = a;
                a.Holds.Add(p);
            }
        }
    }

    public Market ToMarket(bool locked) => Market.Create(
        Proposers.Values.Select(p => new Proposer(p.Id, p.Place, CodesOf(p), p.Need, p.Groups.Length == 0 ? null : groups[p.Groups[0]]) { SecondElsewhere = p.Elsewhere }),
        Acceptors.Values.Select(a => new Acceptor(a.Id, a.Place, CodesOf(a), a.Seats, Array.ConvertAll(a.Groups, group => groups[group])) { HoldsElsewhere = a.Elsewhere }),
        Proposers.Values.SelectMany(Choices).Concat(Acceptors.Values.SelectMany(Choices)),
        from p in Proposers.Values from a in p.Excluded ?? [] where !a.HasLeft select new Exclusion(p.Id, a.Id),
        Pairs().Where(pair => locked || (pair.Stage == 1 ? Proposers[pair.Proposer].KeepsFirst : Proposers[pair.Proposer].KeepsSecond)),
        // Where everyone is locked nothing is left to promote or to shorten.
        locked ? rules with { Objective = Objective.Stable, Levels = 1 } : rules);

    public Outcome ToOutcome(Vacancies vacancies)
    {
        var taste = new Taste(rules);
        Dictionary<Participant, int> seat = [];
        foreach (var a in Acceptors.Values)
        {
            Participant[] inOrder = [.. a.Holds];
            Array.Sort(inOrder, (one, other) => taste.Compare(a, one, other));
            for (var at = 0; at < inOrder.Length; at++) seat.Add(inOrder[at], at + 1);
        }
        List<Pair> pairs = [];
        foreach (var p in Proposers.Values.Order(Participant.InOrder))
        {
            if (p.First is { } first) pairs.Add(new(p.Id, first.Id, seat[p], 1, p.Place.DistanceTo(first.Place)));
            if (p.Second is { } second) pairs.Add(new(p.Id, second.Id, 1, 2, p.Place.DistanceTo(second.Place)));
        }
        return new(
            pairs,
            [.. Proposers.Values.Where(p => p.First is null).Order(Participant.InOrder).Select(p => new Unpaired(p.Id, Reason(p)))],
            [.. Acceptors.Values.Where(a => a.IsIdle).Order(Participant.InOrder).Select(a => a.Id)]);

        string Reason(Participant p) => !vacancies.AnyOpen ? Reasons.NoSeats : vacancies.AnyOpenWithin(p) ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
    }

    public static void Check(Place place, string id) => Unless(place.IsOnSphere, id, "place", "place-is-on-the-sphere");

    public static void Check(Participant a, int seats)
    {
        Unless(seats is >= 1 and <= 1_000_000, a.Id, "seats", "seats-is-1-to-1000000");
        Unless(seats >= a.Holds.Count, a.Id, "seats", "seats-hold-standing-pairs");
    }

    public static void Unless(bool holds, string subject, string field, string rule)
    {
        if (holds) return;
        var faults = new Faults();
        faults.Add("changes", 0, subject, field, rule);
        faults.ThrowIfAny();
    }

    // What a market would refuse is refused here.
    void Admit(string id, Proposer[] proposer, Acceptor[] acceptor, IReadOnlyList<Choice> choices, Dictionary<string, Participant> others)
    {
        Unless(!Proposers.ContainsKey(id) && !Acceptors.ContainsKey(id), id, "id", "id-is-unique-over-both-sides");
        Market.Create(proposer, acceptor, [], [], [], rules);
        foreach (var (from, to, rank) in choices)
        {
            Unless(from == id, id, "from", "choice-is-of-who-arrives");
            Unless(others.ContainsKey(to), id, "to", "to-is-known");
            Unless(rank >= 1, id, "rank", "rank-is-at-least-1");
            Unless(rank <= ChoiceRoll.GreatestRank, id, "rank", "rank-is-at-most-1000000000");
        }
        Unless(choices.DistinctBy(choice => choice.Rank).Count() == choices.Count, id, "rank", "rank-is-given-once");
        Unless(choices.DistinctBy(choice => choice.To).Count() == choices.Count, id, "to", "choice-is-given-once");
        Unless(choices.Count <= rules.ChoiceListLength, id, "from", "choice-list-is-not-too-long");
    }

    static Participant[] InOrder(IReadOnlyList<Choice> choices, Dictionary<string, Participant> others) =>
        [.. choices.OrderBy(choice => choice.Rank).Select(choice => others[choice.To])];

    static IEnumerable<Choice> Choices(Participant one) =>
        one.Wishes.Index().Where(wish => !wish.Item.HasLeft).Select(wish => new Choice(one.Id, wish.Item.Id, wish.Index + 1));

    static Participant[] Named(ReadOnlySpan<int> some, Ids ids, Dictionary<string, Participant> others)
    {
        var named = new Participant[some.Length];
        for (var at = 0; at < some.Length; at++) named[at] = others[ids[some[at]]];
        return named;
    }

    Participant Read(Market market, Side side, int who, bool[]? elsewhere) => new()
    {
        Id = side.Ids[who],
        Place = side.Places[who],
        Codes = side.Codes.AsSpan(who * market.Words, market.Words).ToArray(),
        Groups = side.Groups[who].ToArray(),
        Need = ReferenceEquals(side, market.Proposers) ? market.Need[who] : 0,
        Seats = ReferenceEquals(side, market.Acceptors) ? market.Seats[who] : 0,
        Elsewhere = elsewhere is not null && elsewhere[who],
    };

    string[] CodesOf(Participant one) => [.. Enumerable.Range(0, one.Codes.Length * 64).Where(code => (one.Codes[code / 64] >> (code % 64) & 1) != 0).Select(code => codes[code])];

    ulong[] Bits(IReadOnlyList<string> names)
    {
        int[] numbers = [.. names.Select(codes.Number)];
        var bits = new ulong[numbers.Length == 0 ? 0 : numbers.Max() / 64 + 1];
        foreach (var number in numbers) bits[number / 64] |= 1UL << (number % 64);
        return bits;
    }

    int[] Numbers(IReadOnlyList<string> names)
    {
        int[] numbers = [.. names.Select(groups.Number).Distinct()];
        Array.Sort(numbers);
        return numbers;
    }
}
