using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Defaults;

namespace SystemTests;

/// <summary>A platform that a process serves, seen through its front door with the accounts of its data folder.</summary>
sealed class Served(string data, int port)
{
    readonly Uri gateway = new($"http://127.0.0.1:{port}");

    public async Task<HttpClient> AsAsync(string user)
    {
        var password = user == "administrator"
            ? (await File.ReadAllLinesAsync(Path.Combine(data, "first-administrator.txt")))[1]
            : JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "sign-in.json"))).RootElement.EnumerateArray()
                .Single(account => account.GetProperty("user").GetString() == user).GetProperty("password").GetString()!;
        return await SignInAsync(user, password);
    }

    /// <summary>Makes an account of one role and signs it in.</summary>
    public async Task<HttpClient> NewAsync(HttpClient administrator, string user, string role, string area, string? organization = null, string? member = null)
    {
        var password = "a long password of " + user;
        await administrator.DoAsync("/api/v1/accounts", new { user, password, roles = new[] { role }, area, organization, member });
        return await SignInAsync(user, password);
    }

    async Task<HttpClient> SignInAsync(string user, string password)
    {
        var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(5) }; // lists of fifty thousand, on a busy machine
        using var answer = await http.PostAsJsonAsync("/sign-in", new { user, password });
        answer.EnsureSuccessStatusCode();
        var signed = await answer.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signed.GetProperty("token").GetString());
        return http;
    }

    /// <summary>All items of a paged list.</summary>
    public static async Task<List<JsonElement>> AllAsync(HttpClient http, string path)
    {
        var all = new List<JsonElement>();
        string? after = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"{path}{(path.Contains('?') ? '&' : '?')}limit=500{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return all;
    }

    public static async Task<string> CsvAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
