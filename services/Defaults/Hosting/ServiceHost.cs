using System.IO.Compression;
using System.Net;
using Grpc.AspNetCore.Server.Model;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// What every process has: two ports (HTTP/1.1 and, since HTTP/2 cannot be negotiated in clear, gRPC beside it), limits,
/// health, errors, access, telemetry, OpenAPI. <c>Ports:Address</c> (127.0.0.1), <c>Ports:Http</c> and <c>Ports:Grpc</c>
/// (0: any free one).
/// </summary>
public static class ServiceHost
{
    /// <summary>Bytes of one gRPC message.</summary>
    const int most = 4 << 20;

    public static WebApplicationBuilder AddDefaults(this WebApplicationBuilder builder, string service)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, builder.Configuration));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.ConfigureHttpJsonOptions(json => Wire.Strict(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Problems>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Problems.Name(context.ProblemDetails));
        services.AddAccess(builder.Configuration);
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = most;
            grpc.CompressionProviders =
                [new GzipCompressionProvider(CompressionLevel.Fastest).Readable(most), new DeflateCompressionProvider(CompressionLevel.Fastest).Readable(most)];
            grpc.Interceptors.Add<RefusalInterceptor>();
        });
        services.RemoveAll(typeof(IServiceMethodProvider<>)).AddSingleton(typeof(IServiceMethodProvider<>), typeof(ReadableRequests<>));
        services.AddOpenApi(service, document => document.AddDocumentTransformer((it, _, _) =>
        {
            it.Info.Title = $"Pairing {service}";
            it.Info.Version = "v1";
            it.Servers = [];
            return Task.CompletedTask;
        }));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceCredentials>();
        services.TryAddSingleton<Neighbours>();
        services.AddBus(builder.Configuration, service);
        services.AddHealth();
        builder.AddTelemetry(service);
        // Messages of these carry request paths and SQL; the project logs what it wants known itself. EF calls each conflict
        // of two requests an error, which to us is an answer; what is one reaches whoever asked EF, and is logged there.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            .AddFilter("Grpc", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning);
        return builder;
    }

    /// <summary>The middleware and the endpoints that each process has, before those of the service.</summary>
    /// <param name="afterRouting">what looks at the endpoint before anybody asks who calls it</param>
    public static WebApplication UseDefaults(this WebApplication app, string service, Action<IApplicationBuilder>? afterRouting = null)
    {
        app.UseTraces();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseUtf8Only();
        app.UseFitStore();
        app.UseRouting();
        afterRouting?.Invoke(app);
        app.UseAuthentication();
        app.UseCaller();
        app.UseAuthorization();
        app.UseMiddleware<BodyHash>();
        app.UseReadableFrames();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (app.Services.GetRequiredService<IRelayEnd>() is InProcessEnd end) end.Join(service, app.Services.GetService<IHearing>());
        if (app.Services.GetService<IStoreProbe>() is not null) app.MapOutbox(service);
        if (app.Services.GetService<IParking>() is not null) app.MapParking(service);
        return app;
    }

    static void MapOutbox(this WebApplication app, string service) =>
        app.MapGet($"/api/v1/{service}/outbox", (IStoreProbe probe, CancellationToken stop) => probe.ReadAsync(stop))
            .For(Role.Administrator, Role.Service).WithSummary("Facts that still wait to be told, and those that are parked");

    static void Listen(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1 << 20;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxConcurrentConnections = 2_000;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 200;
        // A caller who has vanished amid a stream says no more; without asking, it would keep its place for ever.
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        var address = IPAddress.Parse(configuration["Ports:Address"] ?? "127.0.0.1");
        kestrel.Listen(address, configuration.GetValue("Ports:Http", 0), listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Listen(address, configuration.GetValue("Ports:Grpc", 0), listen => listen.Protocols = HttpProtocols.Http2);
    }
}
