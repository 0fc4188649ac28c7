using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class ParkedRowTests
{
    const string Number = "11010519491231002X";
    const string Parked = "/api/v1/households/parked-rows";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Somebody_who_stands_in_two_households_is_looked_at_first(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number)));
        var batch = await bureau.PushAsync("2", Csv(Bureau.Row("h2", idNumber: Number), Bureau.Row("h3", idNumber: "440524188001010014"), Bureau.Row("h4", idNumber: "440524188001010014")));
        Assert.Equal("done: 3 rows, 0 added, 0 changed, 0 unchanged, 0 rejected, 3 parked", Counts(batch));
        var rows = await WaitingAsync(bureau);
        Assert.Equal(["h2 beside h1", "h3 beside h4", "h4 beside h3"], rows.Select(it => $"{it["household"]} beside {it["others"]![0]}"));
        await bureau.PushAsync("3", Csv(Bureau.Row("h2", idNumber: Number)));
        Assert.Equal(3, (await WaitingAsync(bureau)).Length);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_accepted_takes_effect_once_and_is_not_asked_again(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number)));
        await bureau.PushAsync("2", Csv(Bureau.Row("h2", idNumber: Number)));
        var id = (await WaitingAsync(bureau)).Single()["id"];
        Assert.Equal("204", await DecideAsync(bureau, $"{id}/accept"));
        Assert.Equal("row-is-waiting", await DecideAsync(bureau, $"{id}/leave"));
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("3", Csv(Bureau.Row("h2", idNumber: Number)))));
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("4", Csv(Bureau.Row("h2", idNumber: Number, needs: "legal")))));
        await bureau.Told.WaitAsync(3);
        Assert.Equal(["h1 1", "h2 1", "h2 2"], bureau.Told.Households.Select(it => $"{it.Id} {it.Version}").Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_left_is_not_asked_again_unless_it_says_something_else(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number)));
        await bureau.PushAsync("2", Csv(Bureau.Row("h2", idNumber: Number)));
        Assert.Equal("204", await DecideAsync(bureau, $"{(await WaitingAsync(bureau)).Single()["id"]}/leave"));
        var again = await bureau.PushAsync("3", Csv(Bureau.Row("h2", idNumber: Number, asOf: "2026-03-09")));
        Assert.Equal(["2 h2 rejected id row-was-left"], await bureau.ReportAsync(again));
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 0 unchanged, 0 rejected, 1 parked", Counts(await bureau.PushAsync("4", Csv(Bureau.Row("h2", idNumber: Number, needs: "legal")))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_end_that_takes_another_place_is_looked_at_first(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        var batch = await bureau.PushAsync("2", Csv(Ended(Bureau.Row("h1", asOf: "2026-03-05"), "2026-03-05", "duplicate")));
        Assert.Equal(["2 h1 parked end_reason end-is-looked-at"], await bureau.ReportAsync(batch));
        Assert.True((bool)(await bureau.GetAsync("/api/v1/households/register/h1"))["active"]!);
        Assert.Equal("204", await DecideAsync(bureau, $"{(await WaitingAsync(bureau)).Single()["id"]}/accept"));
        Assert.Equal("duplicate", (string)(await bureau.GetAsync("/api/v1/households/register/h1"))["endReason"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_parked_is_seen_and_decided_in_its_area_only_and_with_a_reason(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number)));
        await bureau.PushAsync("2", Csv(Bureau.Row("h2", idNumber: Number)));
        var id = (await WaitingAsync(bureau)).Single()["id"];
        Assert.Empty((await bureau.GetAsync(Parked, area: "320104"))["items"]!.AsArray());
        Assert.Equal("row-is-known", await DecideAsync(bureau, $"{id}/accept", area: "320104"));
        Assert.Equal("is-given", await DecideAsync(bureau, $"{id}/accept", reason: " "));
        var shown = (await bureau.GetAsync(Parked)).ToJsonString();
        Assert.DoesNotContain(Number, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("王", shown, StringComparison.Ordinal);
    }

    static async Task<JsonNode[]> WaitingAsync(Bureau bureau) =>
        [.. (await bureau.GetAsync(Parked))["items"]!.AsArray().Select(it => it!).OrderBy(it => (string)it["household"]!, StringComparer.Ordinal)];

    /// <summary>The status, or the rule by which it was refused.</summary>
    static async Task<string> DecideAsync(Bureau bureau, string path, string reason = "已核对", string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var answer = await http.PostAsJsonAsync($"{Parked}/{path}", new { reason });
        return answer.StatusCode == HttpStatusCode.NoContent ? "204" : (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!;
    }
}
