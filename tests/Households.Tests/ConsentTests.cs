using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Households.Tests.Consenting;

namespace Households.Tests;

/// <summary>What households have said about their consent, what holds of it, and what follows.</summary>
public sealed class ConsentTests
{
    const string Register = "/api/v1/households/register/";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_latest_by_day_and_then_by_record_holds_and_all_that_was_said_stays(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        Assert.Equal("- - -", await bureau.HoldsAsync("h1"));
        await bureau.SaidAsync("h1", Word("given", on: "2026-03-01", evidence: "同意书 7 号"), Word("refused", "callback", "2026-03-02", "by-phone"), Word("given", on: "2026-03-08"));
        Assert.Equal("given refused -", await bureau.HoldsAsync("h1"));
        await bureau.SaidAsync("h1", Word("withdrawn", on: "2026-03-08", how: "by-proxy", person: 1));
        Assert.Equal("withdrawn refused -", await bureau.HoldsAsync("h1"));
        await bureau.SaidAsync("h1", Word("given", on: "2026-03-07")); // of an older day, recorded late
        Assert.Equal("withdrawn refused -", await bureau.HoldsAsync("h1"));
        await bureau.SaidAsync("h1", Word("given", on: "2026-03-08"), Word("withdrawn", on: "2026-03-09"));
        Assert.Equal("withdrawn refused -", await bureau.HoldsAsync("h1"));
        var shown = await bureau.ConsentsAsync("h1");
        Assert.Equal(
            [
                "1 contact given  2026-03-01 in-person-signed 同意书 7 号", "2 callback refused  2026-03-02 by-phone ", "3 contact given  2026-03-08 in-person-signed ",
                "4 contact withdrawn 1 2026-03-08 by-proxy ", "5 contact given  2026-03-07 in-person-signed ", "6 contact given  2026-03-08 in-person-signed ", "7 contact withdrawn  2026-03-09 in-person-signed ",
            ],
            shown["items"]!.AsArray().Select(it => $"{it!["number"]} {it["scope"]} {it["outcome"]} {it["person"]} {it["on"]} {it["how"]} {it["evidence"]}"));
        Assert.Equal("""{"scope":"contact","outcome":"withdrawn","on":"2026-03-09","number":7,"notice":1}""", shown["holds"]![0]!.ToJsonString());
        Assert.Equal("civil-affairs-320102 2026-03-10T01:00:00Z", $"{shown["items"]![0]!["recordedBy"]} {shown["items"]![0]!["recordedAt"]}");
        var page = await bureau.GetAsync(Register + "h1/consents?limit=2&after=3");
        Assert.Equal("4 5 next 5", $"{page["items"]![0]!["number"]} {page["items"]![1]!["number"]} next {page["next"]}");
        // Told when what holds is another, with a version that grows; the word of an older day, and what says the same again, are not.
        Assert.Equal(["h1 callback refused 1", "h1 contact given 1", "h1 contact withdrawn 3", "h1 contact given 4", "h1 contact withdrawn 5"], await bureau.ToldConsentsAsync(5));
        Assert.Equal("write consent household/h1 scope=contact outcome=withdrawn number=7", (await bureau.ActsAsync("&household=h1"))[^1]);
        var story = (await bureau.GetAsync(Register + "h1/timeline")).AsArray();
        Assert.Equal(8, story.Count);
        Assert.Equal("1 2026-03-08 person/civil-affairs-320102 consent-withdrawn 1 contact", $"{story[4]!["version"]} {story[4]!["on"]} {story[4]!["origin"]} {story[4]!["lines"]![0]!["what"]} {story[4]!["lines"]![0]!["person"]} {story[4]!["lines"]![0]!["value"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Those_that_come_at_once_are_all_kept_and_the_same_request_again_is_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        using var community = bureau.Community();
        var said = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => SayAsync(community, "h1", Word(at % 2 == 0 ? "given" : "withdrawn"))));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], said.Order(StringComparer.Ordinal));
        var shown = await bureau.ConsentsAsync("h1");
        Assert.Equal((string)shown["items"]![7]!["outcome"]!, (string)shown["holds"]![0]!["outcome"]!);
        community.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        Assert.Equal("9 9", $"{await SayAsync(community, "h1", Word("refused"))} {await SayAsync(community, "h1", Word("refused"))}");
        Assert.Equal("idempotency-key-means-one-request", await SayAsync(community, "h1", Word("given")));
        Assert.Equal(9, (await bureau.ConsentsAsync("h1"))["items"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_declines_contact_is_not_shown_for_a_visit_and_for_all_else_as_before(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", "鄢懿翀", phone: "13812345678", address: "梅园新村7号"), Bureau.Row("h2", phone: "13912345678", address: "北门桥3号"));
        async Task<string> RevealAsync(string purpose, string field)
        {
            using var http = bureau.Community();
            using var answer = await http.PostAsJsonAsync(Register + "h1/reveal", new { purpose, fields = (string[])[field] });
            return answer.StatusCode == HttpStatusCode.OK ? "" : Correcting.Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }
        Assert.Equal("", await RevealAsync("visit", "phone")); // not asked yet
        foreach (var word in (string[])["refused", "withdrawn"])
        {
            await bureau.SaidAsync("h1", Word("given", "publication"), Word("given"), Word(word));
            foreach (var field in (string[])["phone", "address", "position"]) Assert.Equal("contact-not-withdrawn", await RevealAsync("visit", field));
            foreach (var purpose in (string[])["emergency", "payment", "verification", "complaint"]) Assert.Equal("", await RevealAsync(purpose, "phone"));
            Assert.Equal("", await RevealAsync("visit", "name"));
        }
        Assert.Equal(["鄢懿翀 138****5678 梅园****", "王秀英 13912345678 北门桥3号"], await ExportAsync(bureau, "visit"));
        Assert.Equal(["鄢懿翀 13812345678 梅园新村7号", "王秀英 13912345678 北门桥3号"], await ExportAsync(bureau, "emergency"));
        await bureau.SaidAsync("h1", Word("given"), Word("withdrawn", "callback"));
        Assert.Equal("", await RevealAsync("visit", "phone"));
    }

    static async Task<string[]> ExportAsync(Bureau bureau, string purpose)
    {
        var asked = await bureau.PostAsync("exports", new { purpose, reason = "走访", fields = (string[])["name", "phone", "address"] }, HttpStatusCode.Created);
        using (var second = bureau.Service.As(Role.CivilAffairs, "320102", subject: "second"))
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/households/exports/{asked["id"]}/approve") { Content = JsonContent.Create(new { reason = "可以" }) })
        {
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            (await second.SendAsync(request)).EnsureSuccessStatusCode();
        }
        await Eventually.HoldsAsync(async () => (string)(await bureau.GetAsync($"/api/v1/households/exports/{asked["id"]}"))["state"]! == "ready");
        using var http = bureau.CivilAffairs;
        var lines = (await http.GetStringAsync($"/api/v1/households/exports/{asked["id"]}/file")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines[2..].Select(it => string.Join(' ', it.Split(',')[..3]))];
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Figures_say_by_community_who_has_said_what_and_a_list_who_was_not_asked(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(
            Bureau.Row("h1"), Bureau.Row("h2"), Bureau.Row("h3"), Bureau.Row("h4"), Bureau.Row("h5", area: Bureau.Second), Bureau.Row("h6", area: Bureau.OtherStreet), Bureau.Row("h7"));
        await bureau.SaidAsync("h1", Word("given"), Word("refused", "callback"));
        await bureau.SaidAsync("h2", Word("refused"));
        await bureau.SaidAsync("h3", Word("given"), Word("withdrawn"));
        await bureau.SaidAsync("h7", Word("given"));
        await bureau.PostAsync("register/h7/end", new { reason = "moved-away", on = "2026-03-05" });
        Assert.Equal([$"{Bureau.First} 1 1 1 1/4", $"{Bureau.Second} 0 0 0 1/1", $"{Bureau.OtherStreet} 0 0 0 1/1"], await bureau.FiguresAsync());
        Assert.Equal([$"{Bureau.Second} 0 0 0 1/1"], await bureau.FiguresAsync($"&area=320102002&limit=1&after={Bureau.First}"));
        Assert.Equal([$"{Bureau.First} 1 1 1 1/4"], await bureau.FiguresAsync("&limit=1"));
        Assert.Equal([$"{Bureau.Second} 0 0 0 1/1"], await bureau.FiguresAsync(role: Role.Community, area: Bureau.Second));
        Assert.Empty(await bureau.FiguresAsync(role: Role.Auditor, area: "320104"));
        var unasked = await bureau.GetAsync($"{Root}?scope=contact&missing=true&limit=2", Role.Auditor);
        Assert.Equal("""{"items":[{"id":"h4","area":"320102002001"},{"id":"h5","area":"320102002002"}],"next":"h5"}""", unasked.ToJsonString());
        Assert.Equal("h6", (string)(await bureau.GetAsync($"{Root}?scope=contact&missing=true&after=h5"))["items"]![0]!["id"]!);
        using var http = bureau.Service.As(Role.Street, "320102002");
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        Assert.Equal(
            $"area,scope,active,given,refused,withdrawn,not_asked\n{Bureau.First},callback,4,0,1,0,3\n{Bureau.Second},callback,1,0,0,0,1\n", await http.GetStringAsync(Root + "?scope=callback"));
        Assert.Equal($"id,area\nh4,{Bureau.First}\nh5,{Bureau.Second}\n", await http.GetStringAsync(Root + "?scope=contact&missing=true"));
        Assert.Equal(["export consents register scope=callback", "export consents-missing register scope=contact"], await bureau.ActsAsync("&kind=export"));
        foreach (var wrong in (string[])["", "?scope=visits", "?scope=contact&area=32x", "?scope=contact&limit=0"])
            using (var answer = await bureau.CivilAffairs.GetAsync(Root + wrong)) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_household_has_said_is_seen_where_the_household_is_by_now(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.Second));
        await bureau.SaidAsync("h1", Word("refused"));
        await bureau.ImportAsync(Bureau.Row("h1", area: Bureau.Second, asOf: "2026-03-05"));
        foreach (var (role, area, status) in new[] { (Role.Community, Bureau.First, 404), (Role.Community, Bureau.Second, 200), (Role.Auditor, "320102", 200), (Role.Street, "320102003", 404), (Role.Member, "320102", 403) })
            using (var http = bureau.Service.As(role, area, "o1", "m1"))
            using (var answer = await http.GetAsync(Register + "h1/consents")) Assert.Equal((role, area, status), (role, area, (int)answer.StatusCode));
        using var before = bureau.Community();
        Assert.Equal("household-is-known", await SayAsync(before, "h1", Word("given")));
        Assert.Empty(await bureau.FiguresAsync(role: Role.Community, area: Bureau.First));
        Assert.Equal([$"{Bureau.Second} 0 1 0 1/2"], await bureau.FiguresAsync(role: Role.Community, area: Bureau.Second));
        Assert.Equal("0 1", $"{await SeenAsync(bureau, Bureau.First)} {await SeenAsync(bureau, Bureau.Second)}");
    }
    /// <summary>Records that a query finds for a community which does not say whose.</summary>
    static async Task<int> SeenAsync(Bureau bureau, string area)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = new Caller("c", [Role.Community], area, null, null, Reach.Area);
        return await scope.ServiceProvider.GetRequiredService<HouseholdsStore>().ConsentRecords.CountAsync();
    }
}
