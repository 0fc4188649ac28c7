using System.Security.Cryptography;
using Assessment;
using Defaults;
using Gateway;
using Households;
using Members;
using Organizations;
using Volunteering;

namespace Local;

/// <summary>
/// Every service and the gateway in this process: each an application of its own with its own store and its own free
/// ports, as in production, and one relay end in common instead of a broker.
/// </summary>
sealed class Platform : IAsyncDisposable
{
    readonly List<WebApplication> running = [];
    readonly InProcessEnd end = new([.. GatewayService.Services]);
    readonly SharedSettings settings;

    readonly HeldPort http;
    readonly HeldPort grpc;

    Platform(SharedSettings settings, HeldPort http, HeldPort grpc) => (this.settings, this.http, this.grpc) = (settings, http, grpc);

    /// <summary>The applications in the order in which they started, the gateway last.</summary>
    public IReadOnlyList<WebApplication> Applications => running;

    /// <summary>What a service shows at the token endpoint; made anew at each start and kept nowhere.</summary>
    public string SecretOf(string service) => settings[$"Services:{service}:Secret"];

    /// <summary>Where the gateway answers HTTP.</summary>
    public Uri Http => new($"http://127.0.0.1:{http.Number}");

    /// <summary>Where the gateway answers gRPC.</summary>
    public Uri Grpc => new($"http://127.0.0.1:{grpc.Number}");

    /// <param name="port">port of the gateway on 127.0.0.1, with gRPC on the next; 0 for any two free ones</param>
    /// <param name="more">settings beside those that follow from the folder and the ports</param>
    /// <exception cref="CannotStart">rule <c>port-is-free</c></exception>
    public static async Task<Platform> StartAsync(
        DataFolder folder, int port, CancellationToken stop, IReadOnlyDictionary<string, string?>? more = null)
    {
        var http = new HeldPort(port);
        var grpc = HoldNext(port, http);
        var settings = new Dictionary<string, string?>
        {
            ["Store:Provider"] = "sqlite",
            ["Store:Folder"] = folder.Path,
            ["Sealing:KeyFile"] = folder.At("sealing.key"),
            ["Access:Metadata"] = $"http://127.0.0.1:{http.Number}/.well-known/openid-configuration",
            ["Access:PublicAddress"] = $"http://127.0.0.1:{http.Number}",
            ["Access:TokenEndpoint"] = $"http://127.0.0.1:{http.Number}/connect/token",
        };
        foreach (var (key, value) in more ?? new Dictionary<string, string?>()) settings[key] = value;
        var platform = new Platform(new SharedSettings(settings), http, grpc);
        try
        {
            await platform.StartAllAsync(stop);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    async Task StartAllAsync(CancellationToken stop)
    {
        await Task.WhenAll(
            StartAsync(OrganizationsService.Name, it => it.AddOrganizations(), it => it.MapOrganizations(), OrganizationsService.MigrateAsync, stop),
            StartAsync(HouseholdsService.Name, it => it.AddHouseholds(), it => it.MapHouseholds(), HouseholdsService.MigrateAsync, stop),
            StartAsync(MembersService.Name, it => it.AddMembers(), it => it.MapMembers(), MembersService.MigrateAsync, stop),
            StartAsync(VolunteeringService.Name, it => it.AddVolunteering(), it => it.MapVolunteering(), VolunteeringService.MigrateAsync, stop),
            StartAsync(AssessmentService.Name, it => it.AddAssessment(), it => it.MapAssessment(), AssessmentService.MigrateAsync, stop));
        settings.Set("Ports:Http", $"{http.Number}");
        settings.Set("Ports:Grpc", $"{grpc.Number}");
        await StartAsync(GatewayService.Name, AddGateway, it => it.MapGateway(), GatewayService.MigrateAsync, stop);
    }

    void AddGateway(WebApplicationBuilder builder)
    {
        HeldPort.Give(builder.WebHost, http, grpc);
        builder.AddGateway();
    }

    static HeldPort HoldNext(int port, HeldPort first)
    {
        try
        {
            return new HeldPort(port == 0 ? 0 : port + 1);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    async Task StartAsync(
        string name, Action<WebApplicationBuilder> add, Action<WebApplication> map, Func<IServiceProvider, Task> migrate, CancellationToken stop)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new LogFile(Path.Combine(settings["Store:Folder"], "log.txt")));
        builder.Services.AddSingleton<IRelayEnd>(end);
        builder.Services.AddSingleton<IHostLifetime, StoppedByTheProcess>();
        settings.Set($"Services:{name}:Secret", Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        builder.Configuration.Sources.Add(settings);
        builder.Configuration.AddInMemoryCollection(Own(name));
        add(builder);
        var app = builder.Build();
        lock (running) running.Add(app);
        await migrate(app.Services);
        map(app);
        await app.StartAsync(stop);
        settings.Set($"Backends:{name}:Http", app.Urls.First());
        settings.Set($"Backends:{name}:Grpc", app.Urls.Last());
        settings.Set($"Neighbours:{name}", app.Urls.Last());
    }

    /// <summary>What one application is told and no other. The process's spans and meters are one lot: the gateway reports them for all, and each its own log.</summary>
    Dictionary<string, string?> Own(string name) => new()
    {
        [name == GatewayService.Name ? "Telemetry:Name" : "Telemetry:Signals"] = name == GatewayService.Name ? "pairing" : "logs",
        ["Access:ClientId"] = name,
        ["Access:ClientSecret"] = SecretOf(name),
    };

    /// <summary>The gateway first, so that nothing new comes in; the others finish what they have.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(running)) await app.StopAsync();
        foreach (var app in running) await app.DisposeAsync();
        http.Dispose();
        grpc.Dispose();
    }
}

/// <summary>Ctrl-C and SIGTERM are the process's affair, not each application's.</summary>
sealed class StoppedByTheProcess : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
