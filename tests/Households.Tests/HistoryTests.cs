using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class HistoryTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_timeline_tells_every_change_and_who_said_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var first = await bureau.PushAsync("1", Csv(Bureau.Row("h1", address: "梅园新村1号", asOf: "2026-01-05")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", address: "梅园新村1号", asOf: "2026-01-20")));
        var third = await bureau.PushAsync("3", Csv(Bureau.Row("h2"), Bureau.Row("h1", area: Bureau.Second, address: "北门桥3号", categories: "disability", needs: "legal", phone: "13812345678", asOf: "2026-02-03")));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        await ReviseAsync(bureau, 2, shown, "2026-02-10");
        await EndAsync(bureau, "2026-03-01");
        await bureau.PushAsync("4", Csv(Bureau.Row("h1", asOf: "2026-03-09")));
        Assert.Equal(
            [
                $"1 2026-01-05 push/{first["id"]}/2: entered {Bureau.First}, need-began medical, person-joined 1 head, category-began minimum-living",
                $"2 2026-02-03 push/{third["id"]}/3: moved {Bureau.Second}, address-changed 北****, need-began legal, need-ended medical, person-changed 1 phone, category-began disability, category-ended minimum-living",
                "3 2026-02-10 person/civil-affairs-320102: person-joined 2 child",
                "4 2026-03-01 person/civil-affairs-320102: ended moved-away",
                "5 2026-03-09 ",
            ],
            (await TimelineAsync(bureau)).Select((line, at) => at < 4 ? line : line[..13]));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Any_past_day_is_shown_as_it_is_known_now_or_was_known_then(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", needs: "medical", asOf: "2026-01-05")));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", needs: "legal", asOf: "2026-02-03")));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", needs: "repairs", asOf: "2026-02-03")));
        async Task<string> NeedsAsync(string day, string? known = null)
        {
            using var http = bureau.CivilAffairs;
            using var answer = await http.GetAsync($"/api/v1/households/register/h1/on/{day}{(known is null ? "" : "?known=" + known)}");
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return answer.StatusCode == HttpStatusCode.OK ? (string)said["needs"]![0]! : (string)said["rule"]!;
        }
        Assert.Equal("household-is-known-then", await NeedsAsync("2026-01-04"));
        Assert.Equal("medical", await NeedsAsync("2026-01-05"));
        Assert.Equal("medical", await NeedsAsync("2026-02-02"));
        Assert.Equal("repairs", await NeedsAsync("2026-02-03"));
        Assert.Equal("legal", await NeedsAsync("2026-02-03", "2026-03-11T12:00:00Z"));
        Assert.Equal("medical", await NeedsAsync("2026-03-10", "2026-03-10T12:00:00Z"));
        Assert.Equal("household-is-known-then", await NeedsAsync("2026-03-10", "2026-03-09T12:00:00Z"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_value_knows_who_said_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var first = await bureau.PushAsync("1", Csv(Bureau.Row("h1", phone: "13812345678", asOf: "2026-01-05")));
        var second = await bureau.PushAsync("2", Csv(Bureau.Row("h1", phone: "13812345678", needs: "legal", asOf: "2026-02-03")));
        var sources = await bureau.GetAsync("/api/v1/households/register/h1/sources");
        Assert.Equal($"push/{first["id"]}/2", (string)sources["persons[1].phone"]!["origin"]!);
        Assert.Equal($"push/{second["id"]}/2", (string)sources["needs"]!["origin"]!);
        Assert.Null(sources["address"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task History_is_sealed_masked_and_seen_in_its_area_only(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", phone: "13812345678", address: "梅园新村1号", asOf: "2026-01-05")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", phone: "13987654321", address: "北门桥3号", head: "李建国", asOf: "2026-02-05")));
        foreach (var path in (string[])["timeline", "on/2026-01-06", "sources"])
        {
            var shown = (await bureau.GetAsync("/api/v1/households/register/h1/" + path)).ToJsonString();
            Assert.All((string[])["13812345678", "梅园新村1号", "王秀英", "李建国"], value => Assert.DoesNotContain(value, shown, StringComparison.Ordinal));
            using var other = bureau.Service.As(Role.Community, Bureau.Second);
            using var answer = await other.GetAsync("/api/v1/households/register/h1/" + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_said_late_of_a_past_day_stands_in_the_history_and_the_present_stays(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", needs: "medical", categories: "disability", asOf: "2026-01-05")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", needs: "medical", categories: "disability", asOf: "2026-02-03")));
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", needs: "legal", categories: "disability", asOf: "2026-03-01")));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        var late = await bureau.PushAsync("4", Csv(Bureau.Row("h1", needs: "repairs", categories: "", asOf: "2026-01-20")));
        Assert.Equal("Done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(late), ignoreCase: true);
        Assert.Equal(["2 h1 unchanged as_of kept-in-history 2026-01-20"], await bureau.ReportAsync(late, doubtful: false));
        Assert.Equal(["2 h1 unchanged as_of older-as-of 2026-01-20"], await bureau.ReportAsync(await bureau.PushAsync("5", Csv(Bureau.Row("h1", needs: "repairs", categories: "", asOf: "2026-01-20"))), doubtful: false));
        async Task<string> OnAsync(string day, string known = "")
        {
            var view = await bureau.GetAsync($"/api/v1/households/register/h1/on/{day}{known}");
            return $"{view["needs"]![0]} {string.Join(',', view["categories"]!.AsArray().Where(it => it!["validTo"] is null).Select(it => $"{it!["code"]} since {it["validFrom"]}"))} v{view["version"]}";
        }
        Assert.Equal("medical disability since 2026-01-05 v1", await OnAsync("2026-01-19"));
        Assert.Equal("repairs  v0", await OnAsync("2026-01-20"));
        Assert.Equal("repairs  v0", await OnAsync("2026-02-02"));
        Assert.Equal("medical disability since 2026-02-03 v1", await OnAsync("2026-02-03")); // said again then: until that day it was otherwise
        Assert.Equal("legal disability since 2026-02-03 v2", (await OnAsync("2026-03-01"))[..^1] + "2");
        Assert.Equal("medical disability since 2026-01-05 v1", await OnAsync("2026-01-20", "?known=2026-03-10T12:00:00Z"));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        Assert.Equal(("legal", "2026-02-03"), ((string)shown["needs"]![0]!, (string)shown["categories"]!.AsArray().Single(it => it!["validTo"] is null)!["validFrom"]!));
        Assert.Equal(
            ["2026-01-05 entered", "2026-01-20 need-began", "2026-02-03 need-began", "2026-03-01 need-began"],
            (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).AsArray().Select(it => $"{it!["on"]} {it["lines"]![0]!["what"]}"));
        await bureau.PushAsync("6", Csv(Bureau.Row("h1", needs: "company", asOf: "2025-12-01")));
        Assert.Equal("company", (string)(await bureau.GetAsync("/api/v1/households/register/h1/on/2025-12-01"))["needs"]![0]!); // before all that was known
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_late_list_takes_nothing_back_that_a_person_said_of_the_same_day(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", area: Bureau.Second, needs: "medical", asOf: "2026-01-05")));
        await ReviseAsync(bureau, 1, await bureau.GetAsync("/api/v1/households/register/h1"), "2026-02-10");
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", area: Bureau.Second, needs: "repairs", asOf: "2026-03-01")));
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", area: Bureau.Second, needs: "company", asOf: "2026-02-10")));
        Assert.Equal("legal", (string)(await bureau.GetAsync("/api/v1/households/register/h1/on/2026-02-10"))["needs"]![0]!);
        await bureau.PushAsync("4", Csv(Bureau.Row("h1", area: Bureau.Second, needs: "company", asOf: "2026-02-11")));
        Assert.Equal("company", (string)(await bureau.GetAsync("/api/v1/households/register/h1/on/2026-02-11"))["needs"]![0]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_late_list_does_not_undo_a_correction_and_its_last_word_on_a_day_counts(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", needs: "medical", asOf: "2026-01-05")));
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        Assert.Equal("done", await Correcting.DecideAsync(office, await Correcting.AskedAsync(community, "h1", "needs=legal"), "approve")); // as of 2026-03-10
        bureau.Time.Pass(TimeSpan.FromDays(5));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", needs: "repairs", asOf: "2026-03-14")), asOf: "2026-03-15");
        async Task<string> SaidAsync(string number, string needs, string asOf) =>
            (await bureau.ReportAsync(await bureau.PushAsync(number, Csv(Bureau.Row("h1", needs: needs, asOf: asOf)), asOf: "2026-03-15"), doubtful: false)).Single().Split(' ')[4];
        async Task<string> OnAsync(string day) => (string)(await bureau.GetAsync($"/api/v1/households/register/h1/on/{day}"))["needs"]![0]!;
        Assert.Equal("older-as-of", await SaidAsync("3", "medical", "2026-03-12"));
        Assert.Equal("legal", await OnAsync("2026-03-12"));
        foreach (var (number, needs) in ((string, string)[])[("4", "company"), ("5", "errands"), ("6", "company")])
        {
            Assert.Equal("kept-in-history", await SaidAsync(number, needs, "2026-02-10"));
            bureau.Time.Pass(TimeSpan.FromMinutes(1));
        }
        Assert.Equal("company", await OnAsync("2026-02-10"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_known_before_the_days_were_kept_is_known_still_once_something_is_said_late(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", asOf: "2026-01-05")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", asOf: "2026-02-03")));
        await bureau.DoAsync<HouseholdsStore, bool>(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("Protection");
            await db.GetService<IMigrator>().MigrateAsync();
            return true;
        });
        await bureau.DoAsync<StartCodes, bool>(async start => // the lists went with their table
        {
            await start.BeginAsync(CancellationToken.None);
            return true;
        });
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", asOf: "2026-03-01")));
        await bureau.PushAsync("4", Csv(Bureau.Row("h1", needs: "repairs", asOf: "2026-02-10")));
        foreach (var (day, needs) in ((string, string)[])[("2026-01-05", "medical"), ("2026-02-09", "medical"), ("2026-02-10", "repairs"), ("2026-03-01", "medical")])
        {
            var view = await bureau.GetAsync($"/api/v1/households/register/h1/on/{day}");
            Assert.Equal($"{needs} 2026-01-05", $"{view["needs"]![0]} {view["categories"]!.AsArray().Single()!["validFrom"]}");
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_very_many_days_the_first_and_the_last_are_kept_by_the_store_as_by_the_household(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", asOf: "2025-06-01")));
        var (first, kept) = (new DateOnly(2025, 6, 1), SaidDays.Of(new DateOnly(2025, 6, 1)));
        await bureau.DoAsync<HouseholdsStore, bool>(async db =>
        {
            for (var day = 1; day <= SaidDays.Most + 2; day++)
            {
                kept = SaidDays.Add(kept, first.AddDays(day));
                for (var times = 0; times < 2; times++) await db.ConfirmAsync([new ConfirmedDay("h1", first.AddDays(day), "said")], CancellationToken.None);
            }
            Assert.Equal(kept, (await db.Households.SingleAsync()).Days);
            return true;
        });
        Assert.Equal([first, .. Enumerable.Range(4, SaidDays.Most - 1).Select(first.AddDays)], SaidDays.Read(kept));
    }

    static async Task<string[]> TimelineAsync(Bureau bureau) =>
        [.. (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).AsArray().Select(it =>
            $"{it!["version"]} {it["on"]} {it["origin"]}: {string.Join(", ", it["lines"]!.AsArray().Select(line => string.Join(' ', new[] { (string)line!["what"]!, line["person"]?.ToString(), (string)line["value"]! }.Where(part => !string.IsNullOrEmpty(part)))))}")];

    static async Task ReviseAsync(Bureau bureau, long version, JsonNode shown, string asOf)
    {
        using var http = bureau.CivilAffairs;
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/households/register/h1")
        {
            Content = JsonContent.Create(new
            {
                area = Bureau.Second, asOf, categories = (string[])["disability"], needs = (string[])["legal"],
                persons = (object[])[new { number = 1, role = "head" }, new { role = "child", name = "李小宝" }],
            }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(version, (long)shown["version"]!);
    }

    static async Task EndAsync(Bureau bureau, string on)
    {
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsJsonAsync("/api/v1/households/register/h1/end", new { reason = "moved-away", on });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
