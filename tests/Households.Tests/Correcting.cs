using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>Corrections as those ask for them who know the household, and decide on them who may.</summary>
static class Correcting
{
    public const string Root = "/api/v1/households/corrections";

    /// <summary>A community that knows the household, a street above it, the bureau.</summary>
    public static HttpClient Community(this Bureau bureau, string area = Bureau.First) => bureau.Service.As(Role.Community, area);

    public static HttpClient Street(this Bureau bureau) => bureau.Service.As(Role.Street, "320102002");

    public static HttpClient Member(this Bureau bureau, string member) => bureau.Service.As(Role.Member, "320102", "o1", member);

    /// <summary>Asks for fields, each as <c>address=…</c> or <c>1.phone=…</c> with the person's number.</summary>
    public static async Task<(int Status, JsonNode Said)> AskAsync(HttpClient http, string household, params string[] fields)
    {
        using var answer = await http.PostAsJsonAsync(Root, Body(household, fields));
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public static object Body(string household, params string[] fields) => new
    {
        household, reason = "入户时发现", evidence = "本人出示证件", fields = fields.Select(it =>
        {
            var (name, value) = (it[..it.IndexOf('=', StringComparison.Ordinal)], it[(it.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            return new { field = name[(dot + 1)..], value, person = dot < 0 ? (int?)null : int.Parse(name[..dot], System.Globalization.CultureInfo.InvariantCulture) };
        }).ToArray(),
    };

    /// <summary>Asks for what must be taken, and gives its id.</summary>
    public static async Task<string> AskedAsync(HttpClient http, string household, params string[] fields)
    {
        var (status, said) = await AskAsync(http, household, fields);
        Assert.True(status is 200 or 201, said.ToJsonString());
        return (string)said["id"]!;
    }

    /// <summary>The state after it, or the rule by which it was refused.</summary>
    public static async Task<string> DecideAsync(HttpClient http, string id, string verb, object? body = null, long version = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/{id}/{verb}") { Content = JsonContent.Create(body ?? new { reason = "已核实" }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        return Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The state, or the rule; of bad input each fault as <c>field rule</c>.</summary>
    public static string Told(JsonNode said) => said["errors"] is JsonArray errors
        ? string.Join(", ", errors.Select(it => $"{it!["field"]} {it["rule"]}"))
        : (string?)said["state"] ?? (string)said["rule"]!;

    public static async Task<JsonNode> OneAsync(this Bureau bureau, string id) => await bureau.GetAsync($"{Root}/{id}");

    public static async Task<string[]> ListAsync(HttpClient http, string query = "") =>
        [.. JsonNode.Parse(await http.GetStringAsync(Root + query))!["items"]!.AsArray().Select(it => (string)it!["id"]!)];

    public static async Task<JsonNode> HouseholdAsync(this Bureau bureau, string id) => await bureau.GetAsync("/api/v1/households/register/" + id);

    /// <summary>The work that is done every few seconds.</summary>
    public static Task KeepAsync(this Bureau bureau) => bureau.DoAsync<KeepCorrections, bool>(async keep =>
    {
        foreach (var subject in await keep.SubjectsAsync(CancellationToken.None)) await keep.DoAsync(subject, CancellationToken.None);
        return true;
    });
}
