using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class PushTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_enters_households_and_the_same_in_another_push_changes_nothing(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var list = Csv(Sample.Rows(1_200, seed: 1));
        Assert.Equal("done: 1200 rows, 1200 added, 0 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("1", list)));
        await bureau.Told.WaitAsync(3);
        Assert.Equal(1_200, bureau.Told.Households.DistinctBy(it => it.Id).Count(it => it.Version == 1));
        Assert.Equal("done: 1200 rows, 0 added, 0 changed, 1200 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", list)));
        await bureau.PushAsync("3", Csv(Bureau.Row("h000001", head: "周文")));
        await bureau.Told.WaitAsync(1);
        Assert.Equal(1_201, bureau.Told.Households.Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_number_again_is_the_same_push_and_never_another_content(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var first = await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        Assert.Equal(first.ToJsonString(), (await bureau.PushAsync("1", Csv(Bureau.Row("h1")))).ToJsonString());
        using var http = bureau.System();
        foreach (var (text, asOf, mode, rule) in new[]
            {
                (Csv(Bureau.Row("h2")), "2026-03-10", "changes", "part-means-one-content"),
                (Csv(Bureau.Row("h1")), "2026-03-09", "changes", "batch-number-means-one-push"),
                (Csv(Bureau.Row("h1")), "2026-03-10", "full", "batch-number-means-one-push"),
            })
        {
            using var answer = await SendAsync(http, "1", text, mode, asOf);
            Assert.Equal((HttpStatusCode.Conflict, rule), (answer.StatusCode, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!));
        }
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", Csv(Bureau.Row("h1", head: "李建国")))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_bad_row_is_reported_with_its_line_field_rule_and_masked_value_and_stops_no_good_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Csv(
            Bureau.Row("h1"), Bureau.Row("h2", idNumber: "110105194912310021"), Bureau.Row("h3", area: Bureau.OtherDistrict), Bureau.Row("h4", asOf: "2026-03-11"),
            "h5,x", Bureau.Row("h6", phone: "12", categories: "rich"), Bureau.Header, Ended(Bureau.Row("h7"), "2026-03-01", "deceased"), Bureau.Row("h8")));
        Assert.Equal("done: 9 rows, 2 added, 0 changed, 0 unchanged, 7 rejected, 0 parked", Counts(batch));
        Assert.Equal(
            [
                "3 h2 rejected id_number id-number-check-digit 1***(18)",
                "4 h3 rejected area area-in-scope 3***(12)",
                "5 h4 rejected as_of as-of-not-in-future 2***(10)",
                "6  rejected row row-has-all-cells",
                "7 h6 rejected phone phone-form 1***(2)",
                "7 h6 rejected categories code-is-known r***(4)",
            ],
            (await bureau.ReportAsync(batch))[..6]);
        Assert.Contains("9 h7 rejected id household-is-known", await bureau.ReportAsync(batch));
        Assert.Equal(["2 h1 added", "10 h8 added"], (await bureau.ReportAsync(batch, doubtful: false)).Where(line => line.EndsWith("added", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task All_or_nothing_takes_nothing_when_one_row_is_bad(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Csv(Bureau.Row("h1"), Bureau.Row("h2", phone: "12")), allOrNothing: true);
        Assert.Equal(("failed", "every-row-is-good"), ((string)batch["state"]!, (string)batch["fault"]!));
        Assert.Equal(["2 h1 rejected row every-row-is-good", "3 h2 rejected phone phone-form 1***(2)"], await bureau.ReportAsync(batch));
        Assert.Empty((await bureau.GetAsync("/api/v1/households/register"))["items"]!.AsArray());
        Assert.Equal("done: 2 rows, 2 added, 0 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", Csv(Bureau.Row("h1"), Bureau.Row("h2")), allOrNothing: true)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_older_day_changes_nothing_and_a_newer_one_confirms(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", asOf: "2026-03-05"), Bureau.Row("h2", asOf: "2026-03-05")));
        var batch = await bureau.PushAsync("2", Csv(Bureau.Row("h1", asOf: "2026-03-04", needs: "legal"), Bureau.Row("h2", asOf: "2026-03-07")));
        Assert.Equal("done: 2 rows, 0 added, 0 changed, 2 unchanged, 0 rejected, 0 parked", Counts(batch));
        Assert.Equal(["2 h1 unchanged as_of kept-in-history 2026-03-04", "3 h2 unchanged"], await bureau.ReportAsync(batch, doubtful: false));
        var items = (await bureau.GetAsync("/api/v1/households/register"))["items"]!.AsArray();
        Assert.Equal(["2026-03-05 2", "2026-03-07 1"], items.Select(it => $"{it!["asOf"]} {it["version"]}")); // the first is known since a day earlier
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Rows_of_one_household_take_effect_in_their_order(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Csv(
            Bureau.Row("h1", needs: "legal"), Bureau.Row("h1", needs: "repairs"), Ended(Bureau.Row("h1", needs: "repairs", asOf: "2026-03-08"), "2026-03-07", "moved-away")));
        Assert.Equal("done: 3 rows, 1 added, 2 changed, 0 unchanged, 0 rejected, 0 parked", Counts(batch));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        Assert.Equal("""["repairs"] false 2026-03-07 moved-away""", $"{shown["needs"]!.ToJsonString()} {shown["active"]} {shown["endedOn"]} {shown["endReason"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Parts_come_in_any_order_and_a_household_may_be_cut_by_them(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.System();
        var bytes = System.Text.Encoding.UTF8.GetBytes(Csv(Sample.Rows(30, seed: 2)));
        using var opened = await http.PostAsJsonAsync(Root, new { source = "welfare", number = "1", mode = "full", asOf = "2026-03-10" });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var id = (string)JsonNode.Parse(await opened.Content.ReadAsStringAsync())!["id"]!;
        Task<HttpResponseMessage> PutAsync(int part, byte[] content) => http.PutAsync($"{Root}/{id}/parts/{part}", new ByteArrayContent(content));
        byte[][] parts = [bytes[..1_000], bytes[1_000..1_001], bytes[1_001..]];
        foreach (var part in (int[])[3, 1])
            using (var put = await PutAsync(part, parts[part - 1])) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using (var early = await http.PostAsJsonAsync($"{Root}/{id}/complete", new { parts = 3 })) Assert.Equal("parts-are-there", await RuleAsync(early));
        using (var other = await PutAsync(3, parts[0])) Assert.Equal("part-means-one-content", await RuleAsync(other));
        Assert.Equal("[1,3]", await http.GetStringAsync($"{Root}/{id}/parts"));
        using (var put = await PutAsync(2, parts[1])) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using (var all = await http.PostAsJsonAsync($"{Root}/{id}/complete", new { parts = 3 })) Assert.Equal(HttpStatusCode.Accepted, all.StatusCode);
        Assert.Equal("done: 30 rows, 30 added, 0 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await EndedAsync(http, id)));
        using (var again = await PutAsync(2, parts[1])) Assert.True((bool)JsonNode.Parse(await again.Content.ReadAsStringAsync())!["again"]!);
        using (var late = await PutAsync(4, parts[1])) Assert.Equal("batch-is-open", await RuleAsync(late));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_came_to_nothing_or_is_never_completed_is_forgotten(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.System();
        async Task<string> OpenAsync(string number)
        {
            using var opened = await http.PostAsJsonAsync(Root, new { source = "welfare", number, mode = "full", asOf = "2026-03-10" });
            var id = (string)JsonNode.Parse(await opened.Content.ReadAsStringAsync())!["id"]!;
            using var part = await http.PutAsync($"{Root}/{id}/parts/1", Body(Csv(Bureau.Row("h1"))));
            Assert.True(part.IsSuccessStatusCode);
            return id;
        }
        var (cancelled, open) = (await OpenAsync("1"), await OpenAsync("2"));
        using (var cancel = await http.PostAsync($"{Root}/{cancelled}/cancel", null)) Assert.True(cancel.IsSuccessStatusCode);
        Assert.Equal("open with content, cancelled without", await SweptAsync(bureau, open, cancelled));
        bureau.Time.Pass(TimeSpan.FromDays(ForgetParts.MostDaysOpen + 1));
        Assert.Equal("cancelled without, cancelled without", await SweptAsync(bureau, open, cancelled));
    }

    /// <summary>The state of each push, and whether its part has its content, once parts were swept.</summary>
    static async Task<string> SweptAsync(Bureau bureau, params string[] pushes)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var sweep = scope.ServiceProvider.GetRequiredService<ForgetParts>();
        foreach (var subject in await sweep.SubjectsAsync(default)) await sweep.DoAsync(subject, default);
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        var told = new List<string>();
        foreach (var id in pushes)
        {
            var state = (await db.Batches.SingleAsync(it => it.Id == id)).State;
            var content = (await db.BatchParts.SingleAsync(it => it.Batch == id)).Content;
            told.Add($"{Wire.NameOf(state)} {(content.Length > 0 ? "with content" : "without")}");
        }
        return string.Join(", ", told);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Rows_without_an_id_are_bad_and_not_the_same_household(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Csv(Bureau.Row("/1"), Bureau.Row("/2"), Bureau.Row("h1")), allOrNothing: true);
        Assert.Equal("every-row-is-good", (string)batch["fault"]!);
        Assert.Equal(["2  rejected id id-form /***(2)", "3  rejected id id-form /***(2)", "4 h1 rejected row every-row-is-good"], await bureau.ReportAsync(batch));
    }

    static async Task<string> RuleAsync(HttpResponseMessage answer) => (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_department_system_sees_its_own_pushes_and_nothing_of_another_area(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        foreach (var other in (HttpClient[])[bureau.System("other-system"), bureau.System(area: "320104"), bureau.Service.As(Role.CivilAffairs, "320104")])
            using (other)
            {
                foreach (var path in (string[])["", "/report", "/parts"])
                    using (var answer = await other.GetAsync($"{Root}/{batch["id"]}{path}")) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                Assert.Equal("""{"items":[],"next":null}""", await other.GetStringAsync(Root));
            }
        Assert.Single((await bureau.GetAsync(Root))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_whose_service_is_stopped_again_and_again_ends_as_if_it_never_was(string provider)
    {
        var rows = Sample.Rows(16_000, seed: 3);
        rows[15_500] = Bureau.Row("h015501", phone: "12");
        await using var calm = await Bureau.OpenAsync(provider);
        var expected = await calm.PushAsync("1", Csv(rows), "full");
        Assert.Equal(1, (int)expected["rejected"]!);

        await using var bureau = await Bureau.OpenAsync(provider);
        string id;
        using (var http = bureau.System())
        using (var answer = await SendAsync(http, "1", Csv(rows), "full"))
            id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
        var random = new Random(11);
        for (var stop = 0; stop < 4; stop++)
        {
            await Eventually.MomentAsync(TimeSpan.FromMilliseconds(random.Next(50, 600)));
            await bureau.RestartAsync();
        }
        using var system = bureau.System();
        var batch = await EndedAsync(system, id);
        Assert.Equal(Counts(expected), Counts(batch));
        Assert.Equal(await calm.ReportAsync(expected, doubtful: false), await bureau.ReportAsync(batch, doubtful: false));
        var added = (int)batch["added"]!;
        await Eventually.HoldsAsync(() => bureau.Told.Households.Count >= added);
        Assert.Equal(added, bureau.Told.Households.Select(it => it.Id).Distinct().Count());
        Assert.All(bureau.Told.Households, it => Assert.Equal(1, it.Version));
    }
}
