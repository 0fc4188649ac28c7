using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Takes facts from the outbox, hands them over, and only then deletes them: a crash repeats a fact, it never loses one.
/// No transaction is open while a fact is handed over. A fact that fails is tried again later, ever more seldom, while
/// the others pass; after <see cref="MostAttempts"/> it is parked, visible, for a person to decide.
/// </summary>
sealed partial class Relay<TStore>(
    IServiceScopeFactory scopes, OutboxBell<TStore> bell, IRelayEnd end, FactTypes types, TimeProvider time, ILogger<Relay<TStore>> log)
    : BackgroundService where TStore : Store
{
    const int Batch = 200;
    const int MostAttempts = 12;
    static readonly TimeSpan look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await RelayBatchAsync(stop)) { }
            }
            catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Stumbled(log, error.GetType().Name); // the store is away or busy: nothing is lost, look again
            }
            await bell.WaitAsync(look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One batch; true when there may be more.</summary>
    internal async Task<bool> RelayBatchAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<TStore>();
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await db.Outbox.AsNoTracking()
            .Where(row => row.ParkedAt == null && (row.NotBefore == null || row.NotBefore <= now))
            .OrderBy(row => row.Id).Take(Batch).ToListAsync(stop);
        var told = new List<Guid>(rows.Count);
        try
        {
            foreach (var row in rows)
                if (await TellAsync(row, stop)) told.Add(row.Id);
                else await PostponeAsync(db, row, now, stop);
        }
        finally
        {
            if (told.Count > 0) await db.Outbox.Where(row => told.Contains(row.Id)).ExecuteDeleteAsync(CancellationToken.None);
        }
        return told.Count > 0;
    }

    async Task<bool> TellAsync(OutboxRow row, CancellationToken stop)
    {
        using var most = CancellationTokenSource.CreateLinkedTokenSource(stop);
        most.CancelAfter(patience);
        using var activity = Telemetry.Source.StartActivity("relay " + row.Type, ActivityKind.Producer, row.TraceParent);
        try
        {
            await end.HandOverAsync(row.Id, JsonSerializer.Deserialize(row.Body, types.Of(row.Type), Wire.Json)!, most.Token);
            return true;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            NotTold(log, row.Type, row.Id, row.Attempts + 1, error.GetBaseException().GetType().Name);
            return false;
        }
    }

    static Task PostponeAsync(TStore db, OutboxRow row, DateTime now, CancellationToken stop)
    {
        var attempts = row.Attempts + 1;
        var again = now.AddSeconds(Math.Min(60, 0.25 * Math.Pow(2, attempts)));
        DateTime? parked = attempts >= MostAttempts ? now : null;
        return db.Outbox.Where(it => it.Id == row.Id).ExecuteUpdateAsync(change => change
            .SetProperty(it => it.Attempts, attempts)
            .SetProperty(it => it.NotBefore, again)
            .SetProperty(it => it.ParkedAt, parked), stop);
    }

    [LoggerMessage(LogLevel.Warning, "The relay stumbled over {Kind} and looks again")]
    static partial void Stumbled(ILogger log, string kind);

    [LoggerMessage(LogLevel.Warning, "{Fact} {Message} was not taken at attempt {Attempt}: {Kind}")]
    static partial void NotTold(ILogger log, string fact, Guid message, int attempt, string kind);
}

/// <summary>The facts of this system by name, as the outbox stores them.</summary>
public sealed class FactTypes(IEnumerable<System.Reflection.Assembly> assemblies)
{
    readonly Dictionary<string, Type> types = assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsPublic: true, IsAbstract: false, FullName: not null })
        .ToDictionary(type => type.FullName!, StringComparer.Ordinal);

    public Type Of(string name) => types.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"no fact is called {name}");
}
