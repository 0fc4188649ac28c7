using System.CommandLine;
using System.Diagnostics;
using Matching;

namespace Benchmarks;

/// <summary>
/// The verb <c>matching</c>: medians of five after a warm-up, from the market in memory to the outcome in memory, and the
/// proof beside it. One line a figure: <c>figure NAME VALUE TARGET ok</c> or <c>… short</c>.
/// </summary>
static class MatchingVerb
{
    const int Times = 5;
    const double MostProof = 0.6;

    static readonly Option<int[]> sizes = new("--sizes") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000] };

    public static Command Create()
    {
        var verb = new Command("matching", "how long the engine and its proof take") { sizes };
        verb.SetAction(said =>
        {
            Figures.Load();
            foreach (var size in said.GetRequiredValue(sizes))
                foreach (var groups in (ReadOnlySpan<bool>)[false, true]) Measure(size, groups);
            Figures.Load();
        });
        return verb;
    }

    static void Measure(int size, bool groups)
    {
        var market = new SyntheticMarket(new(size, Groups: groups)).Market(new Rules(Bonus: groups ? 30_000 : 0));
        List<double> solving = [], proving = [];
        for (var time = 0; time <= Times; time++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var outcome = Solver.Solve(market);
            var solved = clock.Elapsed.TotalMilliseconds;
            clock.Restart();
            if (!Proof.Check(market, outcome).Ok) throw new InvalidOperationException("An outcome does not pass its proof.");
            if (time == 0) continue;
            solving.Add(solved);
            proving.Add(clock.Elapsed.TotalMilliseconds);
        }
        var name = $"{size}{(groups ? "-bonus" : "")}";
        Figures.AtMost($"stable-{name}-ms", Figures.Median(solving), size switch { <= 10_000 => 40, <= 100_000 => 350, _ => 3.5e-3 * size });
        Figures.AtMost($"proof-{name}-share", Figures.Median(proving) / Figures.Median(solving), MostProof);
    }
}
