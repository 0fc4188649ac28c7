using System.Diagnostics.Metrics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Forgets what has served its time, and watches the outbox. What the inbox and the requests remember is the guarantee that
/// nothing takes effect twice: whoever repeats a message or a request does so within <see cref="Kept"/>.
/// </summary>
sealed partial class Upkeep<TStore>(
    IServiceScopeFactory scopes, IStoreProbe probe, FactsRoute route, TimeProvider time, ILogger<Upkeep<TStore>> log)
    : BackgroundService where TStore : Store
{
    /// <summary>How long a message taken in and a request answered are remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>An outbox whose oldest fact is older than this is worth a warning.</summary>
    static readonly TimeSpan late = TimeSpan.FromMinutes(1);

    static readonly TimeSpan look = TimeSpan.FromSeconds(10);
    static readonly TimeSpan sweep = TimeSpan.FromHours(1);
    const int Part = 5_000;

    double oldest;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var meter = new Meter(Telemetry.Source.Name);
        // Said of the service, since one process may have several.
        meter.CreateObservableGauge("pairing.outbox.oldest", () => new Measurement<double>(oldest, new KeyValuePair<string, object?>("pairing.service", route.Service)),
            "s", "Age of the oldest fact that is not told yet");
        for (var swept = TimeSpan.Zero; !stop.IsCancellationRequested; swept = swept > TimeSpan.Zero ? swept - look : sweep)
        {
            try
            {
                oldest = (await probe.ReadAsync(stop)).OldestSeconds;
                if (oldest > late.TotalSeconds) Late(log, oldest);
                if (swept <= TimeSpan.Zero) await SweepAsync(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Away(log, error.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task SweepAsync(CancellationToken stop)
    {
        var until = time.GetUtcNow().UtcDateTime - Kept;
        await ForgetAsync<InboxRow>(row => row.At < until, stop);
        await ForgetAsync<RememberedRequest>(row => row.At < until, stop);
    }

    /// <summary>In parts, so that nobody waits for long.</summary>
    async Task ForgetAsync<TRow>(Expression<Func<TRow, bool>> old, CancellationToken stop) where TRow : class
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var rows = scope.ServiceProvider.GetRequiredService<TStore>().Set<TRow>();
        while (await rows.Where(old).Take(Part).ExecuteDeleteAsync(stop) == Part) { }
    }

    [LoggerMessage(LogLevel.Warning, "The oldest fact that is not told yet waits for {Seconds} s")]
    static partial void Late(ILogger log, double seconds);

    [LoggerMessage(LogLevel.Warning, "The store does not answer: {Kind}")]
    static partial void Away(ILogger log, string kind);
}
