using Defaults;

namespace Gateway;

/// <summary>The one front door: routes, accounts, tokens, limits.</summary>
public static class GatewayService
{
    public const string Name = "gateway";

    /// <summary>In <c>Store:Folder</c> after the first start, readable by its owner only: the user's name on the first line, the password on the second.</summary>
    public const string FirstAdministratorFile = "first-administrator.txt";

    /// <summary>The services behind the gateway, as they stand in paths, packages and configuration.</summary>
    public static readonly IReadOnlyList<string> Services = ["organizations", "members", "households", "volunteering", "assessment"];

    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        Texts.Load(typeof(GatewayService).Assembly);
        builder.Configuration["Ports:Http"] ??= "8080";
        builder.Configuration["Ports:Grpc"] ??= "8081";
        builder.AddDefaults(Name);
        var services = builder.Services;
        services.AddStore<GatewayStore, GatewaySqlite, GatewayPostgres>(builder.Configuration, Name);
        services.AddSingleton(new FactTypes([])); // it announces nothing
        var limits = Limits.Of(builder.Configuration);
        services.AddSingleton(limits);
        services.AddSingleton<Attempts>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Standings>();
        services.AddSingleton<IssueToken>();
        services.AddScoped<SignIn>();
        services.AddScoped<IssueClientToken>();
        services.AddScoped<RotateKey>();
        services.AddCallers();
        services.AddRateLimits(limits);
        services.AddRequestTimeouts();
        services.AddForwarding();
        // Said by the line that tells of the change of health; each failed question would be a line with its stack.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.None);
        services.AddHostedService<FirstStart>();
        services.AddHostedService<StandingWorker>();
        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseDefaults(Name);
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.MapSignInHttp();
        app.MapTokenHttp();
        app.MapKeysHttp();
        app.MapForwarding();
        return app;
    }

    public static Task MigrateAsync(IServiceProvider provider) => provider.MigrateStoreAsync<GatewayStore>();
}
