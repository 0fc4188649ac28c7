using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class ExportTests
{
    const string Exports = "/api/v1/households/exports";
    const string Number = "11010519491231002X";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_asked_for_is_approved_made_and_fetched_with_its_marks(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(
            Bureau.Row("h1", "王秀英", Number, "13812345678", address: "=梅园新村7号"), Bureau.Row("h2", "李建国", needs: "legal", area: Bureau.Second), Bureau.Row("h3", area: Bureau.OtherStreet)));
        using var street = As(bureau, "street-1", Role.Street, "320102002");
        var id = await AskAsync(street, new { purpose = "visit", reason = "走访", fields = (string[])["id", "name", "idNumber", "phone", "address"] });
        using var chief = As(bureau, "chief");
        Assert.Equal("queued", await DecideAsync(chief, id, "approve"));
        await ReadyAsync(chief, id);
        var lines = await FileAsync(street, id);
        Assert.StartsWith($"export,{id},street-1,2026-03-10T", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",visit", lines[0], StringComparison.Ordinal);
        Assert.Equal("id,name,idNumber,phone,address,mark", lines[1]);
        // What a visit needs in full, the number masked, and no formula.
        Assert.Equal("h1,王秀英,110***********002X,13812345678,'=梅园新村7号", Unmarked(lines[2]));
        Assert.Equal("h2,李建国,,,", Unmarked(lines[3]));
        Assert.Equal(4, lines.Length);

        using var auditor = As(bureau, "auditor", Role.Auditor);
        Assert.Equal(id, (string)JsonNode.Parse(await auditor.GetStringAsync($"{Exports}/mark/{Mark(lines[3])}"))!["id"]!);
        var other = await AskAsync(street, new { purpose = "visit", reason = "走访", fields = (string[])["id"] });
        Assert.NotEqual(Mark(lines[2])[12..], Mark(lines[3])[12..]);
        Assert.Equal("mark-is-known", await ToldAsync(await auditor.GetAsync($"{Exports}/mark/{Mark(lines[2])[..12]}{Mark(lines[3])[12..]}")));
        Assert.Equal("mark-form", (await ToldAsync(await auditor.GetAsync($"{Exports}/mark/x"))).Split(' ')[1]);
        using var elsewhere = As(bureau, "auditor", Role.Auditor, "320104");
        Assert.Equal("mark-is-known", await ToldAsync(await elsewhere.GetAsync($"{Exports}/mark/{Mark(lines[3])}")));
        Assert.Equal(
            [$"export export-ask export/{id} fields=id name idNumber phone address category= need= active=True", $"export export-approve export/{id}", $"export export-make export/{id} households=2 rows=2", $"export export-fetch export/{id} households=2 rows=2"],
            (await bureau.ActsAsync()).Where(it => it.Contains(id, StringComparison.Ordinal)));
        Assert.Equal("asked", (string)(await OneAsync(chief, other))["state"]!);
    }

    [Fact]
    public async Task Each_rule_is_told_by_its_name()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        using var one = As(bureau, "one");
        using var two = As(bureau, "two");
        async Task<string> FaultsAsync(object body) => await ToldAsync(await one.PostAsJsonAsync(Exports, body));
        Assert.Equal("purpose code-is-known, reason is-given, fields is-given", await FaultsAsync(new { purpose = "sale", reason = " ", fields = Array.Empty<string>() }));
        Assert.Equal(
            "fields code-is-known, fields field-named-once, category code-is-known, need code-is-known",
            await FaultsAsync(new { purpose = "visit", reason = "x", fields = (string[])["id", "id", "income"], category = "rich", need = "yacht" }));
        Assert.Equal("area area-in-scope", await FaultsAsync(new { purpose = "visit", reason = "x", fields = (string[])["id"], area = "320104" }));
        var id = await AskAsync(one, new { purpose = "payment", reason = "发放", fields = (string[])["id", "address"] });
        Assert.Equal("asker-does-not-decide", await DecideAsync(one, id, "approve"));
        Assert.Equal("reason is-given", await DecideAsync(two, id, "refuse", " "));
        Assert.Equal("stale-version", await DecideAsync(two, id, "approve", version: 7));
        Assert.Equal("export-is-ready", await ToldAsync(await one.GetAsync($"{Exports}/{id}/file")));
        Assert.Equal("refused", await DecideAsync(two, id, "refuse"));
        Assert.Equal("export-waits-for-a-decision", await DecideAsync(two, id, "approve", version: 2));
        var made = await AskAsync(one, new { purpose = "payment", reason = "发放", fields = (string[])["id", "position", "birth", "role", "address"], category = "minimum-living" });
        await DecideAsync(two, made, "approve");
        await ReadyAsync(two, made);
        Assert.Equal("asker-fetches", await ToldAsync(await two.GetAsync($"{Exports}/{made}/file")));
        for (var time = 0; time < Export.MostDownloads; time++) Assert.Equal("h1,,,head,", Unmarked((await FileAsync(one, made))[2]));
        Assert.Equal("downloads-within-limit", await ToldAsync(await one.GetAsync($"{Exports}/{made}/file")));
        var none = await AskAsync(one, new { purpose = "visit", reason = "x", fields = (string[])["id"], category = "disability" });
        await DecideAsync(two, none, "approve");
        await ReadyAsync(two, none);
        Assert.Equal(2, (await FileAsync(one, none)).Length);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_who_decide_at_once_one_does(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        using var one = As(bureau, "one");
        var id = await AskAsync(one, new { purpose = "visit", reason = "x", fields = (string[])["id"] });
        var told = await Task.WhenAll(Enumerable.Range(0, 6).Select(async at =>
        {
            using var http = As(bureau, $"chief-{at}");
            return await DecideAsync(http, id, at % 2 == 0 ? "approve" : "refuse");
        }));
        Assert.Equal(5, told.Count(it => it is "stale-version" or "export-waits-for-a-decision"));
        Assert.Single(await bureau.ActsAsync(), it => it.Contains("export-approve", StringComparison.Ordinal) || it.Contains("export-refuse", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_file_goes_when_its_time_is_over_or_one_of_its_households_is_anonymised(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", "鄢懿翀"), Bureau.Row("h2")));
        using var one = As(bureau, "one");
        using var two = As(bureau, "two");
        var ids = new List<string>();
        while (ids.Count < 2)
        {
            ids.Add(await AskAsync(one, new { purpose = "visit", reason = "x", fields = (string[])["id", "name"] }));
            await DecideAsync(two, ids[^1], "approve");
            await ReadyAsync(two, ids[^1]);
            bureau.Time.Pass(TimeSpan.FromHours(71));
        }
        Assert.Contains("鄢懿翀", string.Join('\n', await FileAsync(one, ids[1])), StringComparison.Ordinal);
        await ExpireAsync(bureau);
        Assert.Equal("export-has-expired", await ToldAsync(await one.GetAsync($"{Exports}/{ids[0]}/file")));
        Assert.Equal("gone export-has-expired", $"{(await OneAsync(one, ids[0]))["state"]} {(await OneAsync(one, ids[0]))["gone"]}");
        Assert.Equal(4, (await FileAsync(one, ids[1])).Length);

        await bureau.PostAsync("register/h1/end", new { reason = "other", on = "2026-03-13" });
        await bureau.AnonymiseAsync("h1", "one");
        await bureau.AnonymiseAsync("h1", "two");
        Assert.Equal("household-was-anonymised", await ToldAsync(await one.GetAsync($"{Exports}/{ids[1]}/file")));
        Assert.DoesNotContain("鄢懿翀", await bureau.OpenedAsync(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_process_that_ends_amid_an_export_leaves_nothing_and_the_next_makes_it_whole(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Sample.Rows(1_200, seed: 7)));
        using (var one = As(bureau, "one"))
        using (var two = As(bureau, "two"))
        {
            var id = await AskAsync(one, new { purpose = "report", reason = "x", fields = (string[])["id", "name", "phone"] });
            Assert.Equal("queued", await DecideAsync(two, id, "approve"));
        }
        await bureau.RestartAsync(); // wherever the worker is
        using var again = As(bureau, "one");
        var export = JsonNode.Parse(await again.GetStringAsync(Exports))!["items"]![0]!;
        await ReadyAsync(again, (string)export["id"]!);
        var lines = await FileAsync(again, (string)export["id"]!);
        Assert.Equal(1_202, lines.Length);
        Assert.Equal(1_200, lines[2..].Select(Mark).Distinct().Count());
        Assert.All(lines[2..], line => Assert.Matches("^h[0-9]{6},.\\*\\*,138\\*\\*\\*\\*[0-9]{4},[0-9a-f]{32}$", line));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_nobody_decides_on_lapses_and_the_words_of_what_is_past_go_after_a_year(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1")));
        using var one = As(bureau, "one");
        using var two = As(bureau, "two");
        var (left, made) = (await AskAsync(one, new { purpose = "visit", reason = "鄢懿翀信访", fields = (string[])["id"] }), await AskAsync(one, new { purpose = "visit", reason = "鄢懿翀信访", fields = (string[])["id"] }));
        await DecideAsync(two, made, "approve", "同意鄢懿翀");
        await ReadyAsync(two, made);
        bureau.Time.Pass(TimeSpan.FromDays(14));
        await ExpireAsync(bureau);
        Assert.Equal("gone export-has-lapsed", $"{(await OneAsync(one, left))["state"]} {(await OneAsync(one, left))["gone"]}");
        Assert.Equal("export-waits-for-a-decision", await DecideAsync(two, left, "approve", version: 2));
        Assert.Contains("鄢懿翀", await bureau.OpenedAsync(), StringComparison.Ordinal);
        bureau.Time.Pass(TimeSpan.FromDays(366));
        await ExpireAsync(bureau);
        Assert.DoesNotContain("鄢懿翀", await bureau.OpenedAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await bureau.ActsAsync()).Count(it => it.Contains("export-forget", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_file_stays_when_a_household_of_another_area_is_anonymised_whose_id_lies_between(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.OtherStreet), Bureau.Row("h3")));
        await bureau.PostAsync("register/h2/end", new { reason = "other", on = "2026-03-10" });
        bureau.Time.Pass(TimeSpan.FromHours(2));
        using var one = As(bureau, "one", Role.Street, "320102002");
        using var two = As(bureau, "two");
        var id = await AskAsync(one, new { purpose = "visit", reason = "x", fields = (string[])["id"], active = (bool?)null });
        await DecideAsync(two, id, "approve");
        await ReadyAsync(two, id);
        await bureau.AnonymiseAsync("h2", "one");
        Assert.Equal("anonymised", await bureau.AnonymiseAsync("h2", "two"));
        Assert.Equal(4, (await FileAsync(one, id)).Length);
        await bureau.RetainAsync();
        Assert.Equal(0, (await bureau.VerifyAnonymisedAsync()).Holding);
    }

    static Task<bool> ExpireAsync(Bureau bureau) => bureau.DoAsync<ExpireExports, bool>(async expire =>
    {
        foreach (var id in await expire.SubjectsAsync(default)) await expire.DoAsync(id, default);
        return true;
    });

    static HttpClient As(Bureau bureau, string subject, string role = Role.CivilAffairs, string area = "320102") => bureau.Service.As(role, area, subject: subject);

    static async Task<string> AskAsync(HttpClient http, object body)
    {
        using var answer = await http.PostAsJsonAsync(Exports, body);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, said);
        return (string)JsonNode.Parse(said)!["id"]!;
    }

    static async Task<string> DecideAsync(HttpClient http, string id, string verb, string reason = "已核实", long version = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Exports}/{id}/{verb}") { Content = JsonContent.Create(new { reason }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        var told = await ToldAsync(answer);
        return told is "running" or "ready" ? "queued" : told; // a worker was quick
    }

    static async Task<string> ToldAsync(HttpResponseMessage answer) => Correcting.Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);

    static async Task<JsonNode> OneAsync(HttpClient http, string id) => JsonNode.Parse(await http.GetStringAsync($"{Exports}/{id}"))!;

    static Task ReadyAsync(HttpClient http, string id) => Eventually.HoldsAsync(async () => (string)(await OneAsync(http, id))["state"]! == "ready");

    static async Task<string[]> FileAsync(HttpClient http, string id)
    {
        using var answer = await http.GetAsync($"{Exports}/{id}/file");
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, said);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static string Mark(string line) => line[(line.LastIndexOf(',') + 1)..];

    static string Unmarked(string line) => line[..line.LastIndexOf(',')];
}
