using System.Net;
using System.Text.Json.Nodes;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Households.Tests;

public sealed class StatisticsTests
{
    const string Root = "/api/v1/households/statistics";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Counts_are_rounded_small_ones_withheld_and_each_caller_sees_its_own_areas(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await CountAsync(bureau); // nobody is there yet
        Assert.Equal("", Lines(await bureau.GetAsync(Root)));
        await bureau.ImportAsync([.. Rows("a", 23, Bureau.First, "minimum-living"), .. Rows("b", 7, Bureau.Second, "disability;minimum-living"), .. Rows("c", 12, Bureau.OtherStreet, "child")]);
        await CountAsync(bureau);

        var table = await bureau.GetAsync(Root + "?columns=category");
        Assert.Equal(("2026-03", "2026-03-10", "320102000000"), ((string)table["month"]!, (string)table["day"]!, (string)table["area"]!));
        Assert.Equal("all minimum-living disability child", string.Join(' ', table["columnCodes"]!.AsArray().Where(it => (string)it! is "all" or "minimum-living" or "disability" or "child")));
        Assert.Equal(
            "320102000000: 40 30 5 10|320102002000: 30 30 5 0|320102002001: 25 25 0 0|320102002002: 5 5 5 0|320102003000: 10 0 0 10|320102003001: 10 0 0 10",
            Lines(table, "all", "minimum-living", "disability", "child"));
        var street = await bureau.GetAsync(Root + "?columns=category&level=street", Role.Street, "320102002");
        Assert.Equal("320102002000: 30 30 5 0", Lines(street, "all", "minimum-living", "disability", "child"));
        Assert.Equal("", Lines(await bureau.GetAsync(Root, Role.Street, "320104001")));
        var crossed = await bureau.GetAsync(Root + "?rows=category&columns=need");
        Assert.Equal(("all", 40), ((string)crossed["lines"]![0]!["code"]!, (int)crossed["lines"]![0]!["figures"]![0]!));
        Assert.Equal("40", Assert.Single(Lines(await bureau.GetAsync(Root + "?rows=month&columns=score"), "all").Split('|')).Split(' ')[1]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_to_four_are_not_shown_nor_is_what_would_tell_them(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync([.. Rows("a", 2, Bureau.First, "child"), .. Rows("b", 8, Bureau.Second, "child")]);
        await CountAsync(bureau);
        // 2 and 8: both sums and the second were shown as 10 each, 8 to 12, and the first would be four at most.
        var table = await bureau.GetAsync(Root);
        Assert.Equal("320102000000: 10 10|320102002000: 10 10|320102002001: * *|320102002002: * *", Lines(table, "all", "child"));
        Assert.False(table.ToJsonString().Contains("\"2\"", StringComparison.Ordinal));
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = (await http.GetStringAsync(Root + "?columns=score")).Split('\n');
        Assert.Equal("area,all,0-19,20-39,40-59,60-79,80-100", csv[0]);
        Assert.Equal("320102002001,*,0,*,0,0,0", csv[3]);
        await using var db = Db(bureau, out var store);
        var told = await store.Audit.SingleAsync(it => it.Act == "statistics");
        Assert.Equal(("export", "of=households rows=area columns=score month=2026-03"), (told.Kind, told.Detail));
        Assert.DoesNotContain(await store.AreaFigures.Where(it => it.Of == "households" && it.Area == Bureau.First).Select(it => it.Text).ToListAsync(), it => it.Contains('2', StringComparison.Ordinal) && !it.Contains("score", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Persons_count_for_what_holds_for_them_and_party_members_once_each(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        for (var number = 0; number < 6; number++)
            await bureau.PostAsync("register", new
            {
                id = $"h{number}", area = Bureau.First, asOf = "2026-03-01", categories = new[] { "minimum-living" }, needs = new[] { "legal" },
                persons = new object[]
                {
                    new { role = "head", name = "王秀英", categories = new[] { "party-member", "disability" } }, new { role = "spouse", name = "李建国", categories = new[] { "party-member" } },
                    new { role = "child", name = "王小明" },
                },
            }, HttpStatusCode.Created);
        await bureau.ImportAsync(Rows("x", 8, Bureau.First, "party-member"));
        await CountAsync(bureau);
        async Task<string> FirstAsync(string of) => Lines(await bureau.GetAsync($"{Root}?of={of}"), "all", "minimum-living", "party-member", "disability").Split('|')[0];
        Assert.Equal("320102000000: 15 5 15 5", await FirstAsync("households")); // 14, 6, 14, 6
        Assert.Equal("320102000000: 25 20 20 5", await FirstAsync("persons")); // 26, 18, 20, 6
        Assert.Equal("320102000000: 20 10 20 10", await FirstAsync("party-members")); // 20, 12, 20, 12
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_month_that_is_over_is_counted_as_of_its_last_day_and_never_again(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Rows("a", 20, Bureau.First, "child"));
        await CountAsync(bureau);
        bureau.Time.Pass(TimeSpan.FromDays(7)); // 17 March: five more, and ten that fall ill
        await bureau.ImportAsync([.. Rows("b", 5, Bureau.First, "child", "2026-03-15"), .. Rows("a", 10, Bureau.First, "serious-illness", "2026-03-16")]);
        bureau.Time.Pass(TimeSpan.FromDays(50)); // 6 May: nobody looked since; some left in April, others in May
        await bureau.ImportAsync(Rows("c", 30, Bureau.First, "child", "2026-05-02"));
        foreach (var (number, on) in Enumerable.Range(11, 10).Select(it => (it, it <= 15 ? "2026-04-20" : "2026-05-03")))
            await bureau.PostAsync($"register/a{number:D3}/end", new { reason = "out-of-need", on });
        await CountAsync(bureau);
        const string expected = "2026-05: 45 35 10|2026-04: 20 10 10|2026-03: 25 15 10";
        Assert.Equal(expected, Lines(await bureau.GetAsync(Root + "?rows=month&columns=category"), "all", "child", "serious-illness"));

        await bureau.ImportAsync(Rows("d", 10, Bureau.First, "child", "2026-03-20")); // said afterwards of a month that is over
        await CountAsync(bureau);
        bureau.Time.Pass(TimeSpan.FromDays(1));
        await CountAsync(bureau);
        Assert.Equal("2026-05: 55 45 10|2026-04: 20 10 10|2026-03: 25 15 10", Lines(await bureau.GetAsync(Root + "?rows=month&columns=category"), "all", "child", "serious-illness"));
        var march = await bureau.GetAsync(Root + "?month=2026-03");
        Assert.Equal("2026-03-31", (string)march["day"]!);
        using var http = bureau.CivilAffairs;
        using var none = await http.GetAsync(Root + "?month=2026-02");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("rows=area&columns=area", "columns two-dimensions")]
    [InlineData("rows=street&columns=need", "rows code-is-known")]
    [InlineData("of=members", "of code-is-known")]
    [InlineData("month=March", "month month-form")]
    [InlineData("area=320104", "area area-in-scope")]
    [InlineData("area=320102002&rows=need&columns=score", "area crossed-within-a-county")]
    [InlineData("level=house", "level code-is-known")]
    [InlineData("columns=month&level=street", "level areas-by-month-within-a-county", "3201")]
    public async Task A_table_that_is_none_is_refused_with_the_rule(string query, string fault, string area = Bureau.Scope)
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var answer = await http.GetAsync($"{Root}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("0 " + fault, Assert.Single(Bureau.Faults(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!)));
    }

    static string[] Rows(string prefix, int count, string area, string categories, string asOf = "2026-03-01") =>
        [.. Enumerable.Range(1, count).Select(it => Bureau.Row($"{prefix}{it:D3}", area: area, categories: categories, asOf: asOf))];

    static string Lines(JsonNode table, params string[] columns)
    {
        var codes = table["columnCodes"]!.AsArray().Select(it => (string)it!).ToList();
        return string.Join('|', table["lines"]!.AsArray().Select(line => $"{line!["code"]}: " + string.Join(' ', columns.Select(it => line["figures"]![codes.IndexOf(it)]?.ToString() ?? "*"))));
    }

    static async Task CountAsync(Bureau bureau)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<CountMonths>().DoAsync("months", CancellationToken.None);
    }

    static AsyncServiceScope Db(Bureau bureau, out HouseholdsStore store)
    {
        var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        store = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        return scope;
    }
}
