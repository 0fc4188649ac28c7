using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Support;
using Xunit;

namespace SystemTests;

/// <summary>What a caller asks of the gateway, with an error that shows the answer when it is not a good one.</summary>
static class Asking
{
    public static async Task<JsonElement> DoAsync(this HttpClient http, string path, object? body = null)
    {
        using var answer = await http.PostAsJsonAsync(path, body ?? new { });
        return await ReadAsync(answer, path);
    }

    public static async Task<JsonElement> SeeAsync(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return await ReadAsync(answer, path);
    }

    /// <summary>Sends a list, every row of which must be taken.</summary>
    public static async Task SendAsync(this HttpClient http, string path, string list)
    {
        using var content = new StringContent(list, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using var answer = await http.PostAsync(path, content);
        var receipt = await ReadAsync(answer, path);
        Assert.Equal(0, receipt.GetProperty("faults").GetInt32());
    }

    /// <summary>Has a run adopted, waits until it is, and gives what came of it.</summary>
    public static async Task<JsonElement> AdoptAsync(this HttpClient http, string service, string run, TimeSpan? most = null)
    {
        var path = $"/api/v1/{service}/runs/{run}";
        await http.DoAsync(path + "/adopt");
        await Eventually.HoldsAsync(async () => (await http.SeeAsync(path)).Text("state") != "adopting", most);
        var ended = await http.SeeAsync(path);
        Assert.Equal("adopted ", $"{ended.Text("state")} {ended.Text("fault")}");
        return ended.GetProperty("adoption");
    }

    public static string Id(this JsonElement item) => item.GetProperty("id").GetString()!;

    public static string Text(this JsonElement item, string name) => item.GetProperty(name).GetString()!;

    static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, string path)
    {
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {said}");
        return JsonSerializer.Deserialize<JsonElement>(said);
    }
}
