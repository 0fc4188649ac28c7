using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;
using Support;
using static Households.Tests.Planting;

namespace Households.Tests;

/// <summary>Personal values are planted everywhere they can be entered, and found again nowhere but behind the mask.</summary>
public sealed class PlantedTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task No_planted_value_stands_in_the_store_in_facts_in_logs_or_in_what_is_answered(string provider)
    {
        var log = new WrittenLog();
        await using var bureau = await Bureau.OpenAsync(provider, builder => Log(builder, log));
        var answers = new StringBuilder();
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.Add("Idempotency-Key", "planted");
        foreach (var request in Requests())
            using (request)
            using (var answer = await http.SendAsync(request))
            {
                Assert.True((int)answer.StatusCode < 500, $"{request.Method} {request.RequestUri}: {answer.StatusCode}");
                answers.AppendLine($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
            }
        foreach (var path in (string[])["corrections", "corrections?mine=true", "register", "register/h1", "register/h2", "register/h1/need", "need-rule"])
            answers.AppendLine((await bureau.GetAsync("/api/v1/households/" + path)).ToJsonString(Wire.Json));
        await bureau.Told.WaitAsync(4);

        // The mask shows what it should, so the values did arrive.
        Assert.Contains("鄢**", answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("440***********0014", answers.ToString(), StringComparison.Ordinal);
        AssertNone("an answer", answers.ToString());
        AssertNone("a fact", bureau.Told.Text);
        Assert.NotEmpty(log.Text);
        AssertNone("a log", log.Text);
        var stored = await StoredAsync(bureau);
        Assert.Contains("h1", stored, StringComparison.Ordinal);
        AssertNone("the store", stored);
    }

    [Fact]
    public async Task The_search_finds_what_is_in_the_clear()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "households.db-wal"), "\u0000\u0001鄢懿翀\u0002");
        Assert.Throws<Xunit.Sdk.FailException>(() => AssertNone("the store", SqliteFiles(store.Folder)));
    }

    static IEnumerable<HttpRequestMessage> Requests()
    {
        const string root = "/api/v1/households/register";
        var row = Bureau.Row("h1", "鄢懿翀", "11010519491231002X", "13812345678", address: "鸬鹚巷七十七号", longitude: "118.812345", latitude: "32.054321");
        yield return new(HttpMethod.Post, root + "/import") { Content = Bureau.Csv(row, Bureau.Row("h3", idNumber: "11010519491231002X")) };
        yield return new(HttpMethod.Post, root + "/import?partial=true") { Content = Bureau.Csv(row.Replace("2026-03-01", "2026-03-02", StringComparison.Ordinal), "鄢懿翀,13812345678") };
        // Refused in every way: the values stand in what is refused.
        yield return new(HttpMethod.Post, root + "/import")
        {
            Content = Bureau.Csv(
                row.Replace("13812345678", "13812345678鄢懿翀", StringComparison.Ordinal), row.Replace("002X,", "0021,", StringComparison.Ordinal),
                "\"鄢懿翀", row.Replace("32.054321", "鸬鹚巷七十七号", StringComparison.Ordinal), Bureau.Row("鄢懿翀", area: "13812345678", asOf: "鄢懿翀", crs: "鄢懿翀", needs: "鄢懿翀")),
        };
        yield return new(HttpMethod.Post, root + "/import") { Content = new StringContent("鄢懿翀\n", Encoding.UTF8, "text/csv") };
        var family = JsonNode.Parse("""
            {"id":"h2","area":"320102002001","asOf":"2026-03-01","address":"鸬鹚巷七十七号","longitude":118.812345,"latitude":32.054321,"persons":[
             {"role":"head","name":"澹台灭明","idNumber":"440524188001010014","phone":"025-84517777"},{"role":"child","name":"鄢懿翀","birth":"1976-05-06"}]}
            """)!;
        yield return new(HttpMethod.Post, root) { Content = JsonContent.Create(family) };
        var revised = new HttpRequestMessage(HttpMethod.Put, root + "/h2") { Content = JsonContent.Create(family) };
        revised.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        yield return revised;
        var refused = family.DeepClone();
        refused["id"] = "h4";
        refused["area"] = "鄢懿翀";
        refused["persons"]![0]!["idNumber"] = "440524188001010013";
        refused["persons"]![0]!["phone"] = "鄢懿翀";
        yield return new(HttpMethod.Post, root) { Content = JsonContent.Create(refused) };
        refused["asOf"] = "鄢懿翀";
        yield return new(HttpMethod.Post, root) { Content = JsonContent.Create(refused) };
        yield return new(HttpMethod.Post, root) { Content = new StringContent("""{"id":"h5","鄢懿翀":"13812345678"}""", Encoding.UTF8, "application/json") };
        foreach (var fields in (string[][])[["1.name=澹台灭明", "1.phone=025-84517777", "address=鸬鹚巷七十七号", "position=118.812345 32.054321", "1.idNumber=440524188001010014"], ["1.phone=鄢懿翀"], ["鄢懿翀=鄢懿翀"]])
            yield return new(HttpMethod.Post, "/api/v1/households/corrections") { Content = JsonContent.Create(Correcting.Body("h3", fields)) };
        yield return new(HttpMethod.Post, root + "/h2/end") { Content = JsonContent.Create(new { reason = "鄢懿翀", on = "2026-03-05" }) };
        yield return new(HttpMethod.Post, root + "/h2/end") { Content = JsonContent.Create(new { reason = "other", on = "2026-03-05" }) };
    }
}
