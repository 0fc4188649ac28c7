using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class FreshnessTests
{
    const string Root = "/api/v1/households/freshness";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_community_says_as_of_which_days_its_households_are_confirmed(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(
            Bureau.Row("h1", asOf: "2026-02-02"), Bureau.Row("h2", asOf: "2026-02-03"), Bureau.Row("h3", asOf: "2026-03-05"),
            Bureau.Row("h4", area: Bureau.Second, asOf: "2026-02-03"), Bureau.Row("h5", area: Bureau.Second, asOf: "2026-02-04"), Bureau.Row("h6", area: Bureau.Second, asOf: "2026-01-04")));
        await bureau.ImportAsync(Bureau.Row("h7", area: Bureau.OtherStreet, asOf: "2026-03-01"), Bureau.Row("h3", needs: "legal", asOf: "2026-03-09"));
        await bureau.PostAsync("register/h6/end", new { reason = "moved-away", on = "2026-03-05" });
        Assert.Equal(
            [
                $"{Bureau.First} 3 2026-02-02 2026-02-03 2026-03-09 2026-02-03 1 true",
                $"{Bureau.Second} 2 2026-02-03 2026-02-03 2026-02-04 2026-02-04 0 false",
                $"{Bureau.OtherStreet} 1 2026-03-01 2026-03-01 2026-03-01  0 false",
            ],
            await LinesAsync(bureau, ""));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        Assert.Equal([Bureau.First, Bureau.Second], (await LinesAsync(bureau, "?stale=true")).Select(it => it[..12]));
        Assert.Equal([Bureau.OtherStreet], (await LinesAsync(bureau, "?stale=false")).Select(it => it[..12]));
        await bureau.PushAsync("2", Csv(Bureau.Row("h4", area: Bureau.Second, asOf: "2026-03-10")));
        Assert.Equal([Bureau.First], (await LinesAsync(bureau, "?stale=true")).Select(it => it[..12]));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task It_goes_out_by_area_in_pages_and_as_csv_with_the_rule_by_which_it_is_judged(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider, builder => builder.Configuration["Freshness:MostDays"] = "7");
        await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-03"), Bureau.Row("h2", area: Bureau.Second, asOf: "2026-03-02"), Bureau.Row("h3", area: Bureau.OtherStreet));
        var first = await bureau.GetAsync(Root + "?limit=1");
        Assert.Equal((7, 10, "2026-03-03"), ((int)first["rule"]!["mostDays"]!, (int)first["rule"]!["mostShare"]!, (string)first["rule"]!["since"]!));
        Assert.NotEqual("community-is-confirmed", (string)first["rule"]!["message"]!);
        Assert.Equal(Bureau.First, (string)first["next"]!);
        var second = await bureau.GetAsync($"{Root}?limit=2&after={first["next"]}");
        Assert.Equal((Bureau.Second, Bureau.OtherStreet, null), ((string)second["items"]![0]!["area"]!, (string)second["items"]![1]!["area"]!, (string?)second["next"]));
        Assert.Equal([Bureau.First, Bureau.Second], (await LinesAsync(bureau, "?area=320102002")).Select(it => it[..12]));
        Assert.Equal([Bureau.Second], (await LinesAsync(bureau, "", Role.Community, Bureau.Second)).Select(it => it[..12]));
        Assert.Empty(await LinesAsync(bureau, "", Role.CivilAffairs, "320104"));
        using var http = bureau.Service.As(Role.Street, "320102002");
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        Assert.Equal(
            $"area,active,oldest,median,newest,pushed,unconfirmed,stale,most_days,most_share\n{Bureau.First},1,2026-03-03,2026-03-03,2026-03-03,,0,false,7,10\n{Bureau.Second},1,2026-03-02,2026-03-02,2026-03-02,,1,true,7,10\n",
            await http.GetStringAsync(Root));
    }

    static async Task<string[]> LinesAsync(Bureau bureau, string query, string role = Role.CivilAffairs, string area = "320102") =>
        [.. (await bureau.GetAsync(Root + query, role, area))["items"]!.AsArray().Select(Line)];

    static string Line(JsonNode? it) =>
        $"{it!["area"]} {it["active"]} {it["oldest"]} {it["median"]} {it["newest"]} {it["pushed"]} {it["unconfirmed"]} {it["stale"]}";
}
