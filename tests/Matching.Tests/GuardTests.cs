using System.Diagnostics;
using Benchmarks;

namespace Matching.Tests;

/// <summary>Alone, for it measures.</summary>
[CollectionDefinition(nameof(GuardTests), DisableParallelization = true)]
[Collection(nameof(GuardTests))]
public sealed class GuardTests
{
    // The target on an idle machine is 250; a busy one takes more from the few milliseconds than from the many seconds.
    const double LeastRatio = 100;

    [Fact]
    public void Ten_thousand_are_paired_as_the_textbook_pairs_them_a_hundred_times_as_fast()
    {
        var lists = new SyntheticMarket(new(10_000, Seed: Chance.Seed));
        var rules = new Rules(Bonus: 0);
        var market = lists.Market(rules);
        var ours = TimeSpan.MaxValue;
        Outcome outcome = null!;
        for (var time = 0; time < 10; time++)
        {
            var clock = Stopwatch.StartNew();
            outcome = Solver.Solve(market);
            if (clock.Elapsed < ours) ours = clock.Elapsed;
        }
        var textbook = Stopwatch.StartNew();
        Assert.Equal(new FullLists(lists, rules).Solve(), outcome.Pairs);
        Assert.True(textbook.Elapsed / ours >= LeastRatio, $"{textbook.Elapsed.TotalMilliseconds:F0} ms against {ours.TotalMilliseconds:F1} ms");
    }
}
