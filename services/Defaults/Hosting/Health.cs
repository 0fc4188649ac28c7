using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Alive while the process answers; ready while the store answers and may be served from. <c>/readyz</c> says in its detail
/// what each check found, and the log says it whenever it changes; over gRPC <see cref="HealthGrpc"/> says it.
/// </summary>
public static class Health
{
    /// <summary>Marks a check that readiness asks.</summary>
    internal const string Ready = "ready";

    static readonly string[] paths =
        ["/livez", "/startupz", "/readyz", $"/{Contracts.Health.V1.Health.Descriptor.FullName}/Check", $"/{Contracts.Health.V1.Health.Descriptor.FullName}/Watch"];

    /// <summary>Whether a request asks after health, which is answered whatever else is not.</summary>
    public static bool IsAskedBy(HttpContext http) => paths.Contains(http.Request.Path.Value);

    internal static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [Ready]);
        services.AddSingleton<Readiness>().AddSingleton<OwnHealth>().AddSingleton<IHealthSource>(provider => provider.GetRequiredService<OwnHealth>());
        services.AddHostedService<HealthWorker>();
    }

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGrpcService<HealthGrpc>().AllowAnonymous();
        app.MapHealthChecks("/livez", new() { Predicate = _ => false }).AllowAnonymous();
        foreach (var path in (string[])["/startupz", "/readyz"])
            app.MapHealthChecks(path, new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>A store that was found unfit is not served from, whoever sends requests past the check of readiness.</summary>
    internal static void UseFitStore(this WebApplication app)
    {
        if (app.Services.GetService<StoreCheck>() is not { } check) return;
        app.Use((http, next) => check.Unfit is { } rule && !IsAskedBy(http)
            ? throw new CannotServe(rule, "")
            : next(http));
    }

    static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        Status = report.Status == HealthStatus.Healthy ? "ready" : "not-ready",
        Checks = report.Entries.ToDictionary(it => it.Key, it => it.Value.Description ?? ""),
    });
}

sealed class StoreHealth(IServiceProvider provider) : IHealthCheck
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken stop = default)
    {
        if (provider.GetService<StoreCheck>() is not { } check) return HealthCheckResult.Healthy();
        using var most = CancellationTokenSource.CreateLinkedTokenSource(stop);
        most.CancelAfter(patience);
        try
        {
            return HealthCheckResult.Healthy($"oldest fact {(await check.AskAsync(most.Token)).OldestSeconds} s");
        }
        catch (CannotServe error)
        {
            return Broken(error.Rule);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Broken("store-is-reachable"); // it hangs, which is no better than being away
        }
    }

    static HealthCheckResult Broken(string rule) => HealthCheckResult.Unhealthy($"{rule}: {Texts.Of(rule)}");
}

/// <summary>
/// Asks itself whether it is ready, first before anything is served and then again and again, so that the log tells when
/// that changed and why, also where nobody asks.
/// </summary>
sealed partial class HealthWorker(Readiness readiness, ILogger<HealthWorker> log) : BackgroundService
{
    static readonly TimeSpan lookWhileReady = TimeSpan.FromSeconds(5);
    static readonly TimeSpan lookWhileNot = TimeSpan.FromSeconds(1);

    string? last;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(last == "" ? lookWhileReady : lookWhileNot, stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop
        }
    }

    async Task LookAsync(CancellationToken stop)
    {
        var wrong = await readiness.LookAsync(stop);
        if (wrong == last) return;
        last = wrong;
        if (wrong.Length == 0) IsReady(log);
        else IsNotReady(log, wrong);
    }

    [LoggerMessage(LogLevel.Information, "Ready")]
    static partial void IsReady(ILogger log);

    [LoggerMessage(LogLevel.Warning, "Not ready: {Why}")]
    static partial void IsNotReady(ILogger log, string why);
}
