namespace Matching;

/// <summary>Why each of the left out has no first place, found anew: by its own walk over all open seats, and for them only.</summary>
sealed class LeftOut(Market market, Judgement judgement, Claims claims, ListedPairs? listed, Crew crew)
{
    // Where nothing keeps anybody apart, one open seat is within everyone's reach.
    readonly bool allMeet = market.Rules.Radius is null && market.Excluded is null && market.LockedSecond is null;
    readonly bool[] open = claims.LeftOut.Length == 0 ? [] : OpenSeats(market);

    ReachableAcceptors? within;
    bool any;

    /// <summary>Reports those of whom another reason was said.</summary>
    public void Check(IReadOnlyList<Unpaired> said, ProofFaults faults)
    {
        if (claims.LeftOut.Length == 0) return;
        any = Array.IndexOf(open, true) >= 0;
        if (any && !allMeet) within = new(market, judgement, a => open[a]);
        var reasons = crew.Make(claims.LeftOut.Length, at => claims.LeftOut[at] is >= 0 and var p ? Reason(p) : null);
        for (var at = 0; at < reasons.Length; at++)
            if (reasons[at] is { } reason && reason != said[at].Reason) faults.Add("reason-for-being-left-out-holds", claims.LeftOut[at], -1);
    }

    // Those that standing pairs do not keep, whoever holds them.
    static bool[] OpenSeats(Market market)
    {
        var kept = new int[market.AcceptorCount];
        foreach (var a in market.LockedFirst ?? [])
            if (a >= 0) kept[a]++;
        return [.. kept.Select((count, a) => count < market.Seats[a])];
    }

    string Reason(int p)
    {
        if (listed?.GaveWay(p) == true) return Reasons.GaveWay;
        if (!any) return Reasons.NoSeats;
        var (cursor, near) = (0, true);
        if (within?.Next(p, ref cursor, out near) < 0) return near ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
        return market.Rules.Objective == Objective.Nearest ? Reasons.CandidatesTaken : Reasons.AllSeatsPreferOthers;
    }
}
