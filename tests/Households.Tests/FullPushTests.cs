using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class FullPushTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static string[] Rows(int count, string asOf = "2026-03-01") => [.. Enumerable.Range(1, count).Select(at => Bureau.Row($"h{at:D3}", asOf: asOf))];

    [Theory, MemberData(nameof(Providers))]
    public async Task A_few_who_are_not_named_have_left_the_database(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Rows(100)), "full");
        var batch = await bureau.PushAsync("2", Csv(Rows(95)), "full");
        Assert.Equal("5 of 100 missing, 5 ended, done", Missing(batch));
        var shown = await bureau.GetAsync("/api/v1/households/register/h097");
        Assert.Equal("false 2026-03-10 not-listed", $"{shown["active"]} {shown["endedOn"]} {shown["endReason"]}");
        await bureau.Told.WaitAsync(2);
        Assert.Equal(5, bureau.Told.Households.Count(it => !it.Active));
        Assert.Equal("0 of 95 missing, 0 ended, none", Missing(await bureau.PushAsync("3", Csv(Rows(95)), "full")));
        Assert.Equal("0 of 100 missing, 0 ended, none", Missing(await bureau.PushAsync("4", Csv(Rows(100, "2026-03-10")), "full")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Many_who_are_not_named_wait_for_another_person(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Rows(100)), "full");
        var batch = await bureau.PushAsync("2", Csv(Rows(94)), "full");
        Assert.Equal("6 of 100 missing, 0 ended, waiting", Missing(batch));
        Assert.Equal(["h095", "h096", "h097", "h098", "h099", "h100"], (await bureau.GetAsync($"{Root}/{batch["id"]}/missing"))["items"]!.AsArray().Select(it => (string)it!["id"]!));
        using var pusher = bureau.Service.As(Role.CivilAffairs, "320102", subject: "welfare-system");
        using (var self = await pusher.PostAsync($"{Root}/{batch["id"]}/missing/end", null)) Assert.Equal("second-person-decides", await RuleAsync(self));
        using var other = bureau.CivilAffairs;
        await bureau.PushAsync("3", Csv(Bureau.Row("h095"), Bureau.Row("h096", head: "李建国")));
        using (var ends = await other.PostAsync($"{Root}/{batch["id"]}/missing/end", null)) Assert.Equal(HttpStatusCode.Accepted, ends.StatusCode);
        batch = await EndedAsync(other, (string)batch["id"]!);
        Assert.Equal("adopted 6 of 100 missing, 4 ended, done", $"{batch["state"]} {Missing(batch)}");
        Assert.Equal(4, (await bureau.GetAsync("/api/v1/households/register?active=false"))["items"]!.AsArray().Count);
        using (var again = await other.PostAsync($"{Root}/{batch["id"]}/missing/keep", null)) Assert.Equal("ends-are-waiting", await RuleAsync(again));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_is_kept_stays_and_a_newer_whole_list_replaces_what_waits(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Rows(10)), "full");
        var first = await bureau.PushAsync("2", Csv(Rows(5)), "full");
        var second = await bureau.PushAsync("3", Csv(Rows(6)), "full");
        using var other = bureau.CivilAffairs;
        using (var old = await other.PostAsync($"{Root}/{first["id"]}/missing/end", null)) Assert.Equal("ends-are-waiting", await RuleAsync(old));
        using (var kept = await other.PostAsync($"{Root}/{second["id"]}/missing/keep", null)) Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal(10, (await bureau.GetAsync("/api/v1/households/register?active=true"))["items"]!.AsArray().Count);
        Assert.Equal("replaced", (string)(await bureau.GetAsync($"{Root}/{first["id"]}"))["ending"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_stands_in_a_bad_or_parked_row_or_is_known_better_is_not_missing(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider, builder => builder.Configuration["Push:MostEnded"] = "100");
        await bureau.PushAsync("1", Csv([.. Rows(4), Bureau.Row("h005", asOf: "2026-03-10"), Bureau.Row("h006", area: Bureau.OtherStreet)]), "full", asOf: "2026-03-10");
        var batch = await bureau.PushAsync("2", Csv(Bureau.Row("h001", phone: "12"), Ended(Bureau.Row("h002"), "2026-03-01", "duplicate"), Bureau.Row("h003"), Bureau.Row("h003", head: "李建国")), "full", asOf: "2026-03-09");
        Assert.Equal("2 of 6 missing, 2 ended, done", Missing(batch));
        Assert.Equal(["2 h001 rejected phone phone-form 1***(2)", "3 h002 parked end_reason end-is-looked-at", "5 h003 rejected id id-is-unique h003"], await bureau.ReportAsync(batch));
        Assert.Equal(["h004", "h006"], (await bureau.GetAsync("/api/v1/households/register?active=false"))["items"]!.AsArray().Select(it => (string)it!["id"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_row_that_may_name_anybody_has_another_person_decide(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Rows(100)), "full");
        var batch = await bureau.PushAsync("2", Csv([.. Rows(99), Bureau.Row("h100", address: "梅园新村1号,2室")]), "full");
        Assert.Equal("1 of 100 missing, 0 ended, waiting", Missing(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_recorded_after_the_push_began_is_newer_than_its_list(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Rows(10)), "full");
        var batch = await bureau.PushAsync("2", Csv(Rows(5)), "full");
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        using var other = bureau.CivilAffairs;
        using (var seen = await other.GetAsync("/api/v1/households/register/h006"))
        using (var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/households/register/h006") { Content = JsonContent.Create(new { area = Bureau.First, asOf = "2026-03-10", persons = (object[])[new { number = 1, role = "head", phone = "13812345678" }] }) })
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag!.Tag);
            using var revised = await other.SendAsync(request);
            Assert.True(revised.IsSuccessStatusCode, await revised.Content.ReadAsStringAsync());
        }
        using (var ends = await other.PostAsync($"{Root}/{batch["id"]}/missing/end", null)) Assert.Equal(HttpStatusCode.Accepted, ends.StatusCode);
        Assert.Equal("5 of 10 missing, 4 ended, done", Missing(await EndedAsync(other, (string)batch["id"]!)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_is_handed_in_by_who_opened_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var system = bureau.System();
        using var opened = await system.PostAsync(Root, JsonContent.Create(new { source = "welfare", number = "1", mode = "full", asOf = "2026-03-10" }));
        var id = (string)JsonNode.Parse(await opened.Content.ReadAsStringAsync())!["id"]!;
        using var officer = bureau.CivilAffairs;
        using (var part = await officer.PutAsync($"{Root}/{id}/parts/1", Body(Csv(Rows(1))))) Assert.Equal("push-is-ones-own", await RuleAsync(part));
        using (var all = await officer.PostAsync($"{Root}/{id}/complete", JsonContent.Create(new { parts = 1 }))) Assert.Equal("push-is-ones-own", await RuleAsync(all));
    }

    static string Missing(JsonNode batch) => $"{batch["missing"]} of {batch["present"]} missing, {batch["ended"]} ended, {batch["ending"]}";

    static async Task<string> RuleAsync(HttpResponseMessage answer) => (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!;
}
