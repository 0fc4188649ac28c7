using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>Looks for households that may be one, verdicts and merges, as the bureau makes them.</summary>
static class Duplicating
{
    public const string Root = "/api/v1/households/duplicates";

    /// <summary>Has a look taken and waits until it is done.</summary>
    public static async Task<JsonNode> LookAsync(this Bureau bureau)
    {
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsync(Root + "/looks", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonNode look = null!;
        await Support.Eventually.HoldsAsync(async () =>
        {
            look = JsonNode.Parse(await http.GetStringAsync(answer.Headers.Location))!;
            return (string)look["state"]! is not ("queued" or "running");
        });
        Assert.True((string)look["state"]! == "done", $"{look} {string.Join("\n", bureau.Log.Errors)}");
        return look;
    }

    /// <summary>Pairs in the order in which they are listed, as <c>h1 h2 60</c>.</summary>
    public static async Task<string[]> PairsAsync(this Bureau bureau, string query = "", string role = Role.CivilAffairs, string area = "320102")
    {
        var (pairs, after) = (new List<string>(), "");
        while (true)
        {
            var page = await bureau.GetAsync($"{Root}?limit=500{query}{after}", role, area);
            pairs.AddRange(page["items"]!.AsArray().Select(it => $"{it!["one"]!["id"]} {it["other"]!["id"]} {it["score"]}"));
            if (page["next"] is null) return [.. pairs];
            after = "&after=" + Uri.EscapeDataString((string)page["next"]!);
        }
    }

    /// <summary>The status, or the rule by which it was refused.</summary>
    public static async Task<string> DistinctAsync(this Bureau bureau, string one, string other, string reason = "两代人分户", string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var answer = await http.PutAsJsonAsync($"{Root}/pairs/{one}/{other}/verdict", new { reason });
        return await SaidAsync(answer);
    }

    public static async Task<string> TakeBackAsync(this Bureau bureau, string one, string other, string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var answer = await http.DeleteAsync($"{Root}/pairs/{one}/{other}/verdict");
        return await SaidAsync(answer);
    }

    /// <summary>Looks at what a merge would do, and has it done.</summary>
    public static async Task<string> MergeAsync(this Bureau bureau, string keep, string other, object? input = null, string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var preview = await http.GetAsync($"{Root}/pairs/{keep}/{other}/merge?keep={keep}");
        if (!preview.IsSuccessStatusCode) return await SaidAsync(preview);
        return await MergeAsync(http, keep, other, input ?? new { keep }, preview.Headers.ETag!.Tag);
    }

    public static async Task<string> MergeAsync(HttpClient http, string keep, string other, object input, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Root}/pairs/{other}/{keep}/merge") { Content = JsonContent.Create(input) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await http.SendAsync(request);
        return await SaidAsync(answer);
    }

    static async Task<string> SaidAsync(HttpResponseMessage answer)
    {
        return answer.IsSuccessStatusCode ? $"{(int)answer.StatusCode}" : (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!;
    }

    /// <summary>Enters a household; each person is role, name and what else is said as JSON.</summary>
    public static async Task RegisterAsync(this Bureau bureau, string id, string persons, string more = "", string area = Bureau.First)
    {
        using var http = bureau.CivilAffairs;
        var said = $$"""{"id":"{{id}}","area":"{{area}}","asOf":"2026-03-01","persons":[{{persons}}]{{more}}}""";
        using var answer = await http.PostAsync("/api/v1/households/register", Pushing.Body(said, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
