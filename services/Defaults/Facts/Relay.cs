using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Takes facts from the outbox, hands them over, and only then deletes them: a crash repeats a fact, it never loses one.
/// No transaction is open while facts are handed over. On PostgreSQL replicas share the work: each leases a batch that no
/// other holds, and a lease that lapses is anybody's. Whoever hears parks what it cannot take, so nothing here is given up.
/// </summary>
sealed partial class Relay<TStore>(
    IServiceScopeFactory scopes, OutboxBell<TStore> bell, IRelayEnd end, FactsRoute route, ILogger<Relay<TStore>> log)
    : BackgroundService where TStore : Store
{
    const int Batch = 200;
    static readonly TimeSpan look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        var pause = shortest;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await RelayBatchAsync(stop)) pause = shortest;
                await bell.WaitAsync(look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Stumbled(log, error.GetType().Name); // the store or the broker is away: nothing is lost, look again
                await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < longest ? pause * 2 : longest;
            }
            catch (OperationCanceledException)
            {
                // it stops; what was leased lapses
            }
        }
    }

    /// <summary>One batch; true when there was one, and so may be another.</summary>
    internal async Task<bool> RelayBatchAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<TStore>();
        var rows = await LeaseAsync(db, stop);
        if (rows.Count == 0) return false;
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        var ids = rows.ConvertAll(row => row.Id);
        try
        {
            await HandOverAsync(rows, stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            await ReleaseAsync(db, ids, stop);
            throw;
        }
        await db.Outbox.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(CancellationToken.None);
        return true;
    }

    async Task HandOverAsync(List<OutboxRow> rows, CancellationToken stop)
    {
        using var spans = new FactSpans(route);
        try
        {
            await end.HandOverAsync(rows.ConvertAll(row => row.AsDelivery(spans.Relay(row))), stop);
        }
        catch (Exception error)
        {
            spans.Fail(error);
            throw;
        }
    }

    static Task<List<OutboxRow>> LeaseAsync(TStore db, CancellationToken stop) => db.Database.IsNpgsql()
        ? db.Outbox.FromSql(
            $"""
            UPDATE outbox SET "LeasedUntil" = now() + interval '20 seconds' WHERE "Id" IN (
                SELECT "Id" FROM outbox WHERE "LeasedUntil" IS NULL OR "LeasedUntil" <= now() ORDER BY "Id" LIMIT {Batch} FOR UPDATE SKIP LOCKED)
            RETURNING "Id", "Type", "Body", "At", "TraceParent", "LeasedUntil"
            """).AsNoTracking().ToListAsync(stop)
        : db.Outbox.AsNoTracking().OrderBy(row => row.Id).Take(Batch).ToListAsync(stop); // one process has the file, and one relay

    static async Task ReleaseAsync(TStore db, List<Guid> ids, CancellationToken stop)
    {
        if (db.Database.IsNpgsql())
            await db.Outbox.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(change => change.SetProperty(row => row.LeasedUntil, (DateTime?)null), stop);
    }

    [LoggerMessage(LogLevel.Warning, "The relay stumbled over {Kind} and looks again")]
    static partial void Stumbled(ILogger log, string kind);
}
