using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class RetentionTests
{
    const string Root = "/api/v1/households/retention";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_is_anonymised_when_its_time_has_come_and_not_a_day_before(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("gone"), Bureau.Row("long-gone", asOf: "2014-12-31"), Bureau.Row("here"), Bureau.Row("moved", area: Bureau.OtherStreet)));
        await bureau.PushAsync("2", Csv(Ended(Bureau.Row("gone"), "2026-03-01", "deceased"), Ended(Bureau.Row("long-gone"), "2015-01-01", "out-of-need")));
        await bureau.PostAsync("register/moved/end", new { reason = "entered-in-error", on = "2026-03-10" });
        Assert.Equal("", await DueAsync(bureau));
        bureau.Time.Pass(TimeSpan.FromDays(29));
        Assert.Equal("", await DueAsync(bureau));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        // Long gone, but recorded a month ago only.
        Assert.Equal("long-gone ended, moved mistaken", await DueAsync(bureau));
        Assert.Equal("ended 320102002001 1, mistaken 320102003001 1", await CountsAsync(bureau));
        await bureau.RetainAsync();
        Assert.Equal("long-gone moved", await AnonymisedAsync(bureau));
        Assert.Equal("", await DueAsync(bureau));
        bureau.Time.Pass(new DateTime(2031, 2, 28, 4, 0, 0, DateTimeKind.Utc) - bureau.Time.GetUtcNow().UtcDateTime);
        await bureau.RetainAsync();
        Assert.Equal("long-gone moved", await AnonymisedAsync(bureau));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        await bureau.RetainAsync();
        Assert.Equal("gone long-gone moved", await AnonymisedAsync(bureau));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Decided_rows_and_reports_of_pushes_are_forgotten_after_a_year(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1"), Bureau.Row("h2", phone: "王")));
        await bureau.PushAsync("2", Csv(Ended(Bureau.Row("h1", asOf: "2026-03-05"), "2026-03-05", "duplicate"), Ended(Bureau.Row("h3", asOf: "2026-03-05"), "2026-03-05", "merged")));
        var row = (string)(await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]![0]!["id"]!;
        using (var http = bureau.CivilAffairs)
        using (var left = await http.PostAsJsonAsync($"/api/v1/households/parked-rows/{row}/leave", new { reason = "不符" })) Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        bureau.Time.Pass(TimeSpan.FromDays(364));
        await bureau.RetainAsync();
        Assert.Equal((2, 1), await KeptAsync(bureau));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        Assert.Equal("parked-rows 320102002001 1, batch-reports 320102 2", await CountsAsync(bureau));
        await bureau.RetainAsync();
        Assert.Equal((0, 0), await KeptAsync(bureau));
    }

    [Fact]
    public async Task More_than_one_stretch_is_anonymised_stretch_by_stretch()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        var rows = Enumerable.Range(1, 1_001).Select(at => Bureau.Row($"h{at:D4}", asOf: "2020-01-01")).ToArray();
        await bureau.PushAsync("1", Csv(rows));
        await bureau.PushAsync("2", Csv([.. rows.Select(row => Ended(row, "2020-01-01", "moved-away"))]));
        bureau.Time.Pass(TimeSpan.FromDays(31));
        await bureau.RetainAsync();
        var verdict = await bureau.VerifyAnonymisedAsync();
        Assert.Equal((1_001, 0), (verdict.Anonymised, verdict.Holding));
        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<HouseholdsAnonymised>().Count == 3));
        Assert.Equal([1, 500, 500], bureau.Told.Of<HouseholdsAnonymised>().Select(it => it.Items.Count).Order());
    }

    [Fact]
    public async Task Before_its_time_two_persons_ask_for_it_of_a_household_that_has_left()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", "鄢懿翀"), Bureau.Row("h2")));
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", "澹台灭明", asOf: "2026-03-02")));
        await bureau.PushAsync("4", Csv(Bureau.Row("h1", "鄢懿翀", asOf: "2026-03-03")));
        Assert.Equal("household-has-left", await bureau.AnonymiseAsync("h1", "one"));
        await bureau.PostAsync("register/h1/end", new { reason = "other", on = "2026-03-10" });
        Assert.Equal("reason is-given", await bureau.AnonymiseAsync("h1", "one", " "));
        Assert.Equal("note-says-nothing-personal", await bureau.AnonymiseAsync("h1", "one", "鄢懿翀申请"));
        Assert.Equal("note-says-nothing-personal", await bureau.AnonymiseAsync("h1", "one", "澹台灭明申请")); // who was in it once
        Assert.Equal("household-is-known", await bureau.AnonymiseAsync("h1", "one", area: "320104"));
        Assert.Equal("asked", await bureau.AnonymiseAsync("h1", "one"));
        Assert.Equal("asked", await bureau.AnonymiseAsync("h1", "one"));
        bureau.Time.Pass(TimeSpan.FromDays(30));
        Assert.Equal("asked", await bureau.AnonymiseAsync("h1", "two")); // too long ago
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", "鄢懿翀", asOf: "2026-03-11"))); // it comes back
        Assert.Equal("household-has-left", await bureau.AnonymiseAsync("h1", "one"));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        await bureau.PostAsync("register/h1/end", new { reason = "other", on = "2026-03-12" });
        Assert.Equal("asked", await bureau.AnonymiseAsync("h1", "one")); // as it was then, nobody asked
        Assert.Equal("anonymised", await bureau.AnonymiseAsync("h1", "two"));
        Assert.Equal("anonymised", await bureau.AnonymiseAsync("h1", "two"));
        Assert.Equal("h1", await AnonymisedAsync(bureau));
    }

    [Theory]
    [InlineData("deceased", "2021-03-10", "2026-01-01", true)]
    [InlineData("deceased", "2021-03-11", "2026-01-01", false)]
    [InlineData("not-listed", "2021-03-10", "2026-03-01", false)]
    [InlineData("merged", "2026-02-08", "2026-02-08", true)]
    [InlineData("duplicate", "2026-02-09", "2026-02-08", false)]
    [InlineData("entered-in-error", "2026-01-01", "2026-02-09", false)]
    public void The_end_and_the_day_on_which_it_was_recorded_decide_what_is_due(string reason, string endedOn, string recordedOn, bool due)
    {
        var (today, rules) = (new DateOnly(2026, 3, 10), RetentionRules.Default);
        var by = rules.DueBy(RetentionRules.RuleOf(reason), today, today.ToDateTime(default));
        Assert.Equal(due, Day(endedOn) <= by.EndedOn && Day(recordedOn).ToDateTime(default) <= by.RecordedAt);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(5, 0)]
    [InlineData(-1, 30)]
    public void A_time_that_would_empty_the_database_is_no_setting(int years, int days) =>
        Assert.False((RetentionRules.Default with { Years = years, MistakenDays = days }).AreSane);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static async Task<string> DueAsync(Bureau bureau) => string.Join(", ", (await bureau.GetAsync(Root))["households"]!["items"]!.AsArray().Select(it => $"{it!["id"]} {it["rule"]}"));

    static async Task<string> CountsAsync(Bureau bureau) => string.Join(", ", (await bureau.GetAsync(Root))["counts"]!.AsArray().Select(it => $"{it!["rule"]} {it["area"]} {it["count"]}"));

    static Task<string> AnonymisedAsync(Bureau bureau) => bureau.DoAsync<HouseholdsStore, string>(async db =>
        string.Join(' ', await db.Households.Where(it => it.AnonymisedAt != null).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync()));

    /// <summary>Reports of pushes, and parked rows that were decided on.</summary>
    static Task<(int Reports, int Parked)> KeptAsync(Bureau bureau) => bureau.DoAsync<HouseholdsStore, (int, int)>(async db =>
        (await db.BatchStretches.Select(it => it.Batch).Distinct().CountAsync(), await db.ParkedRows.CountAsync(it => it.Accepted != null)));
}
