using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>What the audit log holds: every write, sensitive read, denial and export, and nothing personal.</summary>
public sealed class AuditTests
{
    const string Number = "11010519491231002X";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_write_is_told_by_whom_of_what_and_with_how_much(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        JsonContent Household(string name, string person = "") => JsonContent.Create(JsonNode.Parse(
            $$"""{"id":"h1","area":"{{Bureau.First}}","asOf":"2026-03-01","persons":[{"role":"head","name":"{{name}}"{{person}}}]}"""));
        using (var entered = await http.PostAsync("/api/v1/households/register", Household("王秀英"))) Assert.Equal(HttpStatusCode.Created, entered.StatusCode);
        foreach (var name in (string[])["李建国", "李建国"])
        {
            var version = (long)(await bureau.GetAsync("/api/v1/households/register/h1"))["version"]!;
            using var revised = new HttpRequestMessage(HttpMethod.Put, "/api/v1/households/register/h1") { Content = Household(name, ",\"number\":1") };
            revised.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            using var answer = await http.SendAsync(revised);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        using (var ended = await http.PostAsJsonAsync("/api/v1/households/register/h1/end", new { reason = "moved-away", on = "2026-03-05" })) Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        await bureau.ImportAsync(Bureau.Row("h2"), Bureau.Row("h3"));
        Assert.Equal(
            ["write register household/h1", "write revise household/h1", "write end household/h1", "write import register added=2 changed=0 unchanged=0 rejected=0"],
            await bureau.ActsAsync());
        var first = (await bureau.AuditAsync())[0];
        Assert.Equal("""civil-affairs-320102 ["civil-affairs"] 320102002001 2026-03-10T01:00:00Z""", $"{first["subject"]} {first["roles"]!.ToJsonString()} {first["area"]} {first["at"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_is_told_once_at_each_of_its_steps_in_the_name_of_who_pushes(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var first = await bureau.PushAsync("1", Csv([.. Enumerable.Range(1, 4).Select(it => Bureau.Row($"h{it}", idNumber: it == 1 ? Number : ""))]), mode: "full");
        var second = await bureau.PushAsync("2", Csv(Bureau.Row("h1", idNumber: Number), Bureau.Row("h5", idNumber: Number), "h6,x"), mode: "full");
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", idNumber: Number), Bureau.Row("h5", idNumber: Number), "h6,x"), mode: "full");
        using (var keep = await bureau.CivilAffairs.PostAsync($"{Root}/{second["id"]}/missing/end", null)) Assert.Equal(HttpStatusCode.Accepted, keep.StatusCode);
        await EndedAsync(bureau.CivilAffairs, (string)second["id"]!);
        var row = (await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]![0]!["id"];
        using (var left = await bureau.CivilAffairs.PostAsJsonAsync($"/api/v1/households/parked-rows/{row}/leave", new { reason = "同一人" })) Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        var bytes = (int)first["bytes"]!;
        Assert.Equal(
            [
                $"push-open batch/{first["id"]}", $"push-complete batch/{first["id"]} parts=1 bytes={bytes}",
                $"push-stretch batch/{first["id"]} first=0 added=4 changed=0 unchanged=0 rejected=0 parked=0",
                $"push-open batch/{second["id"]}", $"push-complete batch/{second["id"]} parts=1 bytes={second["bytes"]}",
                $"push-stretch batch/{second["id"]} first=0 added=0 changed=0 unchanged=1 rejected=1 parked=1",
                $"missing-end batch/{second["id"]}", $"end-unlisted batch/{second["id"]} ended=3", $"parked-leave household/h5 row={row} batch={second["id"]}",
            ],
            (await bureau.ActsAsync("&kind=write")).Select(it => it["write ".Length..]));
        var entries = await bureau.AuditAsync("&kind=write");
        Assert.Equal(
            ["welfare-system department-system", "welfare-system service", "civil-affairs-320102 service"],
            new[] { 0, 2, 7 }.Select(at => $"{entries[at]["subject"]} {entries[at]["roles"]![0]}"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_that_is_cancelled_twice_is_told_once(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.System();
        using var opened = await http.PostAsJsonAsync(Root, new { source = "welfare", number = "1", mode = "changes", asOf = "2026-03-10" });
        var id = (string)JsonNode.Parse(await opened.Content.ReadAsStringAsync())!["id"]!;
        foreach (var _ in Enumerable.Range(0, 2))
            using (var cancelled = await http.PostAsync($"{Root}/{id}/cancel", null)) Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Equal([$"write push-open batch/{id}", $"write push-cancel batch/{id}"], await bureau.ActsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_denial_is_told_before_it_is_answered_and_the_same_again_is_counted(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"), Bureau.Row("h3"));
        using var organ = bureau.Service.As(Role.Organ, "320102", "o1");
        using var nobody = bureau.Service.As(null);
        using var stranger = bureau.Service.As(Role.Street, "320104");
        foreach (var (http, path, status) in new[]
            {
                (organ, "register/h1", 403), (organ, "register/h2", 403), (organ, "parked", 403), (nobody, "register", 401), (nobody, "register", 401), (nobody, "register", 401),
                (stranger, "register/h1", 404), (stranger, "register/h2", 404), (stranger, "register/h3", 404), (stranger, "register/h2", 404), (stranger, "register/h9", 404),
            })
            using (var answer = await http.GetAsync("/api/v1/households/" + path)) Assert.Equal(status, (int)answer.StatusCode);
        string[] Told(JsonNode[] entries) => [.. entries.Select(it => $"{it["subject"]}|{it["target"]}|{it["rule"]}|{it["times"]}|{string.Join(' ', it["households"]!.AsArray())}")];
        Assert.Equal(
            [
                "organ-320102o1|GET /api/v1/households/register/{id}|role-may-do-this|1|", "organ-320102o1|GET /api/v1/households/parked|role-may-do-this|1|",
                "|GET /api/v1/households/register|caller-is-signed-in|1|", "street-320104|household/h1|household-is-known|1|",
            ],
            Told(await bureau.AuditAsync("&kind=denial")));
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        await bureau.DoAsync<RecordDenials, bool>(async denials =>
        {
            await denials.TellAsync(all: false, CancellationToken.None);
            return true;
        });
        await Eventually.HoldsAsync(async () => (await bureau.AuditAsync("&kind=denial")).Length == 7);
        Assert.Equal(
            [
                "organ-320102o1|GET /api/v1/households/register/{id}|role-may-do-this|1|", "street-320104|GET /api/v1/households/register/{id}|household-is-known|3|h2 h3",
                "|GET /api/v1/households/register|caller-is-signed-in|2|",
            ],
            Told((await bureau.AuditAsync("&kind=denial"))[4..]).Order(StringComparer.Ordinal));
        Assert.Equal(["street-320104"], (await bureau.AuditAsync("&kind=denial&household=h3")).Select(it => (string)it["subject"]!));
        Assert.Equal(2, (await bureau.AuditAsync("", "320104")).Count(it => (string)it["subject"]! == ""));
        Assert.DoesNotContain(await bureau.AuditAsync("", "320104"), it => (string)it["subject"]! == "street-320104");
    }

    [Fact]
    public async Task A_call_that_is_denied_is_told_by_its_method()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        using var channel = bureau.Service.Channel();
        var denied = await Assert.ThrowsAsync<RpcException>(async () =>
            await new HouseholdRegister.HouseholdRegisterClient(channel).FindAsync(new FindHousehold { Id = "h1" }, bureau.Service.Headers(Role.Organ, "320102", "o1")));
        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        Assert.Equal(["denial deny POST /pairing.households.v1.HouseholdRegister/Find"], await bureau.ActsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Positions_and_lists_that_are_taken_away_are_told(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        var batch = await bureau.PushAsync("1", Csv(Bureau.Row("h2")));
        using var channel = bureau.Service.Channel();
        var read = new HouseholdPositions.HouseholdPositionsClient(channel).Read(new Contracts.Households.V1.ReadPositions { Area = "320102" }, bureau.Service.Headers(Role.Service));
        Assert.True(await read.ResponseStream.MoveNext(default));
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        foreach (var path in (string[])["/api/v1/households/register", $"{Root}/{batch["id"]}/report"]) await http.GetStringAsync(path);
        using var auditor = bureau.Service.As(Role.Auditor, "320102");
        auditor.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = (await auditor.GetStringAsync(Auditing.Root)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] expected = ["read positions register", "export register-list register", $"export push-report batch/{batch["id"]}", "export audit-log audit"];
        Assert.Equal(expected, (await bureau.ActsAsync())[^4..]);
        Assert.Equal("id,number,at,subject,roles,kind,act,target,households,purpose,note,area,rule,detail,times,hash", csv[0]);
        Assert.Equal((await bureau.AuditAsync()).Length, csv.Length - 1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_auditor_finds_the_entries_of_its_area_by_subject_household_kind_and_time_in_pages(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        bureau.Time.Pass(TimeSpan.FromHours(1));
        foreach (var id in (string[])["h1", "h1"]) await bureau.PostAsync($"register/{id}/reveal", new { purpose = "visit", fields = (string[])["name"] });
        using (var community = bureau.Service.As(Role.Community, Bureau.First, subject: "first"))
        using (var answer = await community.PostAsJsonAsync("/api/v1/households/register/h1/reveal", new { purpose = "visit", fields = (string[])["phone"] }))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4, (await bureau.AuditAsync()).Length);
        Assert.Equal(["read reveal household/h1 phone"], await bureau.ActsAsync("&subject=first"));
        Assert.Equal(3, (await bureau.AuditAsync("&household=h1")).Length);
        Assert.Equal(["write import register added=1 changed=0 unchanged=0 rejected=0"], await bureau.ActsAsync("&to=2026-03-10T02:00:00Z"));
        Assert.Equal(3, (await bureau.AuditAsync("&from=2026-03-10T02:00:00Z&kind=read")).Length);
        Assert.Empty(await bureau.AuditAsync("", "320104"));
        Assert.Equal(3, (await bureau.AuditAsync("", "320102002")).Length);
        var page = await bureau.GetAsync($"{Auditing.Root}?limit=3", Role.Auditor);
        Assert.Equal("first", (string)(await bureau.GetAsync($"{Auditing.Root}?limit=3&after={page["next"]}", Role.Auditor))["items"]![0]!["subject"]!);
        foreach (var wrong in (string[])["kind=all", "household=a/b", "from=x", "limit=0"])
            using (var auditor = bureau.Service.As(Role.Auditor, "320102"))
            using (var answer = await auditor.GetAsync($"{Auditing.Root}?{wrong}")) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
