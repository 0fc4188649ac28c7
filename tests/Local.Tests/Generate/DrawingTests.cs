namespace Local.Tests;

public sealed class DrawingTests
{
    /// <summary>The sequence that the authors' code gives for the state 1, 2, 3, 4.</summary>
    [Fact]
    public void The_generator_is_xoshiro256_starstar()
    {
        var random = new SeededRandom(1, 2, 3, 4);
        ulong[] published =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(published, published.Select(_ => random.Next()));
    }

    [Fact]
    public void Each_number_below_a_bound_is_as_likely_as_another()
    {
        var random = new SeededRandom(1, "below");
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Gaussian_numbers_have_mean_zero_and_deviation_one()
    {
        var random = new SeededRandom(1, "gaussian");
        var drawn = Enumerable.Range(0, 50_000).Select(_ => random.Gaussian()).ToList();
        Assert.InRange(drawn.Average(), -0.02, 0.02);
        Assert.InRange(drawn.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(drawn.Count(x => Math.Abs(x) > 1.96) / 50_000.0, 0.045, 0.055);
    }

    [Fact]
    public void A_weighted_draw_follows_its_weights()
    {
        var random = new SeededRandom(1, "weighted");
        var counts = new int[4];
        for (var i = 0; i < 40_000; i++)
            counts[random.Weighted([1, 1, 4, 8])]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 4_700, 5_300);
        Assert.InRange(counts[2], 14_500, 15_500);
        Assert.InRange(counts[3], 19_500, 20_500);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 5)]
    [InlineData(3, 100)]
    public void A_sample_holds_different_numbers_in_order(int count, int of)
    {
        var sample = new SeededRandom(1, "sample").Sample(count, of);
        Assert.Equal(count, sample.Length);
        Assert.Equal(sample.Distinct().Order(), sample);
        Assert.All(sample, number => Assert.InRange(number, 0, of - 1));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 24)]
    [InlineData(500, 1)]
    [InlineData(500, 24)]
    [InlineData(500, 600)]
    [InlineData(3_000, 24)]
    public void The_grid_finds_the_nearest_of_all(int count, int asked)
    {
        var random = new SeededRandom(9, "nearby");
        var plane = new Plane(new(118.8, 32.05));
        // Clustered and spread, some of them at one place.
        var places = Enumerable.Range(0, count).Select(i => (i % 3) switch
        {
            0 => plane.At(random.Between(-9_000, 9_000), random.Between(-9_000, 9_000)),
            1 => plane.At(300 * random.Gaussian(), 300 * random.Gaussian()),
            _ => plane.At(2_000, 2_000),
        }).ToList();
        var nearby = new Nearby(plane, places);
        for (var i = 0; i < 60; i++)
        {
            var from = plane.At(random.Between(-20_000, 20_000), random.Between(-20_000, 20_000));
            var (east, north) = plane.Of(from);
            var expected = places.Select((place, index) => (Squared: Squared(plane.Of(place), east, north), index)).Order().Take(asked).Select(pair => pair.index);
            Assert.Equal(expected, nearby.Nearest(from, asked));
        }
    }

    [Fact]
    public void Nothing_is_near_where_there_is_nothing() =>
        Assert.Empty(new Nearby(new(new(118.8, 32.05)), []).Nearest(new(118.8, 32.05), 5));

    static double Squared((double East, double North) place, double east, double north) =>
        (place.East - east) * (place.East - east) + (place.North - north) * (place.North - north);
}
