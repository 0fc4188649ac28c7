using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

/// <summary>
/// gRPC channels to the neighbours, at <c>Neighbours:&lt;service&gt;</c>; one a service, kept. Several addresses, with
/// semicolons between them, are replicas: calls go to those that answer, in turn.
/// </summary>
public sealed class Neighbours(IConfiguration configuration) : IDisposable
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, GrpcChannel> channels = new(StringComparer.Ordinal);

    public GrpcChannel To(string service) => channels.GetOrAdd(service, name =>
    {
        var addresses = configuration[$"Neighbours:{name}"] ?? throw new InvalidOperationException($"Neighbours:{name} is not configured");
        return addresses.Contains(';') ? ToReplicas(addresses.Split(';')) : GrpcChannel.ForAddress(addresses, new GrpcChannelOptions { MaxReceiveMessageSize = most });
    });

    const int most = 16 << 20;

    static GrpcChannel ToReplicas(string[] addresses)
    {
        var replicas = addresses.Select(address => new Uri(address)).Select(address => new BalancerAddress(address.Host, address.Port)).ToArray();
        return GrpcChannel.ForAddress("static:///replicas", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = most,
            Credentials = ChannelCredentials.Insecure,
            ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
            ServiceProvider = new ServiceCollection().AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => replicas)).BuildServiceProvider(),
        });
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values) channel.Dispose();
    }
}
