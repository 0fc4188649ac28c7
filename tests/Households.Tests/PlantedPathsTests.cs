using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Planting;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>Planted values go through pushes, history, duplicates, audits of accuracy, exports and anonymisation, and stand nowhere in the clear.</summary>
public sealed class PlantedPathsTests
{
    const string Api = "/api/v1/households/";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task No_planted_value_is_left_by_any_path_that_personal_values_take(string provider)
    {
        var log = new WrittenLog();
        await using var bureau = await Bureau.OpenAsync(provider, builder => Log(builder, log));
        var answers = new StringBuilder();
        await PushAsync(bureau, answers);
        await bureau.LookAsync();
        answers.AppendLine(await bureau.DistinctAsync("h1", "h2")).AppendLine(await bureau.MergeAsync("h1", "h6"));
        await AuditAsync(bureau, answers);
        await ExportAsync(bureau, answers);
        await ReadAsync(bureau, answers);
        AssertNone("an answer", answers.ToString());
        AssertNone("the store", await StoredAsync(bureau));

        await bureau.PostAsync("register/h1/end", new { reason = "other", on = "2026-03-10" });
        Assert.Equal("asked", await bureau.AnonymiseAsync("h1", "one"));
        Assert.Equal("anonymised", await bureau.AnonymiseAsync("h1", "two"));
        await bureau.RetainAsync();
        Assert.Equal(0, (await bureau.VerifyAnonymisedAsync()).Holding);
        await bureau.Told.WaitAsync(4);
        AssertNone("a fact", bureau.Told.Text);
        Assert.NotEmpty(log.Text);
        AssertNone("a log", log.Text);
    }

    /// <summary>Good rows, broken ones, rows that are parked, late ones; by lists and by lines.</summary>
    static async Task PushAsync(Bureau bureau, StringBuilder answers)
    {
        var row = Bureau.Row("h1", "鄢懿翀", "11010519491231002X", "13812345678", address: "鸬鹚巷七十七号", longitude: "118.812345", latitude: "32.054321", asOf: "2026-03-02");
        var twin = Bureau.Row("h2", "澹台灭明", "440524188001010014", "025-84517777", address: "鸬鹚巷七十七号", asOf: "2026-03-02");
        string[] lists =
        [
            Csv(row, twin, Bureau.Row("h6", "鄢懿翀", phone: "13812345678", asOf: "2026-03-02")),
            Csv(row.Replace("h1", "h3", StringComparison.Ordinal), row.Replace("13812345678", "13812345678鄢懿翀", StringComparison.Ordinal), row.Replace("002X,", "0021,", StringComparison.Ordinal)),
            Csv(row.Replace("2026-03-02", "2026-01-05", StringComparison.Ordinal).Replace("118.812345", "118.81", StringComparison.Ordinal), "\"鄢懿翀", Bureau.Row("鄢懿翀", area: "13812345678", asOf: "鄢懿翀", crs: "鄢懿翀", needs: "鄢懿翀")),
            "鄢懿翀,13812345678\n",
            Csv(row.Replace("2026-03-02", "2026-03-05", StringComparison.Ordinal).Replace("medical", "legal", StringComparison.Ordinal)),
        ];
        for (var number = 0; number < lists.Length; number++) await ReportedAsync(bureau, answers, await bureau.PushAsync($"{number}", lists[number]));
        const string line = """{"id":"h7","area":"320102002001","asOf":"2026-03-01","address":"鸬鹚巷七十七号","persons":[{"role":"head","name":"澹台灭明","phone":"025-84517777","birth":"1976-05-06"}]}""";
        await ReportedAsync(bureau, answers, await bureau.PushAsync("lines", $"{line}\n{line.Replace("025-84517777", "鄢懿翀", StringComparison.Ordinal)}\n{line.Replace("h7", "11010519491231002X", StringComparison.Ordinal)}\n{{\"鄢懿翀\":1}}\n", type: "application/x-ndjson"));
        Assert.Contains("parked", answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("kept-in-history", answers.ToString(), StringComparison.Ordinal);
    }

    static async Task ReportedAsync(Bureau bureau, StringBuilder answers, JsonNode batch)
    {
        answers.AppendLine(batch.ToJsonString(Wire.Json));
        foreach (var line in await bureau.ReportAsync(batch, doubtful: false)) answers.AppendLine(line);
    }

    /// <summary>What was found on the spot, and the correction that it becomes.</summary>
    static async Task AuditAsync(Bureau bureau, StringBuilder answers)
    {
        var audit = await bureau.PostAsync("accuracy-audits", new { area = "320102", margin = 1 }, System.Net.HttpStatusCode.Created);
        using var community = bureau.Community();
        foreach (var wrong in (object[])[new { field = "phone", person = 1, value = "025-84517777" }, new { field = "address", value = "鸬鹚巷七十七号" }, new { field = "phone", person = 1, value = "鄢懿翀" }])
        {
            using var answer = await community.PutAsJsonAsync($"{Api}accuracy-audits/{audit["id"]}/sample/h7", new { outcome = "wrong", evidence = "本人出示", wrong = (object[])[wrong] });
            answers.AppendLine(await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A list that may be taken away; what is in it is for who fetches it.</summary>
    static async Task ExportAsync(Bureau bureau, StringBuilder answers)
    {
        var asked = await bureau.PostAsync("exports", new { purpose = "visit", reason = "走访", fields = (string[])["id", "name", "idNumber", "phone", "address"] }, System.Net.HttpStatusCode.Created);
        using var chief = bureau.Service.As(Role.CivilAffairs, "320102", subject: "chief");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}exports/{asked["id"]}/approve") { Content = JsonContent.Create(new { reason = "同意" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var approved = await chief.SendAsync(request);
        answers.AppendLine(await approved.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(async () => (string)(await bureau.GetAsync($"/api/v1/households/exports/{asked["id"]}"))["state"]! == "ready");
        using var asker = bureau.CivilAffairs;
        Assert.Contains("鄢懿翀", await asker.GetStringAsync($"{Api}exports/{asked["id"]}/file"), StringComparison.Ordinal);
    }

    static async Task ReadAsync(Bureau bureau, StringBuilder answers)
    {
        foreach (var path in (string[])
            [
                "register", "register/h1", "register/h7", "register/h1/timeline", "register/h1/on/2026-01-05", "register/h1/sources", "register/h1/need", "parked-rows", "batches", "corrections",
                "duplicates", "duplicates/pairs/h1/h2", "duplicates/crowds", "freshness", "accuracy-audits", "exports", "retention", "statistics?of=households&rows=area&columns=category",
            ])
            answers.AppendLine((await bureau.GetAsync(Api + path)).ToJsonString(Wire.Json));
        foreach (var path in (string[])["audit?limit=500", "audit/verify", "retention/verify", "exports"])
            answers.AppendLine((await bureau.GetAsync(Api + path, Role.Auditor)).ToJsonString(Wire.Json));
        Assert.Contains("鄢**", answers.ToString(), StringComparison.Ordinal);
    }
}
