namespace Matching;

/// <summary>Finds what became of one choice.</summary>
sealed class ChoiceReasons(Market market, Judgement judgement, Claims claims, IReadOnlyList<BlockingPair> blocking)
{
    readonly Rules rules = market.Rules;
    readonly HashSet<(int Proposer, int Acceptor)> gaveWay =
        [.. blocking.Select(pair => (market.Proposers.Ids.Find(pair.Proposer), market.Acceptors.Ids.Find(pair.Acceptor)))];

    /// <summary>What became of a proposer's choice.</summary>
    public ChoiceExplanation OfProposer(int p, int a, int rank)
    {
        if (Made(p, a) is { } made) return Told(made);
        if (claims.IsLockedFirst(p)) return Told(ChoiceReasonCodes.KeepsStandingPair);
        if (Forbidden(p, a) is { } forbidden) return Told(forbidden);
        if (claims.First[p] >= 0 && market.Proposers.Wishes.RankOf(p, claims.First[p]) < rank) return Told(ChoiceReasonCodes.BetterChoiceGranted);
        if (rules.Objective == Objective.Nearest) return Told(ChoiceReasonCodes.LeastDistance);
        return Told(gaveWay.Contains((p, a)) ? ChoiceReasonCodes.SeatWentToOneLeftOut : ChoiceReasonCodes.SeatsHoldPreferred, Holders(a, p));

        ChoiceExplanation Told(string reason, IReadOnlyList<Precedence>? first = null) =>
            new(market.Proposers.Ids[p], market.Acceptors.Ids[a], rank, IsGranted(reason), reason, first ?? []);
    }

    /// <summary>What became of an acceptor's choice.</summary>
    public ChoiceExplanation OfAcceptor(int a, int p, int rank)
    {
        if (Made(p, a) is { } made) return Told(made);
        if (claims.IsLockedFirst(p)) return Told(ChoiceReasonCodes.ChosenKeepsStandingPair);
        if (Forbidden(p, a) is { } forbidden) return Told(forbidden);
        if (rules.Objective == Objective.Nearest) return Told(ChoiceReasonCodes.LeastDistance);
        if (gaveWay.Contains((p, a))) return Told(ChoiceReasonCodes.SeatWentToOneLeftOut, Holders(a, p));
        var seat = FirstThatWouldAccept(a, p);
        if (seat == 0) return Told(ChoiceReasonCodes.SeatsHoldPreferred, Holders(a, p));
        var its = claims.First[p];
        return Told(ChoiceReasonCodes.ChosenPrefersItsPlace, its < 0 ? [] : [new(market.Acceptors.Ids[its], WhyPreferred(p, its, claims.Seat[p], a, seat))]);

        ChoiceExplanation Told(string reason, IReadOnlyList<Precedence>? first = null) =>
            new(market.Acceptors.Ids[a], market.Proposers.Ids[p], rank, IsGranted(reason), reason, first ?? []);
    }

    /// <summary>Whether two are each other's dearest choice, and nothing but preferences could keep them apart.</summary>
    public bool IsOpenMutualFirst(int p, int a) =>
        market.Acceptors.Wishes.IsDearest(a, p)
        && !claims.IsLockedFirst(p) && !judgement.IsSecond(p, a) && Forbidden(p, a) is null
        && claims.Holders(a).ToArray().Any(holder => holder < 0 || !claims.IsLockedFirst(holder));

    string? Made(int p, int a) =>
        claims.First[p] == a ? ChoiceReasonCodes.Granted : claims.Second[p] == a ? ChoiceReasonCodes.GrantedAsSecondPlace : null;

    static bool IsGranted(string reason) => reason is ChoiceReasonCodes.Granted or ChoiceReasonCodes.GrantedAsSecondPlace;

    string? Forbidden(int p, int a)
    {
        if (judgement.Excludes(p, a)) return ChoiceReasonCodes.Excluded;
        return judgement.IsWithinRadius(judgement.Distance(p, a)) ? null : ChoiceReasonCodes.BeyondRadius;
    }

    // 0 when all hold somebody whom the acceptor prefers, or a standing pair.
    int FirstThatWouldAccept(int a, int p)
    {
        var holders = claims.Holders(a);
        for (var seat = 1; seat <= holders.Length; seat++)
        {
            var holder = holders[seat - 1];
            if (holder < 0 || (!claims.IsLockedFirst(holder) && Compare(a, p, holder) < 0)) return seat;
        }
        return 0;
    }

    int Compare(int a, int one, int other)
    {
        return Key(one).CompareTo(Key(other));

        (int, long, int) Key(int p) => (market.Acceptors.Wishes.RankOf(a, p), judgement.AcceptorsCost(judgement.Look(p, a), p), market.Proposers.IdOrder[p]);
    }

    List<Precedence> Holders(int a, int p)
    {
        List<Precedence> first = [];
        foreach (var holder in claims.Holders(a))
            if (holder >= 0) first.Add(new(market.Proposers.Ids[holder], WhyFirst(a, holder, p)));
        return first;
    }

    // Why an acceptor has one proposer rather than another.
    string WhyFirst(int a, int holder, int p)
    {
        if (claims.IsLockedFirst(holder)) return PrecedenceReasons.StandingPair;
        if (Compare(a, p, holder) < 0) return PrecedenceReasons.LeftOutOtherwise;
        if (market.Acceptors.Wishes.RankOf(a, holder) < market.Acceptors.Wishes.RankOf(a, p)) return PrecedenceReasons.RankedHigher;
        Look its = judgement.Look(holder, a), mine = judgement.Look(p, a);
        return Weightiest(
            judgement.AcceptorsCost(its, holder) == judgement.AcceptorsCost(mine, p),
            (mine.Distance - its.Distance, PrecedenceReasons.Nearer),
            (rules.WAcceptor * mine.Missing / 1000 - rules.WAcceptor * its.Missing / 1000, PrecedenceReasons.FitsBetter),
            (rules.Need * (market.Need[holder] - market.Need[p]), PrecedenceReasons.Needier),
            (Bonus(its) - Bonus(mine), PrecedenceReasons.SameGroup));
    }

    // Why a proposer likes the seat it has better than one of another acceptor's.
    string WhyPreferred(int p, int has, int seat, int a, int other)
    {
        if (claims.IsLockedFirst(p)) return PrecedenceReasons.StandingPair;
        if (market.Proposers.Wishes.RankOf(p, has) < market.Proposers.Wishes.RankOf(p, a)) return PrecedenceReasons.RankedHigher;
        Look its = judgement.Look(p, has), mine = judgement.Look(p, a);
        return Weightiest(
            judgement.ProposersCost(its, seat) == judgement.ProposersCost(mine, other),
            (mine.Distance - its.Distance, PrecedenceReasons.Nearer),
            (rules.WProposer * mine.Missing / 1000 - rules.WProposer * its.Missing / 1000, PrecedenceReasons.FitsBetter),
            (rules.Load * (other - seat), PrecedenceReasons.LessLoaded),
            (Bonus(its) - Bonus(mine), PrecedenceReasons.SameGroup));
    }

    long Bonus(in Look look) => look.Same ? rules.Bonus : 0;

    static string Weightiest(bool equal, params ReadOnlySpan<(long Gain, string Reason)> weights)
    {
        var best = weights[0];
        foreach (var weight in weights)
            if (weight.Gain > best.Gain) best = weight;
        return equal ? PrecedenceReasons.SmallerId : best.Reason;
    }
}
