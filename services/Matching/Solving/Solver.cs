namespace Matching;

/// <summary>Pairs a market: standing pairs keep their places, then proposers ask, then the idle ask for second places.</summary>
public static class Solver
{
    /// <summary>The stable outcome that is best for every proposer, or the nearest one where the rules ask for it; it depends on the market alone.</summary>
    /// <param name="threads">How many threads may work on it; 0 for as many as there are processors.</param>
    public static Outcome Solve(Market market, CancellationToken stop = default, int threads = 0) =>
        Solve(market, Terms.Of(market.Rules), new(threads > 0 ? threads : Environment.ProcessorCount), stop);

    internal static Outcome Solve(Market market, Terms terms) => Solve(market, terms, new(1), CancellationToken.None);

    internal static Outcome Solve(Market market, Terms terms, Crew crew, CancellationToken stop)
    {
        var draft = new Draft(market, terms);
        draft.KeepStandingPairs();
        var (unpaired, prices, blocking) = market.Rules.Objective == Objective.Nearest ? Nearest() : Stable();
        if (market.Rules.SecondPlace)
        {
            Leftovers.Collect(market.ProposerCount);
            var second = new Deferral(Casting.Second(market, terms, draft.Holds), crew);
            draft.Adopt(second.Stage, second.Run(stop));
        }
        Leftovers.Collect(market.ProposerCount);
        return draft.Finished(unpaired, prices, blocking, crew);

        ((int, string)[], Prices?, BlockingPair[]) Stable()
        {
            var first = new Deferral(Casting.First(market, terms), crew);
            draft.Adopt(first.Stage, first.Run(stop));
            var left = draft.Unpaired(first.Stage, first.Refusal);
            var blocking = first.Blocking();
            return (PassedOver.Told(market, left, blocking), null, blocking);
        }

        ((int, string)[], Prices?, BlockingPair[]) Nearest()
        {
            var first = new NearestPairing(Casting.First(market, terms), crew);
            draft.Adopt(first.Stage, first.Run(stop));
            return (draft.Unpaired(first.Stage, first.Refusal), first.Prices, []);
        }
    }
}
