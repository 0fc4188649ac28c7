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

    // Where no seat is left nobody can be promoted; under a radius each of the left out is, and all who give way are listed.
    [Theory]
    [InlineData(null, 4)]
    [InlineData(400, 60)]
    public void Levels_cost_a_few_times_what_one_level_does_however_many_are_left_out(int? radius, double most)
    {
        Market one = Crowded(new(SecondPlace: false, Radius: radius)), several = Crowded(new(SecondPlace: false, Radius: radius, Levels: 4));
        TimeSpan plain = TimeSpan.MaxValue, levels = TimeSpan.MaxValue;
        for (var time = 0; time < 5; time++)
        {
            var clock = Stopwatch.StartNew();
            Assert.NotEmpty(Solver.Solve(one, threads: 1).Unpaired);
            if (clock.Elapsed < plain) plain = clock.Elapsed;
            clock.Restart();
            Assert.Equal(1_000, Solver.Solve(several, threads: 1).Unpaired.Count);
            if (clock.Elapsed < levels) levels = clock.Elapsed;
        }
        Assert.True(levels / plain <= most, $"{levels.TotalMilliseconds:F0} ms against {plain.TotalMilliseconds:F1} ms");
    }

    // Ten thousand on some 67 square kilometres, and nine thousand seats.
    static Market Crowded(Rules rules)
    {
        var chance = new Random(Chance.Seed);
        Lists lists = new()
        {
            Proposers = [.. Enumerable.Range(0, 10_000).Select(at => new Proposer($"h{at}", Anywhere(), [], chance.Next(101), null))],
            Acceptors = [.. Enumerable.Range(0, 4_500).Select(at => new Acceptor($"m{at}", Anywhere(), [], 1 + at % 3, []))],
            Rules = rules,
        };
        return lists.Market;

        Place Anywhere() => Place.FromDegrees(32 + chance.NextDouble() * 0.073, 118.7 + chance.NextDouble() * 0.087);
    }
}
