using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>Pushes as the bureau's own system makes them.</summary>
static class Pushing
{
    public const string Root = "/api/v1/households/batches";
    public const string Header = Bureau.Header + ",ended_on,end_reason";

    /// <summary>A row that also says that the household has left the database.</summary>
    public static string Ended(string row, string on, string reason) => $"{row},{on},{reason}";

    public static string Csv(params string[] rows) =>
        string.Concat(rows.Prepend(Header).Select(row => (row.Count(c => c == ',') == 11 ? row + ",," : row) + "\n"));

    public static HttpClient System(this Bureau bureau, string subject = "welfare-system", string area = "320102") =>
        bureau.Service.As(Role.DepartmentSystem, area, subject: subject);

    public static StringContent Body(string text, string type = "text/csv")
    {
        var content = new StringContent(text, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    public static Task<HttpResponseMessage> SendAsync(
        HttpClient http, string number, string text, string mode = "changes", string asOf = "2026-03-10", string type = "text/csv", string source = "welfare", bool allOrNothing = false) =>
        http.PostAsync($"{Root}/whole?source={source}&number={number}&mode={mode}&asOf={asOf}&allOrNothing={allOrNothing}", Body(text, type));

    /// <summary>Pushes a list as a whole and waits until it has ended.</summary>
    public static async Task<JsonNode> PushAsync(
        this Bureau bureau, string number, string text, string mode = "changes", string asOf = "2026-03-10", string type = "text/csv", bool allOrNothing = false)
    {
        using var http = bureau.System();
        using var answer = await SendAsync(http, number, text, mode, asOf, type, allOrNothing: allOrNothing);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, said);
        var batch = await EndedAsync(http, (string)JsonNode.Parse(said)!["id"]!);
        Assert.DoesNotContain("came upon", string.Join("\n", bureau.Log.Errors), StringComparison.Ordinal);
        return batch;
    }

    public static async Task<JsonNode> EndedAsync(HttpClient http, string id)
    {
        JsonNode batch = null!;
        await Support.Eventually.HoldsAsync(async () =>
        {
            batch = JsonNode.Parse(await http.GetStringAsync($"{Root}/{id}"))!;
            return (string)batch["state"]! is not ("open" or "queued" or "running" or "adopting");
        });
        return batch;
    }

    public static string Counts(JsonNode batch) =>
        $"{batch["state"]}{batch["fault"]}: {batch["rows"]} rows, {batch["added"]} added, {batch["changed"]} changed, {batch["unchanged"]} unchanged, {batch["rejected"]} rejected, {batch["parked"]} parked";

    /// <summary>The report's lines as they are downloaded, without the header and the words of the rules.</summary>
    public static async Task<string[]> ReportAsync(this Bureau bureau, JsonNode batch, bool doubtful = true)
    {
        using var http = bureau.System();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var lines = (await http.GetStringAsync($"{Root}/{batch["id"]}/report?doubtful={doubtful}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("line,id,outcome,field,rule,value,message", lines[0]);
        return [.. lines[1..].Select(line => string.Join(' ', line.Split(',')[..6]).TrimEnd())];
    }
}
