using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Microsoft.Extensions.Configuration;

namespace Defaults;

/// <summary>
/// The service's own token (OAuth 2 client credentials at <c>Access:TokenEndpoint</c>), for reading from a neighbour in
/// the background; fetched when needed and kept until a minute before it expires.
/// </summary>
public sealed class ServiceCredentials(IConfiguration configuration, TimeProvider time) : IDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    readonly SemaphoreSlim gate = new(1);
    (string Value, DateTime Until) token;

    public async Task<string> TokenAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            if (token.Until > time.GetUtcNow().UtcDateTime) return token.Value;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = configuration["Access:ClientId"] ?? "",
                ["client_secret"] = configuration["Access:ClientSecret"] ?? "",
            });
            using var answer = await http.PostAsync(configuration["Access:TokenEndpoint"], form, stop);
            answer.EnsureSuccessStatusCode();
            var issued = (await answer.Content.ReadFromJsonAsync<Issued>(stop))!;
            token = (issued.AccessToken, time.GetUtcNow().UtcDateTime.AddSeconds(issued.ExpiresIn - 60));
            return token.Value;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<Metadata> HeadersAsync(CancellationToken stop) => new() { { "authorization", $"Bearer {await TokenAsync(stop)}" } };

    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }

    sealed record Issued(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
