using System.Diagnostics;
using Matching;

namespace Benchmarks;

/// <summary>The figures of one size of market: loose (1.5 seats a proposer), with choices, with the bonus and without.</summary>
sealed class MatchingFigures(int size, Peers? peers)
{
    const int Times = 5, Nearest = 16;
    const double LongMilliseconds = 30_000, MostProof = 0.6, MostForBonus = 1.5;
    readonly string graph = Path.Combine(Peer.Folder, "graph");

    public void Measure()
    {
        var plain = Stable(new(size), new Rules(Bonus: 0), "");
        var bonus = Stable(new(size, Groups: true), new Rules(), "-bonus");
        Figures.AtMost($"stable-{size}-bonus-against-none", bonus / plain, MostForBonus);
    }

    double Stable(MarketShape shape, Rules rules, string suffix)
    {
        var lists = new SyntheticMarket(shape);
        var market = lists.Market(rules);
        List<double> solving = [], proving = [], simplex = [], sparse = [], textbook = [];
        if (peers is not null) Graph.OfProposers(lists, Nearest).Write(graph);
        Outcome outcome = null!;
        for (var time = 0; time <= Times; time++)
        {
            GC.Collect();
            var (solved, proved) = (0.0, 0.0);
            (outcome, solved) = Timed(() => Solver.Solve(market));
            (var proof, proved) = Timed(() => Proof.Check(market, outcome));
            if (!proof.Ok) throw new InvalidOperationException("An outcome does not pass its proof.");
            if (time == 0) continue;
            solving.Add(solved);
            proving.Add(proved);
            if (peers is null) continue;
            Again(simplex, () => peers.NetworkSimplex.Solve(graph).Milliseconds);
            if (size <= 100_000) Again(sparse, () => peers.SparseAssignment.Solve(graph).Milliseconds);
            if (size <= 10_000) Again(textbook, () => Textbook(lists, rules, outcome));
        }
        var took = Figures.Median(solving);
        Figures.AtMost($"stable-{size}{suffix}-ms", took, size switch { <= 10_000 => 40, <= 100_000 => 350, <= 1_000_000 => 3.5e-3 * size, _ => 4e-3 * size });
        Figures.AtMost($"proof-{size}{suffix}-share", Figures.Median(proving) / took, MostProof);
        if (simplex.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-network-simplex-ratio", Figures.Median(simplex) / took, size switch { <= 10_000 => 2, <= 100_000 => 10, _ => 40 });
        if (sparse.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-sparse-assignment-ratio", Figures.Median(sparse) / took, size <= 10_000 ? 10 : 150);
        if (textbook.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-textbook-ratio", Figures.Median(textbook) / took, 250);
        return took;
    }

    // A peer that needed over half a minute is not asked again.
    static void Again(List<double> times, Func<double> peer)
    {
        if (times is not [> LongMilliseconds, ..]) times.Add(peer());
    }

    static double Textbook(SyntheticMarket lists, Rules rules, Outcome outcome)
    {
        var (pairs, took) = Timed(() => new FullLists(lists, rules).Solve());
        if (!pairs.SequenceEqual(outcome.Pairs)) throw new InvalidOperationException("The textbook came to another outcome.");
        return took;
    }

    static (T Made, double Milliseconds) Timed<T>(Func<T> make)
    {
        var clock = Stopwatch.StartNew();
        var made = make();
        return (made, clock.Elapsed.TotalMilliseconds);
    }
}
