using System.Diagnostics;
using Matching;

namespace Benchmarks;

/// <summary>The figures of one size of market: loose (1.5 seats a proposer), with choices, with the bonus and without.</summary>
sealed class MatchingFigures(int size, Peers? peers)
{
    const int Times = 5, Candidates = 16;
    const double LongMilliseconds = 30_000, MostProof = 0.6, MostForBonus = 1.5;

    // By then the small markets too run as compiled for good.
    static readonly TimeSpan warmUp = TimeSpan.FromSeconds(2);
    readonly Dictionary<string, double> leastBusy = new(StringComparer.Ordinal);
    readonly string graph = Path.Combine(Peer.Folder, "graph");

    public void Measure()
    {
        var plain = Stable(new(size), new Rules(Bonus: 0), "");
        var bonus = Stable(new(size, Groups: true), new Rules(), "-bonus");
        Figures.AtMost($"stable-{size}-bonus-against-none", bonus / plain, MostForBonus);
        Nearest();
    }

    void Nearest()
    {
        var (market, _) = Market(new(size), new Rules(Bonus: 0, Objective: Objective.Nearest, K: Candidates), Graph.OfBoth);
        List<double> solving = [], proving = [], simplex = [];
        var warming = Stopwatch.StartNew();
        for (var time = 0; time < Times;)
        {
            var isWarm = warming.Elapsed > warmUp;
            GC.Collect();
            var (outcome, solved) = Timed(() => Solver.Solve(market), $"nearest-{size}");
            var (proof, proved) = Timed(() => Proof.Check(market, outcome), $"nearest-{size}-proof");
            if (proof is not { Ok: true, Distance: { GapDm: 0 } distance }) throw new InvalidOperationException("An outcome does not pass its proof.");
            if (!isWarm) continue;
            time++;
            solving.Add(solved);
            proving.Add(proved);
            if (peers is not null) Again(simplex, () => peers.NetworkSimplex.Solve(graph), (proof.Figures.FirstPlaces, distance.TotalDm));
        }
        var took = Figures.Median(solving);
        Figures.Say($"nearest-{size}-ms", took);
        Figures.AtMost($"nearest-{size}-proof-share", Figures.Median(proving) / took, MostProof);
        SayBusy($"nearest-{size}");
        SayBusy($"nearest-{size}-proof");
        if (simplex.Count > 0) Figures.AtLeast($"nearest-{size}-network-simplex-ratio", Figures.Median(simplex) / took, size switch { <= 10_000 => 2, <= 100_000 => 10, _ => 30 });
    }

    double Stable(MarketShape shape, Rules rules, string suffix)
    {
        var (market, lists) = Market(shape, rules, Graph.OfProposers);
        List<double> solving = [], proving = [], simplex = [], sparse = [], textbook = [];
        Outcome outcome = null!;
        var warming = Stopwatch.StartNew();
        for (var time = 0; time < Times;)
        {
            var isWarm = warming.Elapsed > warmUp;
            GC.Collect();
            var (solved, proved) = (0.0, 0.0);
            (outcome, solved) = Timed(() => Solver.Solve(market), $"stable-{size}{suffix}");
            (var proof, proved) = Timed(() => Proof.Check(market, outcome), $"proof-{size}{suffix}");
            if (!proof.Ok) throw new InvalidOperationException("An outcome does not pass its proof.");
            if (!isWarm) continue;
            time++;
            solving.Add(solved);
            proving.Add(proved);
            if (peers is null) continue;
            Again(simplex, () => peers.NetworkSimplex.Solve(graph), null);
            if (size <= 100_000) Again(sparse, () => peers.SparseAssignment.Solve(graph), null);
            if (lists is not null) Again(textbook, () => new(Textbook(lists, rules, outcome), 0, 0), null);
        }
        var took = Figures.Median(solving);
        Figures.AtMost($"stable-{size}{suffix}-ms", took, size switch { <= 10_000 => 40, <= 100_000 => 350, <= 1_000_000 => 3.5e-3 * size, _ => 4e-3 * size });
        Figures.AtMost($"proof-{size}{suffix}-share", Figures.Median(proving) / took, MostProof);
        SayBusy($"stable-{size}{suffix}");
        SayBusy($"proof-{size}{suffix}");
        if (simplex.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-network-simplex-ratio", Figures.Median(simplex) / took, size switch { <= 10_000 => 2, <= 100_000 => 10, _ => 40 });
        if (sparse.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-sparse-assignment-ratio", Figures.Median(sparse) / took, size <= 10_000 ? 10 : 150);
        if (textbook.Count > 0) Figures.AtLeast($"stable-{size}{suffix}-textbook-ratio", Figures.Median(textbook) / took, 250);
        return took;
    }

    // Where the textbook does not need the lists they are let go: millions of strings are no part of the market in memory,
    // and the runtime would look through them again and again.
    (Market Market, SyntheticMarket? Lists) Market(MarketShape shape, Rules rules, Func<SyntheticMarket, int, Graph> edges)
    {
        var lists = new SyntheticMarket(shape);
        if (peers is not null) edges(lists, Candidates).Write(graph);
        return (lists.Market(rules), peers is not null && size <= 10_000 ? lists : null);
    }

    // A peer that needed over half a minute is not asked again.
    static void Again(List<double> times, Func<PeerResult> peer, (int Pairs, long Distance)? same)
    {
        if (times is [> LongMilliseconds, ..]) return;
        var (milliseconds, pairs, distance) = peer();
        if (same is { } ours && ours != (pairs, distance)) throw new InvalidOperationException($"The peer came to {pairs} pairs and {distance} dm.");
        times.Add(milliseconds);
    }

    double Textbook(SyntheticMarket lists, Rules rules, Outcome outcome)
    {
        var (pairs, took) = Timed(() => new FullLists(lists, rules).Solve());
        if (!pairs.SequenceEqual(outcome.Pairs)) throw new InvalidOperationException("The textbook came to another outcome.");
        return took;
    }

    (T Made, double Milliseconds) Timed<T>(Func<T> make, string? what = null)
    {
        using var process = Process.GetCurrentProcess();
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var made = make();
        var took = clock.Elapsed.TotalMilliseconds;
        process.Refresh();
        var busy = (process.TotalProcessorTime - before).TotalMilliseconds;
        if (what is not null) leastBusy[what] = Math.Min(leastBusy.GetValueOrDefault(what, double.MaxValue), busy);
        return (made, took);
    }

    // What it takes of all processors: the same whatever the machine does beside.
    void SayBusy(string what) => Figures.Say($"{what}-processor-ms", leastBusy[what]);
}
