using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using static Households.Tests.Consenting;

namespace Households.Tests;

/// <summary>What a household may be said to have consented to, one row a rule; and notices, which come before.</summary>
public sealed class ConsentRuleTests
{
    [Fact]
    public async Task A_word_follows_its_rules_and_a_child_s_yes_is_its_guardian_s()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        const string child = """{"role":"head","name":"鄢小宝","birth":"2012-03-10"}""";
        await bureau.RegisterAsync("h1", """{"role":"head","name":"鄢懿翀","phone":"13812345678"},{"role":"child","name":"鄢小宝","birth":"2012-03-11"},{"role":"child","name":"鄢大宝","birth":"2012-03-10"}""");
        await bureau.RegisterAsync("h2", child.Replace("03-10", "03-11", StringComparison.Ordinal));
        await bureau.RegisterAsync("gone", child);
        await bureau.PostAsync("register/gone/end", new { reason = "moved-away", on = "2026-03-10" });
        using var http = bureau.CivilAffairs;
        foreach (var (id, word, expected) in new (string, object, string)[]
            {
                ("h1", Word("given", scope: "visits"), "scope code-is-known"),
                ("h1", Word("given", how: "by-merge"), "how code-is-known"),
                ("h1", Word("given", on: "2026-03-11"), "on consent-not-in-future"),
                ("h1", Word("given", on: "0001-01-01"), "on date-not-before-1900"),
                ("h1", Word("given", evidence: new string('号', 201)), "evidence note-within-limit"),
                ("h1", Word("given", evidence: "a\nb"), "evidence no-control-characters"),
                ("h1", Word("given", scope: "", on: "2027-01-01", how: "by-merge"), "scope code-is-known, how code-is-known, on consent-not-in-future"),
                ("h1", Word("given", evidence: "鄢懿翀签字"), "note-says-nothing-personal"),
                ("h1", Word("given", person: 4), "person person-is-known"),
                ("h1", Word("given", notice: 2), "notice-was-in-force"),
                ("h1", Word("refused", notice: 2), "notice-was-in-force"),
                ("h1", Word("given", on: "1999-12-31"), "notice-was-in-force"),
                ("h9", Word("given"), "household-is-known"),
                ("gone", Word("given", how: "by-guardian"), "household-is-active"),
                // A day before fourteen, and on the day; by a guardian always; a child's no is a no.
                ("h1", Word("given", person: 2), "minor-by-guardian"),
                ("h1", Word("given", person: 2, how: "by-proxy"), "minor-by-guardian"),
                ("h1", Word("given", person: 3), "1"),
                ("h1", Word("given", person: 2, how: "by-guardian"), "2"),
                ("h1", Word("refused", person: 2, how: "by-phone"), "3"),
                ("h1", Word("withdrawn", person: 2, on: "1999-12-31"), "4"),
                ("h1", Word("given", evidence: new string('号', 200), notice: 1), "5"),
                ("h2", Word("given"), "minor-by-guardian"),
                ("h2", Word("given", how: "by-guardian"), "1"),
            })
            Assert.Equal((word, expected), (word, await SayAsync(http, id, word)));
        foreach (var unreadable in (string[])["""{"scope":"contact"}""", """{"scope":"contact","outcome":"maybe","on":"2026-03-10","how":"by-phone"}""", "[]"])
            using (var answer = await http.PostAsync("/api/v1/households/register/h1/consents", Pushing.Body(unreadable, "application/json"))) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(5, (await bureau.ConsentsAsync("h1"))["items"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(ConsentTests.Providers), MemberType = typeof(ConsentTests))]
    public async Task Another_notice_is_adopted_by_a_second_person_and_in_force_from_its_day(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        var first = await bureau.GetAsync(Notices + "/1", Role.Member, "");
        Assert.Equal("true True", $"{first["inForce"]} {((string)first["chinese"]!).Contains("告知书", StringComparison.Ordinal)}");
        Assert.Equal("""["contact","callback","publication"]""", first["scopes"]!.ToJsonString());
        var second = await bureau.PostAsync("notices", Text(scopes: ["callback", "contact"], from: "2026-03-12"), HttpStatusCode.Created);
        Assert.Equal("""2 ["contact","callback"] 一、告知二、同意  false""", $"{second["number"]} {second["scopes"]!.ToJsonString()} {((string)second["chinese"]!).Replace("\n", "", StringComparison.Ordinal)} {second["inForceFrom"]} {second["inForce"]}");
        Assert.Equal("notice-is-adopted-by-another", await AdoptAsync(bureau, 2, "civil-affairs-320102"));
        Assert.Equal("2026-03-12", await AdoptAsync(bureau, 2));
        Assert.Equal("notice-waits-for-a-decision", await AdoptAsync(bureau, 2));
        Assert.Equal("notice-is-known", await AdoptAsync(bureau, 3));
        await bureau.SaidAsync("h1", Word("given", "publication"));
        Assert.True((bool)(await bureau.GetAsync(Notices + "/1"))["inForce"]!);

        bureau.Time.Pass(TimeSpan.FromDays(2));
        Assert.Equal("2 1", string.Join(' ', (await bureau.GetAsync(Notices))["items"]!.AsArray().Select(it => it!["number"])));
        Assert.True((bool)(await bureau.GetAsync(Notices))["items"]![0]!["inForce"]!);
        using var http = bureau.CivilAffairs;
        Assert.Equal("notice-covers-scope", await SayAsync(http, "h1", Word("given", "publication", "2026-03-12")));
        Assert.Equal("2", await SayAsync(http, "h1", Word("given", "publication", "2026-03-11"))); // found a day late
        Assert.Equal("notice-was-in-force", await SayAsync(http, "h1", Word("given", on: "2026-03-12", notice: 1)));
        Assert.Equal("3", await SayAsync(http, "h1", Word("withdrawn", "publication", "2026-03-12")));
        Assert.Equal("1 1 2", string.Join(' ', (await bureau.ConsentsAsync("h1"))["items"]!.AsArray().Select(it => it!["notice"])));
        // One whose day has passed before anybody adopted it told nobody anything until then.
        await bureau.PostAsync("notices", Text(from: "2026-03-12"), HttpStatusCode.Created);
        bureau.Time.Pass(TimeSpan.FromDays(3));
        Assert.Equal("2026-03-15", await AdoptAsync(bureau, 3));
        Assert.Equal(["write notice-propose notice/2", "write notice-adopt notice/2"], (await bureau.ActsAsync()).Where(it => it.EndsWith("notice/2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_no_notice_or_not_ones_own_to_decide_is_refused()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"));
        async Task FaultAsync(object notice, string fault) => Assert.Equal(fault, Assert.Single(Bureau.Faults(await bureau.PostAsync("notices", notice, HttpStatusCode.BadRequest))));
        await FaultAsync(Text(chinese: " \n "), "0 chinese is-given");
        await FaultAsync(Text(chinese: new string('告', 20_001)), "0 chinese notice-text-within-limit");
        await FaultAsync(Text(english: "a\u202Eb"), "0 english no-control-characters");
        await FaultAsync(Text(scopes: []), "0 scopes is-given");
        await FaultAsync(Text(scopes: ["contact", "visits"]), "0 scopes code-is-known");
        await FaultAsync(Text(from: "2026-03-09"), "0 from notice-begins-today-or-later");
        await bureau.PostAsync("notices", Text(chinese: new string('告', 20_000)), HttpStatusCode.Created);
        using var part = bureau.Service.As(Role.CivilAffairs, "320104");
        using var refused = await part.PostAsJsonAsync(Notices, Text());
        Assert.Equal("notice-is-for-all-households", (string)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["rule"]!);
        Assert.Equal("notice-is-for-all-households", await AdoptAsync(bureau, 2, area: "320104"));
    }

    static object Text(string chinese = "一、告知\r\n二、同意\n", string english = "1. Notice", string[]? scopes = null, string from = "2026-03-10") =>
        new { chinese, english, scopes = scopes ?? ["contact"], from };

    /// <summary>From when it is in force, or the rule by which it was refused.</summary>
    static async Task<string> AdoptAsync(Bureau bureau, int number, string subject = "second", string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area, subject: subject);
        using var answer = await http.PostAsync($"{Notices}/{number}/adopt", null);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (string?)said["inForceFrom"] ?? (string)said["rule"]!;
    }
}
