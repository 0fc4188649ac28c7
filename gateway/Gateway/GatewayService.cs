using Defaults;
using Grpc.AspNetCore.Server;

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
        var limits = Limits.Of(builder.Configuration);
        services.AddSingleton(limits);
        services.AddSingleton<Attempts>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Standings>();
        services.AddSingleton<IssueToken>();
        services.AddScoped<CreateAccount>();
        services.AddScoped<ChangeAccount>();
        services.AddScoped<SetPassword>();
        services.AddScoped<ProvePassword>();
        services.AddScoped<CreateClient>();
        services.AddScoped<ChangeClient>();
        services.AddScoped<SignIn>();
        services.AddScoped<IssueClientToken>();
        services.AddScoped<RotateKey>();
        services.AddCallers();
        services.AddRateLimits(limits);
        services.AddRequestTimeouts();
        services.AddForwarding();
        services.AddSingleton<ServiceStates>();
        services.AddSingleton<IHealthSource, FrontHealth>();
        services.Configure<GrpcServiceOptions>(grpc => grpc.IgnoreUnknownServices = true); // what is forwarded nowhere, UnknownPaths answers
        // Each failed question and each failed request would be a stack in the log; a change of health and Forwarding's own line say it.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.None)
            .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None);
        services.AddSingleton<FirstStart>().AddHostedService(provider => provider.GetRequiredService<FirstStart>());
        services.AddHealthChecks().AddCheck<FirstStartHealth>("accounts", tags: ["ready"]);
        services.AddHostedService<StandingWorker>();
        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseSecurityHeaders();
        FirstStartHealth.Use(app);
        app.UseApiPage();
        app.UseDefaults(Name, afterRouting: it => it.UseUnknownPaths());
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.MapLandingPage();
        app.MapSignInHttp();
        app.MapTokenHttp();
        app.MapKeysHttp();
        app.MapAccountsHttp();
        app.MapClientsHttp();
        app.MapForwarding();
        return app;
    }

    public static Task MigrateAsync(IServiceProvider provider) => provider.MigrateStoreAsync<GatewayStore>();
}
