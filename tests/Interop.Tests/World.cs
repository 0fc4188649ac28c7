using Assessment;
using Defaults;
using Gateway;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Households;
using Members;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Organizations;
using Support;
using Volunteering;

namespace Interop.Tests;

/// <summary>Every service and the gateway, real ones, each with a store of its own, and a small district in them.</summary>
public sealed class World : IAsyncDisposable
{
    public const string ServiceSecret = "what the members service shows";

    static readonly (string Name, Action<WebApplicationBuilder> Add, Action<WebApplication> Map, Func<IServiceProvider, Task> Migrate)[] services =
    [
        (OrganizationsService.Name, it => it.AddOrganizations(), it => it.MapOrganizations(), OrganizationsService.MigrateAsync),
        (HouseholdsService.Name, it => it.AddHouseholds(), it => it.MapHouseholds(), HouseholdsService.MigrateAsync),
        (MembersService.Name, it => it.AddMembers(), it => it.MapMembers(), MembersService.MigrateAsync),
        (VolunteeringService.Name, it => it.AddVolunteering(), it => it.MapVolunteering(), VolunteeringService.MigrateAsync),
        (AssessmentService.Name, it => it.AddAssessment(), it => it.MapAssessment(), AssessmentService.MigrateAsync),
    ];

    readonly Dictionary<string, WebApplication> applications = new(StringComparer.Ordinal);
    readonly Dictionary<string, TestStore> stores = new(StringComparer.Ordinal);
    readonly InProcessEnd end = new([.. GatewayService.Services]);

    World() { }

    public RecordedLog Log { get; } = new();
    public Uri Http => new(applications[GatewayService.Name].Urls.First());
    public Uri Grpc => new(applications[GatewayService.Name].Urls.Last());

    /// <summary>What can be asked of it, without personal data.</summary>
    internal Town Town { get; private set; } = null!;

    /// <summary>Each gRPC method that anybody of the platform serves, <c>/package.Service/Method</c>.</summary>
    public IReadOnlyList<string> Methods =>
    [
        .. applications.Values.SelectMany(app => app.Services.GetRequiredService<EndpointDataSource>().Endpoints)
            .Select(it => it.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The address of a service's store, where it is one of PostgreSQL.</summary>
    public string StoreOf(string service) => stores[service].Settings["Store:Connection"]!;

    public static async Task<World> OpenAsync(string provider)
    {
        var world = new World();
        await world.StartAsync(provider, GatewayService.Name, it => it.AddGateway(), it => it.MapGateway(), GatewayService.MigrateAsync);
        await Task.WhenAll(services.Select(it => world.StartAsync(provider, it.Name, it.Add, it.Map, it.Migrate)));
        var gateway = (IConfigurationRoot)world.applications[GatewayService.Name].Configuration;
        foreach (var (name, app) in world.applications.Where(it => it.Key != GatewayService.Name))
            (gateway[$"Backends:{name}:Http"], gateway[$"Backends:{name}:Grpc"]) = (app.Urls.First(), app.Urls.Last());
        gateway.Reload();
        world.Town = await Town.FillAsync(world.Http, Path.Combine(world.stores[GatewayService.Name].Folder, GatewayService.FirstAdministratorFile));
        return world;
    }

    async Task StartAsync(string provider, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map, Func<IServiceProvider, Task> migrate)
    {
        var store = await TestStore.ForServiceAsync(provider);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddProvider(Log)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // as in a process of its own: HealthWorker says it, once
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration.AddInMemoryCollection(name == GatewayService.Name ? GatewaySettings() : ServiceSettings(name));
        builder.Services.AddSingleton<IRelayEnd>(end);
        add(builder);
        var app = builder.Build();
        lock (applications) (stores[name], applications[name]) = (store, app);
        await store.MakeForAsync(app.Services, builder.Services);
        await migrate(app.Services);
        map(app);
        await app.StartAsync();
    }

    static Dictionary<string, string?> GatewaySettings() => new()
    {
        ["Ports:Http"] = "0",
        ["Ports:Grpc"] = "0",
        ["Limits:RequestsPerSecond"] = "100000", // many calls in a moment are these tests' affair, not an attack
        ["Limits:Burst"] = "100000",
        ["Limits:ProbeSeconds"] = "1",
        ["Passwords:Iterations"] = "1000",
        ["Services:members:Secret"] = ServiceSecret,
    };

    Dictionary<string, string?> ServiceSettings(string name) => new()
    {
        ["Access:Metadata"] = new Uri(Http, "/.well-known/openid-configuration").ToString(),
        ["Access:TokenEndpoint"] = new Uri(Http, "/connect/token").ToString(),
        ["Access:ClientId"] = name,
        ["Access:ClientSecret"] = ServiceSecret,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var app in applications.Values) await app.StopAsync();
        foreach (var app in applications.Values) await app.DisposeAsync();
        foreach (var store in stores.Values) await store.DisposeAsync();
        Log.Dispose();
    }
}

/// <summary>One world, on PostgreSQL, for all tests that leave it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class SharedWorld : ICollectionFixture<SharedWorld>, IAsyncLifetime
{
    public const string Name = "one world";

    internal World World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await World.OpenAsync("postgres");

    public async Task DisposeAsync() => await World.DisposeAsync();
}
