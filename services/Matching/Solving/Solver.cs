namespace Matching;

/// <summary>Pairs a market: standing pairs keep their places, then proposers ask, then the idle ask for second places.</summary>
public static class Solver
{
    /// <summary>The stable outcome that is best for every proposer; it depends on the market alone.</summary>
    public static Outcome Solve(Market market, CancellationToken stop = default) => Solve(market, Terms.Of(market.Rules), stop);

    internal static Outcome Solve(Market market, Terms terms, CancellationToken stop = default)
    {
        var draft = new Draft(market, terms);
        draft.KeepStandingPairs();
        var first = new Deferral(Casting.First(market, terms));
        draft.Adopt(first.Stage, first.Run(stop));
        var unpaired = draft.Unpaired(first);
        if (market.Rules.SecondPlace)
        {
            var second = new Deferral(Casting.Second(market, terms, draft.Holds));
            draft.Adopt(second.Stage, second.Run(stop));
        }
        return draft.Finished(unpaired);
    }
}
