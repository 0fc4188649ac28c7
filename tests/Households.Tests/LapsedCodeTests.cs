using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Members;
using Defaults;
using Support;
using static Households.Tests.Listing;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>A code is said for days on which it holds, and stays with those who have it.</summary>
public sealed class LapsedCodeTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_row_says_a_code_for_days_on_which_it_holds_and_what_a_household_has_stays(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", categories: "child", needs: "legal", asOf: "2026-02-01")));
        await bureau.EndAsync("categories", "child", "2026-02-10");
        await bureau.EndAsync("needs", "legal", "2026-02-20");
        var batch = await bureau.PushAsync("2", Csv(
            Bureau.Row("h1", categories: "child", needs: "legal;medical", asOf: "2026-03-01"),
            Bureau.Row("h2", categories: "child", needs: "legal", asOf: "2026-02-09"),
            Bureau.Row("h3", categories: "child", needs: "legal", asOf: "2026-02-10"),
            Bureau.Row("h4", categories: "child;marginal", needs: "legal;medical", asOf: "2026-02-20"),
            Bureau.Row("h5", categories: "marginal;poor", needs: "legal", asOf: "2026-02-20")));
        Assert.Equal("done: 5 rows, 1 added, 1 changed, 0 unchanged, 3 rejected, 0 parked", Counts(batch));
        Assert.Equal(
            ["4 h3 rejected categories category-holds-on-day child", "5 h4 rejected categories category-holds-on-day child", "5 h4 rejected needs need-holds-on-day legal", "6 h5 rejected categories code-is-known m**"],
            (await bureau.ReportAsync(batch)).Select(it => it.StartsWith("6 ", StringComparison.Ordinal) ? it[..it.LastIndexOf(' ')] + " m**" : it));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        Assert.Equal(("child 困境儿童", "medical legal"), ($"{shown["categories"]![0]!["code"]} {shown["categories"]![0]!["chinese"]}", string.Join(' ', shown["needs"]!.AsArray())));
        Assert.Equal(["2 categories category-holds-on-day", "2 needs need-holds-on-day"], await bureau.FaultsAsync(Bureau.Row("h6", categories: "child", needs: "legal"), Bureau.Row("h1", categories: "child", needs: "legal")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_line_that_says_an_ended_category_of_a_person_is_rejected_unless_the_household_has_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        static string Line(string id, string asOf, string more) =>
            $$"""{"id":"{{id}}","area":"{{Bureau.First}}","asOf":"{{asOf}}","needs":["medical"],"persons":[{"role":"head","name":"王秀英"},{"role":"child","name":"李建国","birth":"2015-05-06","categories":[{{more}}]}]}""" + "\n";
        await bureau.PushAsync("1", Line("h1", "2026-01-05", "\"child\""), type: "application/x-ndjson");
        await bureau.EndAsync("categories", "child", "2026-02-01");
        var batch = await bureau.PushAsync("2", Line("h1", "2026-03-01", "\"child\",\"disability\"") + Line("h2", "2026-03-01", "\"child\"") + Line("h3", "2026-03-01", "\"poor\""), type: "application/x-ndjson");
        Assert.Equal("done: 3 rows, 0 added, 1 changed, 0 unchanged, 2 rejected, 0 parked", Counts(batch));
        Assert.Equal(["2 h2 rejected persons[1].categories category-holds-on-day child", "3 h3 rejected persons[1].categories code-is-known"], await bureau.ReportAsync(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Requests_corrections_merges_and_parked_rows_go_by_the_lists_too(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", categories: "child", needs: "legal", idNumber: "11010519491231002X"), Bureau.Row("h2", categories: "marginal", needs: "medical")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h3", categories: "disability", needs: "digital", idNumber: "11010519491231002X")));
        foreach (var code in (string[])["child", "disability"]) await bureau.EndAsync("categories", code, "2026-02-01");
        await bureau.EndAsync("needs", "legal", "2026-02-01");

        object Body(string id, string category, string need) => new { id, area = Bureau.First, asOf = "2026-03-02", categories = (string[])[category], needs = (string[])[need], persons = new[] { new { role = "head", name = "王秀英" } } };
        Assert.Equal(["0 categories category-holds-on-day", "0 needs need-holds-on-day"], Bureau.Faults(await bureau.PostAsync("register", Body("h9", "child", "legal"), HttpStatusCode.BadRequest)));
        Assert.Equal("200", await RevisedAsync(bureau, "h1", new { area = Bureau.First, asOf = "2026-03-02", categories = (string[])["child"], needs = (string[])["legal", "repairs"], persons = new[] { new { role = "head", number = 1 } } }));

        using var community = bureau.Community();
        Assert.Equal("categories category-holds-on-day", Correcting.Told((await Correcting.AskAsync(community, "h2", "categories=marginal;child")).Said));
        Assert.Equal("open", Correcting.Told((await Correcting.AskAsync(community, "h1", "categories=child;marginal")).Said));

        using var http = bureau.CivilAffairs;
        var parked = (await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]!.AsArray().Single()!;
        using var accepted = await http.PostAsJsonAsync($"/api/v1/households/parked-rows/{parked["id"]}/accept", new { reason = "相符" });
        Assert.Equal("category-holds-on-day", (string)JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!["rule"]!);

        Assert.Equal("code-is-known", await bureau.MergeAsync("h2", "h1", new { keep = "h2", needs = (string[])["moving"] }));
        Assert.Equal("category-holds-on-day", await bureau.MergeAsync("h2", "h1", new { keep = "h2", categories = (string[])["disability"] }));
        Assert.Equal("200", await bureau.MergeAsync("h2", "h1", new { keep = "h2", categories = (string[])["child", "marginal"] }));
    }

    [Fact]
    public async Task A_member_who_asks_for_an_ended_code_is_not_told_who_has_it_and_whoever_decides_is()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1", categories: "child"), Bureau.Row("h2", categories: "marginal"));
        await bureau.EndAsync("categories", "child", "2026-02-01");
        await bureau.Service.TellAsync(new MemberPairingsChanged("c1", [Pairing("p1", "h1"), Pairing("p2", "h2")]));
        using var member = bureau.Member("m1");
        using var office = bureau.CivilAffairs;
        var (had, anew) = (await Correcting.AskedAsync(member, "h1", "categories=child"), await Correcting.AskedAsync(member, "h2", "categories=child"));
        Assert.Equal("done", await Correcting.DecideAsync(office, had, "approve"));
        Assert.Equal("category-holds-on-day", await Correcting.DecideAsync(office, anew, "approve"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Another_process_goes_by_a_change_at_once(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await using var other = await bureau.AnotherAsync();
        using var http = other.As(Role.CivilAffairs, "320102");
        async Task<HttpStatusCode> ImportAsync(string id)
        {
            using var answer = await Bureau.ImportAsync(http, Bureau.Row(id, needs: "moving"));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.BadRequest, await ImportAsync("h1"));
        await bureau.AddAsync("needs", Need());
        Assert.Equal(HttpStatusCode.OK, await ImportAsync("h1"));
        await bureau.EndAsync("needs", "moving", "2026-02-01");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (await ImportAsync("h1"), await ImportAsync("h2")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_code_that_the_need_rule_does_not_name_has_no_points_until_a_rule_gives_it_some(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.AddAsync("needs", Need());
        await bureau.ImportAsync(Bureau.Row("h1", categories: "child", needs: "moving"));
        var need = await bureau.GetAsync("/api/v1/households/register/h1/need");
        Assert.Equal("""[{"kind":"category","code":"child","points":25,"inRule":true},{"kind":"need","code":"moving","points":0,"inRule":false}]""", need["lines"]!.ToJsonString());
        var rule = await bureau.PostAsync("need-rules", new { cap = 100, categories = new { child = 9 }, needs = new { moving = 7 }, from = "2026-03-10", reason = "调整" }, HttpStatusCode.Created);
        Assert.Equal(7, (int)rule["rule"]!["needs"]!["moving"]!);
        Assert.Equal("0 needs code-is-known", Assert.Single(Bureau.Faults(await bureau.PostAsync("need-rules", new { cap = 100, categories = new { }, needs = new { removal = 7 }, from = "2026-03-10", reason = "调整" }, HttpStatusCode.BadRequest))));
    }

    [Fact]
    public async Task Statistics_and_exports_know_a_code_that_was_added()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        var asked = new { purpose = "report", reason = "汇总", fields = (string[])["id", "needs"], need = "moving" };
        Assert.Equal("0 need code-is-known", Assert.Single(Bureau.Faults(await bureau.PostAsync("exports", asked, HttpStatusCode.BadRequest))));
        await bureau.AddAsync("needs", Need("""{"order":1}"""));
        Assert.Equal("moving", (string)(await bureau.PostAsync("exports", asked, HttpStatusCode.Created))["need"]!);
        var table = await bureau.GetAsync("/api/v1/households/statistics?rows=area&columns=need");
        Assert.Equal("all moving medical", string.Join(' ', table["columnCodes"]!.AsArray().Take(3)));
    }

    static MemberPairingChange Pairing(string id, string household) =>
        new(id, household, "m1", "o1", Bureau.First, 1, 1, "confirmed", null, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), null, 1);

    static async Task<string> RevisedAsync(Bureau bureau, string id, object body)
    {
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await http.PutAsJsonAsync($"/api/v1/households/register/{id}", body);
        return answer.IsSuccessStatusCode ? "200" : await answer.Content.ReadAsStringAsync();
    }
}
