using System.Net.Http.Headers;
using Defaults;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Support;

/// <summary>A real service on loopback ports, over a test store, trusting a test issuer.</summary>
public sealed class RunningService : IAsyncDisposable
{
    readonly WebApplication app;
    readonly TestIssuer issuer;

    RunningService(WebApplication app, TestIssuer issuer) => (this.app, this.issuer) = (app, issuer);

    public IServiceProvider Services => app.Services;
    public string HttpAddress => app.Urls.First();
    public string GrpcAddress => app.Urls.Last();

    /// <param name="add">the service's <c>Add…</c></param>
    /// <param name="map">the service's <c>Map…</c></param>
    /// <param name="migrate">brings the service's store to its newest migration</param>
    /// <param name="change">what the test wants otherwise: a fake clock, a shared relay end, a setting</param>
    public static async Task<RunningService> StartAsync(
        Action<WebApplicationBuilder> add, Action<WebApplication> map, Func<IServiceProvider, Task> migrate,
        TestStore store, TestIssuer issuer, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Access:Metadata"] = issuer.Address + "/.well-known/openid-configuration",
            ["Access:TokenEndpoint"] = issuer.Address + "/connect/token",
            ["Access:ClientId"] = "test",
            ["Access:ClientSecret"] = "test",
        });
        change?.Invoke(builder);
        add(builder);
        var app = builder.Build();
        await store.MakeForAsync(app.Services, builder.Services);
        await migrate(app.Services);
        map(app);
        await app.StartAsync();
        return new RunningService(app, issuer);
    }

    /// <summary>A caller with a token of this role; without a role, a caller without a token.</summary>
    public HttpClient As(string? role, string area = "", string? organization = null, string? member = null, string? subject = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(HttpAddress) };
        if (role is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(role, area, organization, member, subject: subject ?? $"{role}-{area}{organization}{member}"));
        return http;
    }

    public GrpcChannel Channel() => GrpcChannel.ForAddress(GrpcAddress);

    public Grpc.Core.Metadata Headers(string role, string area = "", string? organization = null, string? member = null, string subject = "tester") =>
        new() { { "authorization", "Bearer " + issuer.Token(role, area, organization, member, subject) } };

    /// <summary>Tells the service a fact as a relay would, and returns when it has taken effect.</summary>
    /// <exception cref="InvalidOperationException">when it was parked</exception>
    public async Task TellAsync(object fact, Guid? message = null)
    {
        var end = new InProcessEnd();
        end.Join("it", app.Services.GetRequiredService<IHearing>());
        await end.HandOverAsync([Delivery.Of(message ?? Guid.CreateVersion7(), fact)], CancellationToken.None);
        var state = await app.Services.GetRequiredService<IStoreProbe>().ReadAsync(CancellationToken.None);
        if (state.Parked > 0) throw new InvalidOperationException($"{fact.GetType().Name} was parked");
    }

    /// <summary>Stops it as a process is stopped; what it holds can still be asked for.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <summary>Stops first: a relay that is merely disposed of goes on for a moment, and its store is gone under it.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
