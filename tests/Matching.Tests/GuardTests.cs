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

    // One address may stand for thousands of whom none better is known.
    [Fact]
    public void Thousands_at_one_point_cost_a_few_times_what_a_city_does() =>
        AtMost(30, Within(6_000, 0, skilled: true), Within(6_000, 8_000, skilled: true), market => Proof.Check(market, Solver.Solve(market, threads: 1), threads: 1));

    // A place may be wrong by half the world.
    [Fact]
    public void One_who_is_far_from_all_others_costs_the_proof_next_to_nothing()
    {
        Market with = Within(30_000, 100, oneFarAway: true), without = Within(30_000, 100);
        Outcome some = Solver.Solve(with), others = Solver.Solve(without);
        AtMost(2.5, with, without, market => Proof.Check(market, market == with ? some : others, threads: 1));
    }

    static void AtMost(double times, Market odd, Market usual, Func<Market, ProofReport> prove)
    {
        TimeSpan ours = TimeSpan.MaxValue, its = TimeSpan.MaxValue;
        for (var time = 0; time < 4; time++)
        {
            var clock = Stopwatch.StartNew();
            Assert.True(prove(usual).Ok);
            if (clock.Elapsed < its) its = clock.Elapsed;
            clock.Restart();
            Assert.True(prove(odd).Ok);
            if (clock.Elapsed < ours) ours = clock.Elapsed;
        }
        Assert.True(ours / its <= times, $"{ours.TotalMilliseconds:F0} ms against {its.TotalMilliseconds:F1} ms");
    }

    // As many on either side, within some metres of each other; skilled: with six kinds of needs and skills.
    static Market Within(int count, double metres, bool skilled = false, bool oneFarAway = false)
    {
        var chance = new Random(Chance.Seed);
        Lists lists = new()
        {
            Proposers = [.. Enumerable.Range(0, count).Select(at => new Proposer($"h{at}", oneFarAway && at == 0 ? Place.FromDegrees(0, 0) : Near(), Some(3), chance.Next(101), null))],
            Acceptors = [.. Enumerable.Range(0, count).Select(at => new Acceptor($"m{at}", Near(), Some(4), 1, []))],
        };
        return lists.Market;

        Place Near() => Place.FromDegrees(32 + chance.NextDouble() * metres / 111_000, 118.7 + chance.NextDouble() * metres / 94_000);

        string[] Some(int most) => [.. Enumerable.Range(0, skilled ? chance.Next(most + 1) : 0).Select(_ => $"kind{chance.Next(6)}").Distinct()];
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
