namespace Matching;

/// <summary>
/// Proves an outcome against its market, by code that shares nothing with the solver but the market: form and permission,
/// no blocking pair among all permitted pairs of either stage, why each of the left out is, and how many could have been
/// paired at all.
/// </summary>
public static class Proof
{
    /// <param name="threads">How many threads may work on it; 0 for as many as there are processors.</param>
    /// <param name="stop">Heard between its steps.</param>
    public static ProofReport Check(Market market, Outcome outcome, int threads = 0, CancellationToken stop = default) =>
        Check(market, outcome, new Crew(threads > 0 ? threads : Environment.ProcessorCount), stop);

    internal static ProofReport Check(Market market, Outcome outcome, Crew crew, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var faults = new ProofFaults(market);
        var judgement = new Judgement(market);
        var claims = new Claims(market, judgement, outcome, faults, crew);
        var sound = faults.Count == 0;
        var nearest = market.Rules.Objective == Objective.Nearest;
        var listed = ListedPairs.Of(market, judgement, outcome, claims, faults);
        stop.ThrowIfCancellationRequested();
        new LeftOut(market, judgement, claims, listed, crew).Check(outcome.Unpaired, faults);
        listed?.PromotedHadNone();
        stop.ThrowIfCancellationRequested();
        var blocking = First();
        stop.ThrowIfCancellationRequested();
        if (market.Rules.SecondPlace) blocking += Second();
        stop.ThrowIfCancellationRequested();
        var coverage = sound ? new LargestPairing(market, judgement, claims, faults).Find() : null;
        if (coverage is not null && market.Rules.Levels > 1) LevelsPairTheirShare(market, coverage, faults);
        stop.ThrowIfCancellationRequested();
        var distance = nearest && sound ? Distance() : null;
        return new(faults.Found, faults.Count, blocking, coverage, distance, Figures(market, outcome, claims, crew));

        // Where distance alone counts, blocking pairs are its price and no fault.
        int First() => Blocking(ClaimedStage.First(market, judgement, claims, crew), nearest ? new(market) : faults, listed);

        int Second() => Blocking(ClaimedStage.Second(market, judgement, claims, crew), faults, null);

        // What one stage took is let go before the next takes as much again.
        int Blocking(ClaimedStage stage, ProofFaults faults, ListedPairs? listed)
        {
            Leftovers.Collect(market.ProposerCount);
            return new BlockingPairs(market, judgement, stage, faults, crew, listed).Find();
        }

        DistanceProof? Distance()
        {
            if (outcome.Prices is { } prices && prices.IsOf(market)) return new LeastDistance(market, judgement, claims, faults, prices).Find(crew);
            faults.Add("prices-are-given", -1, -1);
            return null;
        }
    }

    // L levels pair at least L of L + 1 parts of the most that could be paired; standing pairs are nobody's merit.
    static void LevelsPairTheirShare(Market market, Coverage coverage, ProofFaults faults)
    {
        long levels = market.Rules.Levels, standing = market.LockedFirst?.Count(a => a >= 0) ?? 0;
        if ((coverage.Paired - standing) * (levels + 1) < levels * (coverage.Most - standing)) faults.Add("levels-pair-their-share", -1, -1);
    }

    static ProofFigures Figures(Market market, Outcome outcome, Claims claims, Crew crew)
    {
        int standing = 0, second = 0;
        for (var p = 0; p < market.ProposerCount; p++)
        {
            if (claims.Second[p] >= 0) second++;
            standing += (claims.IsLockedFirst(p) ? 1 : 0) + (claims.IsLockedSecond(p) ? 1 : 0);
        }
        var distances = claims.FirstDistances();
        KeySort.Sort(distances, new int[distances.Length], crew);
        var count = distances.Length;
        var sum = 0L;
        foreach (var distance in distances) sum += (long)distance;
        return new(
            market.ProposerCount, market.AcceptorCount, market.SeatCount, market.ChoiceCount, standing,
            count, second, outcome.Unpaired.Count, outcome.IdleAcceptors.Count,
            count == 0 ? 0 : sum / count,
            // The smallest distance that at least 99 of 100 pairs do not exceed.
            count == 0 ? 0 : (long)distances[(int)(((long)count * 99 + 99) / 100) - 1],
            count == 0 ? 0 : (long)distances[^1]);
    }
}
