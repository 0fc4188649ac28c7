namespace Households.Tests;

public sealed class AccuracyFigureTests
{
    [Theory]
    [InlineData(2_000_000_000, 95, 5, 50, 385)]
    [InlineData(1_000_000, 95, 5, 50, 384)]
    [InlineData(10_000, 95, 5, 50, 370)]
    [InlineData(1_000, 95, 5, 50, 278)]
    [InlineData(100, 95, 5, 50, 80)]
    [InlineData(2_000_000_000, 95, 3, 50, 1_068)]
    [InlineData(2_000_000_000, 99, 5, 50, 664)]
    [InlineData(2_000_000_000, 90, 5, 50, 271)]
    [InlineData(2_000_000_000, 95, 5, 90, 139)]
    [InlineData(1, 95, 5, 50, 1)]
    public void A_sample_is_as_large_as_the_published_formula_says(int population, int confidence, int margin, int expected, int size) =>
        Assert.Equal(size, SampleSize.Of(population, confidence, margin, expected));

    [Theory]
    [InlineData("50 30 20", 10, "5 3 2")]
    [InlineData("53 24 23", 10, "5 3 2")] // remainders .3 .4 .3
    [InlineData("97 2 1", 10, "8 1 1")]
    [InlineData("5 0 5", 3, "2 0 1")]
    [InlineData("4 4 4", 2, "1 1 1")]
    [InlineData("1 1 1", 3, "1 1 1")]
    public void Strata_have_their_share_and_one_at_least(string populations, int size, string given) =>
        Assert.Equal(given, string.Join(' ', SampleSize.Allocate([.. populations.Split(' ').Select(int.Parse)], size)));

    [Fact]
    public void Shares_add_up_and_ask_of_no_stratum_more_than_it_has()
    {
        var random = new Random(20260310);
        for (var round = 0; round < 2_000; round++)
        {
            var populations = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(4) == 0 ? random.Next(3) : random.Next(1, 5_000)).Append(1).ToArray();
            var (all, some) = (populations.Sum(), populations.Count(it => it > 0));
            var size = random.Next(1, all + 1);
            var given = SampleSize.Allocate(populations, size);
            Assert.Equal(Math.Max(size, some), given.Sum());
            Assert.All(given.Zip(populations), it => Assert.InRange(it.First, Math.Min(1, it.Second), it.Second));
            if (size > 20 * some) Assert.All(given.Zip(populations), it => Assert.True(it.First <= (double)size * it.Second / all + 1));
        }
    }

    /// <summary>Newcombe, Statistics in Medicine 17 (1998), table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1.0000)]
    public void Intervals_are_those_that_were_published(int right, int size, double low, double high)
    {
        var interval = Interval.Wilson((double)right / size, size, 95);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
        var estimate = AccuracyEstimate.Of([new StratumCount(int.MaxValue, size, right)], 95);
        Assert.Equal((low, high), (Math.Round(estimate.Low!.Value, 4), Math.Round(estimate.High!.Value, 4)));
    }

    [Fact]
    public void An_estimate_weighs_strata_by_their_households_and_knows_what_is_not_known()
    {
        var estimate = AccuracyEstimate.Of([new StratumCount(900, 10, 9), new StratumCount(100, 10, 5), new StratumCount(500, 0, 0)], 95);
        Assert.Equal(0.86, estimate.Accuracy!.Value, 12);
        Assert.Equal(AccuracyEstimate.None, AccuracyEstimate.Of([new StratumCount(500, 0, 0)], 95));
        var everyone = AccuracyEstimate.Of([new StratumCount(10, 10, 9), new StratumCount(5, 5, 5)], 95);
        Assert.Equal((0.933333, 0.933333, 15d), (Math.Round(everyone.Low!.Value, 6), Math.Round(everyone.High!.Value, 6), everyone.EffectiveSize));
        var all = AccuracyEstimate.Of([new StratumCount(900, 10, 10), new StratumCount(100, 10, 10)], 95);
        Assert.Equal((1d, 1d), (all.Accuracy!.Value, all.High!.Value));
        Assert.InRange(all.Low!.Value, 0.6, 0.9);
    }

    [Theory]
    [InlineData(90, 0.88, 0.95)]
    [InlineData(95, 0.935, 0.98)]
    [InlineData(99, 0.98, 1.0)]
    public void The_interval_holds_the_truth_about_as_often_as_it_says(int confidence, double least, double most)
    {
        var random = new Random(95);
        (int Population, int Right)[] strata = [(800, 752), (300, 261), (150, 117), (12, 12)];
        var truth = strata.Sum(it => it.Right) / (double)strata.Sum(it => it.Population);
        var sizes = SampleSize.Allocate([.. strata.Select(it => it.Population)], 200);
        var held = 0;
        const int rounds = 4_000;
        for (var round = 0; round < rounds; round++)
        {
            var estimate = AccuracyEstimate.Of([.. strata.Zip(sizes).Select(it => new StratumCount(it.First.Population, it.Second, Drawn(random, it.First.Population, it.First.Right, it.Second)))], confidence);
            if (estimate.Low <= truth && truth <= estimate.High) held++;
        }
        Assert.InRange(held / (double)rounds, least, most);
    }

    /// <summary>How many of those drawn, none twice, are right.</summary>
    static int Drawn(Random random, int population, int right, int size)
    {
        var found = 0;
        for (var drawn = 0; drawn < size; drawn++)
            if (random.Next(population - drawn) < right - found) found++;
        return found;
    }
}
