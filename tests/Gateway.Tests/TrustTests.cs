using System.Net.Http.Json;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;

namespace Gateway.Tests;

/// <summary>A real service of Defaults behind the real gateway: what the gateway issues is what a service reads.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    TestStore store = null!;
    FrontDoor door = null!;
    WebApplication service = null!;

    public async Task InitializeAsync()
    {
        store = await TestStore.MakeAsync("sqlite");
        door = await FrontDoor.StartAsync(store);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Access:Metadata"] = new Uri(door.Http, "/.well-known/openid-configuration").ToString(),
            ["Access:TokenEndpoint"] = new Uri(door.Http, "/connect/token").ToString(),
            ["Access:ClientId"] = "members",
            ["Access:ClientSecret"] = FrontDoor.ServiceSecret,
        });
        builder.AddDefaults("members");
        service = builder.Build();
        service.UseDefaults("members");
        service.MapGet("/api/v1/members/me", (Caller caller) => TypedResults.Ok(caller)).ForEveryRole();
        service.MapGet("/api/v1/members/committee", () => "yes").For(Role.WorkCommittee);
        await service.StartAsync();
        door.Configuration["Backends:members:Http"] = service.Urls.First();
        door.Configuration["Backends:members:Grpc"] = service.Urls.Last();
        door.Configuration.Reload();
    }

    public async Task DisposeAsync()
    {
        await door.DisposeAsync();
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_service_sees_the_caller_whom_the_gateway_signed_in()
    {
        using var http = door.As(await door.PersonAsync("community-1", ["community"], "320102001001", "c1"));
        await Eventually.HoldsAsync(() => IsAsync(http, "/api/v1/members/me", 200));
        using var answer = await http.GetAsync("/api/v1/members/me");
        var caller = await answer.JsonAsync();
        Assert.Equal(("community-1", "320102001001", "c1", "area"), (
            caller.GetProperty("subject").GetString(), caller.GetProperty("area").GetString(),
            caller.GetProperty("organization").GetString(), caller.GetProperty("reach").GetString()));
        Assert.True(await IsAsync(http, "/api/v1/members/committee", 403));
        using var nobody = door.As(null);
        Assert.True(await IsAsync(nobody, "/api/v1/members/me", 401));
    }

    [Fact]
    public async Task A_service_reads_from_another_by_its_own_credentials()
    {
        var token = await service.Services.GetRequiredService<ServiceCredentials>().TokenAsync(CancellationToken.None);
        using var http = door.As(token);
        await Eventually.HoldsAsync(() => IsAsync(http, "/api/v1/members/me", 200));
        using var answer = await http.GetAsync("/api/v1/members/me");
        Assert.Equal("service:members", (await answer.JsonAsync()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task The_key_that_signs_next_is_known_to_the_service_before_it_signs()
    {
        using var administrator = door.As(await door.AdministratorAsync());
        using var rotated = await administrator.PostAsync("/api/v1/accounts/keys", null);
        Assert.Equal(201, (int)rotated.StatusCode);
        var from = (await rotated.JsonAsync()).GetProperty("from").GetDateTime();
        // A service reads the keys anew every few minutes; the notice is longer than that.
        var options = service.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>>().Get("Bearer");
        Assert.True(from - TimeProvider.System.GetUtcNow().UtcDateTime > options.AutomaticRefreshInterval);
    }

    static async Task<bool> IsAsync(HttpClient http, string path, int status)
    {
        using var answer = await http.GetAsync(path);
        return (int)answer.StatusCode == status;
    }
}
