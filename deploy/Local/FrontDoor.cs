using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Defaults;

namespace Local;

/// <summary>A caller at the gateway, signed in with one account: what a person's browser or a department's system would do.</summary>
sealed class FrontDoor : IDisposable
{
    readonly HttpClient http;

    FrontDoor(HttpClient http) => this.http = http;

    public static async Task<FrontDoor> SignInAsync(Uri gateway, string user, string password, CancellationToken stop)
    {
        var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(10) };
        var door = new FrontDoor(http);
        var signed = await door.PostAsync("/sign-in", new { user, password }, stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signed.GetProperty("token").GetString());
        return door;
    }

    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken stop, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }, options: Wire.Json) };
        if (key is not null) request.Headers.Add(Idempotent.Header, key);
        using var answer = await http.SendAsync(request, stop);
        return await ReadAsync(answer, stop);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken stop)
    {
        using var answer = await http.GetAsync(path, stop);
        return await ReadAsync(answer, stop);
    }

    /// <summary>A list as CSV, as the service writes it.</summary>
    public async Task<string> GetCsvAsync(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await http.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode) await ReadAsync(answer, stop);
        return await answer.Content.ReadAsStringAsync(stop);
    }

    /// <summary>Sends a list; with <c>partial</c> in the path the receipt names the bad rows.</summary>
    public async Task<ImportReceipt> ImportAsync(string path, Stream list, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(list) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await http.SendAsync(request, stop);
        return (await ReadAsync(answer, stop)).Deserialize<ImportReceipt>(Wire.Json)!;
    }

    /// <exception cref="RefusedException">a 4xx or 5xx, by its rule</exception>
    static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        if (answer.StatusCode == HttpStatusCode.NoContent) return default;
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json"))
            throw new RefusedException(Status(answer));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        if (answer.IsSuccessStatusCode) return body;
        var rule = body.TryGetProperty("rule", out var named) ? named.GetString()! : Status(answer);
        if (body.TryGetProperty("errors", out var errors)) throw new ListRefused(rule, errors.Deserialize<List<ListedFault>>(Wire.Json)!);
        throw new RefusedException(rule) { Source = Status(answer) };
    }

    static string Status(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode} {answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath}";

    public void Dispose() => http.Dispose();
}

/// <summary>The gateway or a service refused a list or a body, with its faults.</summary>
sealed class ListRefused(string rule, IReadOnlyList<ListedFault> faults) : Exception(rule)
{
    public IReadOnlyList<ListedFault> Faults { get; } = faults;
}
