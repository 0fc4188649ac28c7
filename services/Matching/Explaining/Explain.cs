namespace Matching;

/// <summary>Why an outcome is as it is; computed when asked, from the market and the outcome alone, never stored.</summary>
public static class Explain
{
    /// <summary>Reads an outcome once, so that any number of questions can be asked about it.</summary>
    /// <exception cref="ArgumentException">The outcome is not one of this market.</exception>
    public static Explanations Of(Market market, Outcome outcome) => new(market, outcome);
}

/// <summary>The answers about one outcome of one market.</summary>
public sealed class Explanations
{
    readonly Market market;
    readonly Outcome outcome;
    readonly Judgement judgement;
    readonly Claims claims;
    readonly ChoiceReasons reasons;

    internal Explanations(Market market, Outcome outcome)
    {
        (this.market, this.outcome, judgement) = (market, outcome, new(market));
        var faults = new ProofFaults(market);
        claims = new(market, judgement, outcome, faults, new(1));
        if (faults.Count > 0) throw new ArgumentException($"The outcome is not one of this market: {faults.Found[0].Rule}.", nameof(outcome));
        reasons = new(market, judgement, claims, outcome.Blocking);
    }

    /// <summary>Every pair, in the order of the outcome.</summary>
    public IEnumerable<PairExplanation> Pairs() => outcome.Pairs.Select(Pair);

    /// <summary>Everyone without a first place, in the order of the outcome, with the reason found by the run.</summary>
    public IReadOnlyList<Unpaired> Unpaired => outcome.Unpaired;

    /// <summary>One pair of the outcome.</summary>
    public PairExplanation Pair(Pair pair)
    {
        int p = market.Proposers.Ids.Find(pair.Proposer), a = market.Acceptors.Ids.Find(pair.Acceptor);
        if (p < 0 || a < 0) throw new ArgumentException("The pair is not one of this market.", nameof(pair));
        int proposersRank = market.Proposers.Wishes.RankOf(p, a), acceptorsRank = market.Acceptors.Wishes.RankOf(a, p);
        var (met, missed) = market.Needs(p, a);
        var same = judgement.SameGroup(p, a);
        var standing = pair.Stage == 1 ? claims.IsLockedFirst(p) : claims.IsLockedSecond(p);
        return new(pair, pair.DistanceDm / 10, Given(proposersRank), Given(acceptorsRank), met, missed, same, standing ? PairReasons.StandingPair : Reason());

        string Reason() => (proposersRank, acceptorsRank) switch
        {
            _ when market.Proposers.Wishes.IsDearest(p, a) && market.Acceptors.Wishes.IsDearest(a, p) => PairReasons.MutualFirstChoice,
            (< Wishes.Unranked, < Wishes.Unranked) => PairReasons.MutualChoice,
            (< Wishes.Unranked, _) => PairReasons.ProposersChoice,
            (_, < Wishes.Unranked) => PairReasons.AcceptorsChoice,
            _ when same && market.Rules.Bonus > 0 => PairReasons.SameGroup,
            _ when met.Count > 0 && missed.Count == 0 => PairReasons.NeedsMet,
            _ => PairReasons.NearestLeft,
        };
    }

    /// <summary>Every choice of either side, granted or not: those of proposers in the order of their ids, then those of acceptors.</summary>
    public IEnumerable<ChoiceExplanation> Choices()
    {
        foreach (var p in market.Proposers.ById)
            foreach (var choice in OfProposer(p)) yield return choice;
        foreach (var a in market.Acceptors.ById)
            foreach (var choice in OfAcceptor(a)) yield return choice;
    }

    /// <summary>The choices of one participant, dearest first; none for an id that the market does not know.</summary>
    public IReadOnlyList<ChoiceExplanation> ChoicesOf(string id)
    {
        if (market.Proposers.Ids.Find(id) is >= 0 and var p) return OfProposer(p);
        return market.Acceptors.Ids.Find(id) is >= 0 and var a ? OfAcceptor(a) : [];
    }

    /// <summary>How far choices were granted.</summary>
    public ChoiceTotals Totals()
    {
        int choosing = 0, satisfied = 0, first = 0, chosenBy = 0, pleased = 0, mutual = 0, mutualGranted = 0;
        for (var p = 0; p < market.ProposerCount; p++)
        {
            var wishes = market.Proposers.Wishes.Of(p);
            if (wishes.Length == 0) continue;
            choosing++;
            if (wishes.Contains(claims.First[p])) satisfied++;
            if (market.Proposers.Wishes.IsDearest(p, claims.First[p])) first++;
            if (!reasons.IsOpenMutualFirst(p, wishes[0])) continue;
            mutual++;
            if (wishes[0] == claims.First[p]) mutualGranted++;
        }
        for (var a = 0; a < market.AcceptorCount; a++)
        {
            var wishes = market.Acceptors.Wishes.Of(a);
            if (wishes.Length > 0) chosenBy++;
            if (wishes.ContainsAny(claims.Holders(a)) || wishes.Contains(claims.SecondOf[a])) pleased++;
        }
        return new(choosing, satisfied, first, chosenBy, pleased, mutual, mutualGranted);
    }

    ChoiceExplanation[] OfProposer(int p)
    {
        var ranks = market.Proposers.Wishes.RanksOf(p).ToArray();
        return [.. market.Proposers.Wishes.Of(p).ToArray().Select((a, at) => reasons.OfProposer(p, a, ranks[at]))];
    }

    ChoiceExplanation[] OfAcceptor(int a)
    {
        var ranks = market.Acceptors.Wishes.RanksOf(a).ToArray();
        return [.. market.Acceptors.Wishes.Of(a).ToArray().Select((p, at) => reasons.OfAcceptor(a, p, ranks[at]))];
    }

    static int? Given(int rank) => rank == Wishes.Unranked ? null : rank;
}
