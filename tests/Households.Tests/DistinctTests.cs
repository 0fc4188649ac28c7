using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class DistinctTests
{
    const string Number = "11010519491231002X";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_was_found_distinct_is_not_asked_about_again_in_either_order_until_that_is_taken_back(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", idNumber: Number), Bureau.Row("h3", idNumber: Number));
        await bureau.LookAsync();
        Assert.Equal("200", await bureau.DistinctAsync("h2", "h1"));
        Assert.Equal("200", await bureau.DistinctAsync("h1", "h2", "又说一遍"));
        Assert.Equal(["h1 h3 60", "h2 h3 60"], await bureau.PairsAsync());
        await bureau.LookAsync();
        Assert.Equal(["h1 h3 60", "h2 h3 60"], await bureau.PairsAsync());
        var verdicts = (await bureau.GetAsync(Duplicating.Root + "/verdicts"))["items"]!.AsArray();
        Assert.Equal("h1 h2 两代人分户", string.Join("; ", verdicts.Select(it => $"{it!["one"]} {it["other"]} {it["reason"]}")));
        Assert.Equal("两代人分户", (string)(await bureau.GetAsync(Duplicating.Root + "/pairs/h2/h1"))["verdict"]!["reason"]!);
        Assert.Equal("pair-is-not-distinct", await bureau.MergeAsync("h1", "h2"));

        Assert.Equal("204", await bureau.TakeBackAsync("h2", "h1"));
        Assert.Equal(["h1 h2 60", "h1 h3 60", "h2 h3 60"], await bureau.PairsAsync());
        Assert.Equal("verdict-is-known", await bureau.TakeBackAsync("h1", "h2"));
        Assert.Equal(
            ["write duplicates-distinct household/h1", "write duplicates-distinct-not household/h1"],
            (await bureau.ActsAsync("&household=h2")).Where(it => it.Contains("distinct", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_row_that_shares_a_number_with_who_was_found_distinct_is_not_parked(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2"), Bureau.Row("h3")));
        Assert.Equal("200", await bureau.DistinctAsync("h2", "h1"));
        Assert.Empty(await bureau.ReportAsync(await bureau.PushAsync("2", Csv(Bureau.Row("h2", idNumber: Number)))));
        Assert.Equal(["2 h3 parked id_number id-number-stands-once"], await bureau.ReportAsync(await bureau.PushAsync("3", Csv(Bureau.Row("h3", idNumber: Number)))));
        Assert.Equal("110***********002X", (string)(await bureau.GetAsync("/api/v1/households/register/h2"))["persons"]![0]!["idNumber"]!);
        var beside = (await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]![0]!["others"]!;
        Assert.Equal("""["h1","h2"]""", beside.ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_verdict_is_given_by_who_has_both_in_reach_with_a_reason_that_names_nobody(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", head: "鄢懿翀"), Bureau.Row("h2"), Bureau.Row("h3"));
        Assert.Equal("household-is-known", await bureau.DistinctAsync("h1", "h2", area: "320104"));
        Assert.Equal("household-is-known", await bureau.DistinctAsync("h1", "h9"));
        Assert.Equal("is-given", await bureau.DistinctAsync("h1", "h2", " "));
        Assert.Equal("pair-is-of-two", await bureau.DistinctAsync("h1", "h1"));
        Assert.Equal("note-says-nothing-personal", await bureau.DistinctAsync("h2", "h1", "鄢懿翀是另一人"));
        using (var http = bureau.CivilAffairs)
        using (await http.PostAsync("/api/v1/households/register/h3/end", Body("""{"reason":"moved-away","on":"2026-03-05"}""", "application/json"))) { }
        Assert.Equal("household-is-active", await bureau.DistinctAsync("h1", "h3"));
        Assert.Empty((await bureau.GetAsync(Duplicating.Root + "/verdicts"))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_who_give_the_same_verdict_at_once_give_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"));
        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => at % 2 == 0 ? bureau.DistinctAsync("h1", "h2") : bureau.DistinctAsync("h2", "h1")));
        Assert.All(said, it => Assert.Equal("200", it));
        Assert.Single((await bureau.GetAsync(Duplicating.Root + "/verdicts"))["items"]!.AsArray());
        Assert.Single(await bureau.ActsAsync("&household=h1"), it => it.Contains("distinct", StringComparison.Ordinal));
    }
}
