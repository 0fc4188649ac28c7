using Contracts;
using Support;
using Xunit.Abstractions;

namespace Households.Tests;

/// <summary>Attacks what is published: a figure of one to four may be any of five numbers in a row that end at five or more, whatever is computed.</summary>
public sealed class SuppressionTests(ITestOutputHelper output)
{
    const int Runs = 200;

    static readonly string[] tiny = ["320102001001", "320102001002", "320102002001", "320102002002"];

    [Fact]
    public void Each_small_figure_of_a_tiny_table_may_be_any_of_five_numbers_as_a_search_of_all_tables_finds()
    {
        var random = Seeded();
        for (var run = 0; run < Runs; run++)
        {
            var tally = Tallied(random, tiny, bands: 2, most: 12);
            var attack = new Attack(tally, Published(tally));
            foreach (var (area, column) in attack.Small)
                // What lies between two values that it may have it may have too.
                foreach (var value in Attack.IsSum(area, column) ? [tally.Of(area, column) + 4] : (int[])[1, Figure.Least])
                    Assert.True(attack.CanBe(area, column, value), $"run {run}: {area} {column} cannot be {value} in\n{attack}");
        }
    }

    [Fact]
    public void Without_withholding_others_the_same_search_tells_small_figures()
    {
        var random = Seeded();
        var told = 0;
        for (var run = 0; run < 30; run++)
        {
            var tally = Tallied(random, tiny, bands: 2, most: 12);
            var attack = new Attack(tally, tally.Areas.ToDictionary(
                it => it.Key, it => (IReadOnlyDictionary<string, int?>)it.Value.ToDictionary(of => of.Key, of => of.Value < 5 ? (int?)null : Figure.Shown(of.Value))));
            told += attack.Small.Count(it => !attack.CanBe(it.Area, it.Column, 1) || !attack.CanBe(it.Area, it.Column, Figure.Least));
        }
        Assert.NotEqual(0, told);
    }

    [Fact]
    public void Intervals_that_are_narrowed_to_the_end_leave_each_small_figure_of_a_district_five_numbers()
    {
        var random = Seeded();
        for (var run = 0; run < Runs; run++)
        {
            var communities = Enumerable.Range(1, 1 + random.Next(5)).SelectMany(street => Enumerable.Range(1, 1 + random.Next(6)).Select(it => $"320102{street:D3}{it:D3}")).ToArray();
            var tally = Tallied(random, communities, bands: 5, most: 30);
            var attack = new Attack(tally, Published(tally));
            var ranges = attack.Narrowed();
            foreach (var it in attack.Small)
                Assert.True(ranges[it] is var (low, high) && high >= Figure.Least && high - low >= 4 && (low == 1 || Attack.IsSum(it.Area, it.Column)), $"run {run}: {it} is {ranges[it]} in\n{attack}");
        }
    }

    [Fact]
    public void What_splits_a_category_of_a_county_into_bands_tells_no_small_figure()
    {
        var random = Seeded();
        var unsplit = 0;
        for (var run = 0; run < Runs; run++)
        {
            var tally = Tallied(random, tiny, bands: 5, most: 6);
            var shown = Published(tally)["320102"];
            foreach (var total in Contracts.Aid.Categories.Select(it => Column.Category(it.Code)).Where(shown.ContainsKey))
            {
                var bands = Column.Bands.Select(band => Column.Cross(total, Column.Score(band))).ToList();
                var counts = bands.ConvertAll(it => tally.Of("320102", it));
                if (bands.TrueForAll(it => shown.TryGetValue(it, out var figure) && figure is null))
                {
                    unsplit++; // any of them may be none: of the total only the sum is known
                    continue;
                }
                var ranges = bands.ConvertAll(it => Figure.Range(shown.TryGetValue(it, out var figure) ? figure : 0));
                var sum = Figure.Range(shown[total]);
                for (var at = 0; at < bands.Count; at++)
                {
                    if (counts[at] is 0 or >= Figure.Least) continue;
                    var (low, high) = (ranges.Where((_, other) => other != at).Sum(it => it.Low), ranges.Where((_, other) => other != at).Sum(it => (long)it.High));
                    Assert.True(sum.Low - high <= 1 && sum.High - low >= Figure.Least, $"run {run}: {bands[at]}");
                }
            }
        }
        Assert.NotEqual(0, unsplit);
    }

    [Fact]
    public void A_difference_of_what_is_shown_never_tells_a_change_of_one_to_four()
    {
        for (var before = Figure.Least; before < 60; before++)
            for (var change = -4; change <= 4; change++)
            {
                if (before + change < Figure.Least) continue;
                var (one, other) = (Figure.Range(Figure.Shown(before)), Figure.Range(Figure.Shown(before + change)));
                Assert.True(other.High - one.Low - (other.Low - one.High) >= 4);
                Assert.InRange(change, other.Low - one.High, other.High - one.Low);
            }
    }

    static Dictionary<string, IReadOnlyDictionary<string, int?>> Published(Tally tally) => Suppression.Publish(tally).ToDictionary(it => it.Area, it => it.Figures);

    static Tally Tallied(Random random, string[] communities, int bands, int most)
    {
        var tally = new Tally();
        foreach (var community in communities)
            for (var band = 0; band < bands; band++)
            {
                // Mostly few: that is where it is hard.
                var count = random.Next(3) switch { 0 => 0, 1 => random.Next(1, 5), _ => random.Next(most) };
                for (var number = 0; number < count; number++)
                    tally.Count(new CountedHousehold(community, [.. Contracts.Aid.Categories.Take(3).Where(_ => random.Next(4) == 0).Select(it => new HeldCategory(0, it.Code, default))], [], band * 20, 1), StatisticKind.All[0]);
            }
        tally.AddUp();
        return tally;
    }

    Random Seeded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260302;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
