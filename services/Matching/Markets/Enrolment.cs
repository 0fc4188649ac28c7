namespace Matching;

/// <summary>Reads the lists of a market, refuses what breaks a rule, and puts the rest into flat arrays.</summary>
sealed class Enrolment
{
    /// <summary>Few enough that no load overflows.</summary>
    const int MostSeats = 1_000_000;
    const int MostSeatsTogether = 200_000_000;

    readonly Faults faults = new();
    readonly Codes codes = new(), groups = new();
    readonly Rules rules;
    readonly SideRoll proposerRoll, acceptorRoll;
    readonly Market market;

    public Enrolment(Rules rules)
    {
        this.rules = rules;
        proposerRoll = new("proposers", codes, groups, faults);
        acceptorRoll = new("acceptors", codes, groups, faults);
        market = new(rules, codes, groups);
    }

    public Market Enrol(
        IEnumerable<Proposer> proposers,
        IEnumerable<Acceptor> acceptors,
        IEnumerable<Choice> choices,
        IEnumerable<Exclusion> exclusions,
        IEnumerable<Lock> locks)
    {
        rules.Validate(faults);
        Participants(proposers, acceptors);
        new ChoiceRoll(market, faults).Enrol(choices);
        Exclude(exclusions);
        new LockRoll(market, faults).Enrol(locks);
        faults.ThrowIfAny();
        market.Proposers.Ids.ForgetTable();
        market.Acceptors.Ids.ForgetTable();
        return market;
    }

    void Participants(IEnumerable<Proposer> proposers, IEnumerable<Acceptor> acceptors)
    {
        var need = new List<byte>();
        List<bool> seconds = [], holds = [];
        foreach (var proposer in proposers)
        {
            var (id, place, needs, points, group) = proposer;
            if (points is < 0 or > 100) faults.Add("proposers", proposerRoll.Count, id, "need", "need-is-0-to-100");
            need.Add((byte)Math.Clamp(points, 0, 100));
            seconds.Add(proposer.SecondElsewhere);
            proposerRoll.Add(id, place, needs, "needs", string.IsNullOrEmpty(group) ? [] : [group], "group");
        }
        var seats = new List<int>();
        foreach (var acceptor in acceptors)
        {
            var (id, place, skills, places, groups) = acceptor;
            if (places < 1) faults.Add("acceptors", acceptorRoll.Count, id, "seats", "seats-is-at-least-1");
            if (places > MostSeats) faults.Add("acceptors", acceptorRoll.Count, id, "seats", "seats-is-at-most-1000000");
            seats.Add(Math.Clamp(places, 1, MostSeats));
            holds.Add(acceptor.HoldsElsewhere);
            acceptorRoll.Add(id, place, skills, "skills", groups.ToArray(), "groups");
        }
        var (codeNow, groupNow) = (codes.Settle(), groups.Settle());
        proposerRoll.Renumber(codeNow, groupNow);
        acceptorRoll.Renumber(codeNow, groupNow);
        market.Curve = Curve.Through(proposerRoll.Places, acceptorRoll.Places, new(Environment.ProcessorCount));
        (market.Proposers, var came) = proposerRoll.Along(market.Curve, market.Words, need);
        market.Need = Array.ConvertAll(came, old => need[old]);
        market.SecondElsewhere = Elsewhere(seconds, came);
        (market.Acceptors, came) = acceptorRoll.Along(market.Curve, market.Words);
        market.Seats = Array.ConvertAll(came, old => seats[old]);
        market.HoldsElsewhere = Elsewhere(holds, came);
        market.SeatCount = seats.Sum(count => (long)count);
        // Seats are numbered in an int, with room for the copies that groups and skills ask for.
        if (market.SeatCount > MostSeatsTogether) faults.Add("acceptors", 0, "acceptors", "seats", "seats-together-are-at-most-200000000");
        UniqueOverBothSides(came);
    }

    static bool[]? Elsewhere(List<bool> some, int[] came) => some.Contains(true) ? Array.ConvertAll(came, old => some[old]) : null;

    void UniqueOverBothSides(int[] acceptorCame)
    {
        Side left = market.Proposers, right = market.Acceptors;
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            int p = left.ById[i], a = right.ById[j];
            var order = left.Ids.Bytes(p).SequenceCompareTo(right.Ids.Bytes(a));
            if (order == 0 && left.Ids.Bytes(p).Length > 0) faults.Add("acceptors", acceptorCame[a], right.Ids[a], "id", "id-is-unique-over-both-sides");
            if (order <= 0) i++;
            else j++;
        }
    }

    void Exclude(IEnumerable<Exclusion> exclusions)
    {
        List<(int Proposer, int Acceptor)> pairs = [];
        var index = 0;
        foreach (var (proposer, acceptor) in exclusions)
        {
            int p = market.Proposers.Ids.Find(proposer), a = market.Acceptors.Ids.Find(acceptor);
            if (p < 0) faults.Add("exclusions", index, proposer, "proposer", "proposer-is-known");
            if (a < 0) faults.Add("exclusions", index, acceptor, "acceptor", "acceptor-is-known");
            if (p >= 0 && a >= 0) pairs.Add((p, a));
            index++;
        }
        if (pairs.Count == 0) return;
        pairs.Sort();
        var start = new int[market.ProposerCount + 1];
        foreach (var (p, _) in pairs) start[p + 1]++;
        for (var p = 0; p < market.ProposerCount; p++) start[p + 1] += start[p];
        market.Excluded = new Rows(start, [.. pairs.Select(pair => pair.Acceptor)]);
    }
}
