using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Support;

namespace Members.Tests;

/// <summary>Adopting is asked for, and done by the service in its own time.</summary>
static class Adopting
{
    /// <summary>Has a run adopted, waits until it is, and gives what came of it.</summary>
    public static async Task<JsonNode> AdoptAsync(this District district, JsonNode run, object? asked = null, HttpClient? caller = null)
    {
        var ended = await district.AskAdoptionAsync(run, asked, caller);
        Assert.Equal("adopted ", $"{ended["state"]} {ended["fault"]}");
        return ended["adoption"]!;
    }

    /// <summary>Asks to have a run adopted, which must be taken, and gives it as it is shown once it is adopted or was refused.</summary>
    public static async Task<JsonNode> AskAdoptionAsync(this District district, JsonNode run, object? asked = null, HttpClient? caller = null)
    {
        using var http = caller ?? district.Department;
        var path = $"/api/v1/members/runs/{run["id"]}";
        using var answer = await http.PostAsync(path + "/adopt", asked is null ? null : JsonContent.Create(asked));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(path, answer.Headers.Location!.ToString());
        return await Eventually.IsAsync(async () =>
            JsonNode.Parse(await http.GetStringAsync(path)) is { } shown && (string?)shown["state"] != "adopting" ? shown : null);
    }
}
