using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Support;
using static Households.Tests.Correcting;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class CorrectionEffectTests
{
    const string Parked = "/api/v1/households/parked-rows";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_takes_effect_later_does_so_on_its_day_once_whatever_ended_in_between(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        using var community = bureau.Community();
        using var street = bureau.Street();
        var id = await AskedAsync(community, "h1", "address=北门桥十三号二单元");
        Assert.Equal("on effect-not-in-past", await DecideAsync(street, id, "approve", new { reason = "已核实", on = "2026-03-09" }));
        Assert.Equal("on effect-within-a-year", await DecideAsync(street, id, "approve", new { reason = "已核实", on = "2027-03-12" }));
        Assert.Equal("approved", await DecideAsync(street, id, "approve", new { reason = "已核实", on = "2026-03-12" }));
        await bureau.KeepAsync();
        Assert.Equal(1, (int)(await bureau.HouseholdAsync("h1"))["version"]!);
        await bureau.RestartAsync();
        bureau.Time.Pass(TimeSpan.FromDays(4));
        await bureau.KeepAsync();
        await bureau.KeepAsync();
        var household = await bureau.HouseholdAsync("h1");
        Assert.Equal(("北门桥****", "2026-03-12", 2), ((string)household["address"]!, (string)household["asOf"]!, (int)household["version"]!));
        Assert.Equal("done", (string)(await bureau.OneAsync(id))["state"]!);
        Assert.Single(await bureau.ActsAsync("&household=h1"), it => it.StartsWith("write correction-effect", StringComparison.Ordinal));
        await bureau.Told.WaitAsync(2);
        Assert.Equal([1L, 2L], bureau.Told.Households.Select(it => it.Version).Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_cannot_take_effect_on_its_day_is_void_and_the_asker_sees_why(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"), Bureau.Row("h3"));
        using var community = bureau.Community();
        using var street = bureau.Street();
        foreach (var household in (string[])["h1", "h2", "h3"])
            Assert.Equal("approved", await DecideAsync(street, await AskedAsync(community, household, "address=北门桥3号"), "approve", new { reason = "已核实", on = "2026-03-12" }));
        bureau.Time.Pass(TimeSpan.FromDays(3));
        await bureau.PostAsync("register/h1/end", new { reason = "moved-away", on = "2026-03-11" });
        await bureau.ImportAsync(Bureau.Row("h2", asOf: "2026-03-13"), Bureau.Row("h3", address: "珠江路7号", asOf: "2026-03-05"));
        await bureau.KeepAsync();
        var mine = JsonNode.Parse(await community.GetStringAsync(Correcting.Root + "?mine=true"))!["items"]!.AsArray();
        Assert.Equal(
            ["h1 void household-is-active", "h2 done ", "h3 void value-changed-since"],
            mine.Select(it => $"{it!["household"]} {it["state"]} {it["rule"]}").Order(StringComparer.Ordinal));
        Assert.All(mine.Where(it => (string)it!["state"]! == "void"), it => Assert.NotEmpty((string)it!["message"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_that_says_the_old_value_again_waits_until_somebody_has_looked(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Old(), Bureau.Row("h2")));
        await CorrectedAsync(bureau, "1.name=王秀瑛");
        var again = await bureau.PushAsync("2", Csv(Old("2026-03-10"), Bureau.Row("h2", needs: "legal")));
        Assert.Equal("done: 2 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 1 parked", Counts(again));
        Assert.Equal(["2 h1 parked id undoes-correction"], await bureau.ReportAsync(again));
        var row = await WaitingAsync(bureau);
        await LookedAtAsync(bureau, $"{row}/leave");
        Assert.Equal(["2 h1 rejected id row-was-left"], await bureau.ReportAsync(await bureau.PushAsync("3", Csv(Old("2026-03-10")))));
        var other = await bureau.PushAsync("4", Csv(Bureau.Row("h1", needs: "legal", asOf: "2026-03-10")));
        Assert.Equal(["2 h1 parked id undoes-correction"], await bureau.ReportAsync(other));
        Assert.Equal("王**", (string)(await bureau.HouseholdAsync("h1"))["persons"]![0]!["name"]!);
        await LookedAtAsync(bureau, $"{await WaitingAsync(bureau)}/accept");
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("5", Csv(Old("2026-03-10", needs: "repairs")))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nothing_is_a_value_too_that_is_corrected_and_not_said_again_unseen(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", needs: "", categories: "marginal")));
        await CorrectedAsync(bureau, "needs=legal", "categories=", "1.phone=13987654321");
        var household = await bureau.HouseholdAsync("h1");
        Assert.Equal(("""["legal"]""", 2), (household["needs"]!.ToJsonString(), (int)household["version"]!));
        Assert.Equal(["2 h1 parked id undoes-correction"], await bureau.ReportAsync(await bureau.PushAsync("2", Csv(Bureau.Row("h1", needs: "", categories: "", phone: "13987654321", asOf: "2026-03-10")))));
        Assert.Equal(["2 h1 parked id undoes-correction"], await bureau.ReportAsync(await bureau.PushAsync("3", Csv(Bureau.Row("h1", needs: "legal", categories: "marginal", phone: "13987654321", asOf: "2026-03-10")))));
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("4", Csv(Bureau.Row("h1", needs: "legal", categories: "", phone: "13987654321", asOf: "2026-03-10")))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Once_the_source_says_the_corrected_value_its_word_counts_again(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", phone: "13812345678")));
        await CorrectedAsync(bureau, "1.phone=13987654321");
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", Csv(Bureau.Row("h1", phone: "13987654321", asOf: "2026-03-10")))));
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("3", Csv(Bureau.Row("h1", phone: "13812345678", asOf: "2026-03-10")))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_row_does_not_speak_of_stays_watched_and_older_rows_are_older(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Family("\"gender\":\"male\""), type: "application/x-ndjson");
        await CorrectedAsync(bureau, "2.gender=female");
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", Family("\"gender\":\"male\""), type: "application/x-ndjson", asOf: "2026-03-01")));
        await bureau.PushAsync("3", Csv(Bureau.Row("h1", needs: "legal", asOf: "2026-03-10")));
        var batch = await bureau.PushAsync("4", Family("\"gender\":\"male\"", "2026-03-10"), type: "application/x-ndjson");
        Assert.Equal(["1 h1 parked id undoes-correction"], await bureau.ReportAsync(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_waits_follows_the_household_to_its_new_community(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        using var community = bureau.Community();
        using var other = bureau.Service.As(Defaults.Role.Street, "320102003");
        var id = await AskedAsync(community, "h1", "address=北门桥3号");
        await bureau.ImportAsync(Bureau.Row("h1", area: Bureau.OtherStreet, asOf: "2026-03-02"));
        await bureau.KeepAsync();
        Assert.Equal([id], await ListAsync(other));
        Assert.Empty(await ListAsync(community, "?all=true"));
        Assert.Equal([id], await ListAsync(community, "?mine=true"));
        Assert.Equal("done", await DecideAsync(other, id, "approve", version: 2));
    }

    static string Old(string asOf = "2026-03-01", string needs = "medical") => Bureau.Row("h1", needs: needs, asOf: asOf);

    static string Family(string child, string asOf = "2026-03-01") =>
        $$"""{"id":"h1","area":"{{Bureau.First}}","asOf":"{{asOf}}","needs":["medical"],"persons":[{"role":"head","name":"王秀英"},{"role":"child","name":"李小宝",{{child}}}]}""" + "\n";

    static async Task CorrectedAsync(Bureau bureau, params string[] fields)
    {
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        Assert.Equal("done", await DecideAsync(office, await AskedAsync(community, "h1", fields), "approve"));
    }

    static async Task LookedAtAsync(Bureau bureau, string path)
    {
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsJsonAsync($"{Parked}/{path}", new { reason = "已核对" });
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
    }

    static async Task<string> WaitingAsync(Bureau bureau) => (string)(await bureau.GetAsync(Parked))["items"]!.AsArray().Single()!["id"]!;
}
