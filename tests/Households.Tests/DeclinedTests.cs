using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Consenting;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>A household that declines to be visited is not shown for it by any way round.</summary>
public sealed class DeclinedTests
{
    const string Exports = "/api/v1/households/exports";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_correction_of_who_declines_shows_no_phone_for_a_visit(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", phone: "13812345678")));
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        var (phone, needs) = (await Correcting.AskedAsync(community, "h1", "1.phone=13912345678"), await Correcting.AskedAsync(community, "h1", "needs=legal"));
        async Task<string> RevealAsync(string id, string purpose)
        {
            using var answer = await office.PostAsJsonAsync($"{Correcting.Root}/{id}/reveal", new { purpose });
            return answer.IsSuccessStatusCode ? "" : Correcting.Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }
        Assert.Equal("", await RevealAsync(phone, "visit"));
        await bureau.SaidAsync("h1", Word("refused"));
        Assert.Equal("contact-not-withdrawn", await RevealAsync(phone, "visit"));
        Assert.Equal("", await RevealAsync(phone, "verification"));
        Assert.Equal("", await RevealAsync(needs, "visit"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_file_for_visits_goes_when_somebody_in_it_declines(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", phone: "13812345678"), Bureau.Row("h2")));
        using var one = bureau.Service.As(Role.CivilAffairs, "320102", subject: "one");
        async Task<string> MadeAsync(string purpose)
        {
            using var answer = await one.PostAsJsonAsync(Exports, new { purpose, reason = "x", fields = (string[])["id", "phone"] });
            var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
            using var two = bureau.Service.As(Role.CivilAffairs, "320102", subject: "two");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Exports}/{id}/approve") { Content = JsonContent.Create(new { reason = "同意" }) };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var approved = await two.SendAsync(request);
            await Eventually.HoldsAsync(async () => (string)JsonNode.Parse(await one.GetStringAsync($"{Exports}/{id}"))!["state"]! == "ready");
            return id;
        }
        var (visit, payment) = (await MadeAsync("visit"), await MadeAsync("payment"));
        await bureau.SaidAsync("h1", Word("given", "publication"));
        Assert.Contains("13812345678", await one.GetStringAsync($"{Exports}/{visit}/file"), StringComparison.Ordinal);
        await bureau.SaidAsync("h1", Word("withdrawn"));
        using var gone = await one.GetAsync($"{Exports}/{visit}/file");
        Assert.Equal("contact-not-withdrawn", Correcting.Told(JsonNode.Parse(await gone.Content.ReadAsStringAsync())!));
        Assert.Contains("h1", await one.GetStringAsync($"{Exports}/{payment}/file"), StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", await one.GetStringAsync($"{Exports}/{await MadeAsync("visit")}/file"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_that_has_left_can_decline_still_and_the_timeline_tells_it_beside_what_came_late(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", asOf: "2026-03-01")));
        await bureau.SaidAsync("h1", Word("given", on: "2026-03-05"));
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", asOf: "2026-02-01")));
        await bureau.PostAsync("register/h1/end", new { reason = "moved-away", on = "2026-03-09" });
        using var office = bureau.CivilAffairs;
        Assert.Equal("household-is-active", await SayAsync(office, "h1", Word("given")));
        Assert.Equal("2", await SayAsync(office, "h1", Word("withdrawn")));
        var lines = (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).AsArray().Select(it => $"{it!["on"]} {it["lines"]![0]!["what"]}").ToArray();
        Assert.Equal(["2026-02-01 entered", "2026-03-05 consent-given", "2026-03-09 ended", "2026-03-10 consent-withdrawn"], lines);
    }
}
