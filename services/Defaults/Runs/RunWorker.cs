using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Works on queued runs and adopts those that somebody wants adopted, one at a time in each process. A run is taken by an
/// update that only one worker can win, under a lease that is renewed while the work goes on; when the process dies, the
/// lease ends and the run is taken again. On SQLite there is one process, so a run found taken at start is one that died.
/// </summary>
sealed partial class RunWorker<TStore, TRun, TJob>(
    IServiceScopeFactory scopes, RunBell<TRun> bell, TimeProvider time, ILogger<RunWorker<TStore, TRun, TJob>> log)
    : BackgroundService where TStore : Store where TRun : Run where TJob : class, IRunJob<TRun>
{
    /// <summary>A run that took this many workers with it is not tried again.</summary>
    const int MostAttempts = 20;

    const string tooOften = "run-comes-to-an-end";

    /// <summary>Attempts while a neighbour or the store cannot be reached, about a minute in all.</summary>
    const int MostUnreachable = 6;

    /// <summary>How many of those that are free it may find taken by others before it looks again.</summary>
    const int Tried = 16;

    /// <summary>For one statement of an adoption: its turn may come after that of another, which takes a minute for a million pairs.</summary>
    static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    static readonly TimeSpan look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan beat = TimeSpan.FromSeconds(1);
    static readonly TimeSpan lease = TimeSpan.FromSeconds(20);
    readonly string me = Guid.NewGuid().ToString("N");

    DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        var started = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!started) await FreeTheDeadAsync(stop);
                started = true;
                while (await WorkNextAsync(stop)) { }
            }
            catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Stumbled(log, typeof(TRun).Name, error.GetType().Name); // the store is away or busy: the lease ends, look again
            }
            await bell.WaitAsync(look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task FreeTheDeadAsync(CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        if (!db.Database.IsSqlite()) return;
        await db.Set<TRun>().Where(run => run.State == RunState.Running || run.State == RunState.Adopting)
            .ExecuteUpdateAsync(change => change.SetProperty(run => run.LeasedUntil, DateTime.UnixEpoch), stop);
    }

    /// <summary>One run; true when there may be more.</summary>
    async Task<bool> WorkNextAsync(CancellationToken stop)
    {
        if (await TakeAsync(stop) is not { } id) return false;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var progress = new RunProgress();
        var beating = BeatAsync(id, progress, lost);
        try
        {
            await WorkAsync(id, progress, lost.Token);
        }
        catch (Exception error) when (error is DbUpdateConcurrencyException or StaleException)
        {
            // Somebody took it over or cancelled it, or changed what it changes: what was done here is not saved.
            Lost(log, typeof(TRun).Name, id);
            await LeaveAsync(id, TimeSpan.Zero, stop);
        }
        catch (Exception) when (lost.IsCancellationRequested)
        {
            // By whatever name it comes: a neighbour's client calls the end of a call its own error.
            if (stop.IsCancellationRequested) await LeaveAsync(id, TimeSpan.Zero, CancellationToken.None);
            else Lost(log, typeof(TRun).Name, id);
        }
        catch (Exception error)
        {
            await StumbleAsync(id, error, stop);
        }
        finally
        {
            await lost.CancelAsync();
            await beating;
        }
        return !stop.IsCancellationRequested;
    }

    async Task<string?> TakeAsync(CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        var now = Now;
        var all = db.Set<TRun>();
        var free = all.Where(run => (run.State == RunState.Queued || run.State == RunState.Running && run.LeasedUntil <= now
                || run.State == RunState.Adopting && (run.LeasedUntil == null || run.LeasedUntil <= now))
            && !all.Any(part => part.Parent == run.Id && (part.State == RunState.Queued || part.State == RunState.Running)));
        free = scope.ServiceProvider.GetRequiredService<TJob>().InTurn(free, all);
        await using var locking = db.Database.IsNpgsql() ? await db.Database.BeginTransactionAsync(stop) : null;
        var oldest = await free.OrderBy(run => run.QueuedAt).ThenBy(run => run.Id).Select(run => run.Id).Take(Tried).ToListAsync(stop);
        foreach (var id in locking is null ? oldest : await UnlockedAsync(db, oldest, stop))
        {
            var until = now + lease;
            var won = await free.Where(run => run.Id == id).ExecuteUpdateAsync(change => change
                .SetProperty(run => run.State, run => run.State == RunState.Adopting ? RunState.Adopting : RunState.Running)
                .SetProperty(run => run.Worker, me)
                .SetProperty(run => run.LeasedUntil, until)
                .SetProperty(run => run.StartedAt, run => run.StartedAt ?? now)
                .SetProperty(run => run.Attempts, run => run.Attempts + 1), stop);
            if (won == 0) continue;
            if (locking is not null) await locking.CommitAsync(stop);
            return id;
        }
        return null;
    }

    /// <summary>
    /// The first that no other transaction holds, and locks it: who writes what came out of a large run may hold it for longer
    /// than its lease, and nobody need wait for that.
    /// </summary>
    static async Task<IReadOnlyList<string>> UnlockedAsync(TStore db, List<string> ids, CancellationToken stop)
    {
        var table = db.Model.FindEntityType(typeof(TRun))!.GetTableName();
        var sql = $$"""SELECT "Id" AS "Value" FROM "{{table}}" WHERE "Id" = ANY ({0}) ORDER BY "QueuedAt", "Id" LIMIT 1 FOR UPDATE SKIP LOCKED""";
        return await db.Database.SqlQueryRaw<string>(sql, ids).ToListAsync(stop);
    }

    /// <summary>Renews the lease and tells the progress while the work goes on; gives up when the run is no longer ours.</summary>
    async Task BeatAsync(string id, RunProgress progress, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(beat);
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(lost.Token);
                await using var scope = Scope(out var db);
                var (until, percent) = (Now + lease, progress.Percent);
                var ours = await Ours(db, id).ExecuteUpdateAsync(change => change
                    .SetProperty(run => run.LeasedUntil, until)
                    .SetProperty(run => run.Progress, run => run.State == RunState.Adopting ? run.Progress : percent), lost.Token);
                if (ours == 0) await lost.CancelAsync();
            }
            catch (Exception error) when (!lost.IsCancellationRequested)
            {
                Stumbled(log, typeof(TRun).Name, error.GetType().Name); // should the lease end, finishing saves nothing
            }
            catch (OperationCanceledException)
            {
                return; // the work is over
            }
        }
    }

    /// <summary>Leaves a run for whoever looks next, after a while.</summary>
    async Task LeaveAsync(string id, TimeSpan after, CancellationToken stop, int unreachable = 0)
    {
        await using var scope = Scope(out var db);
        var until = Now + after;
        await Ours(db, id).ExecuteUpdateAsync(change => change
            .SetProperty(run => run.LeasedUntil, until)
            .SetProperty(run => run.Unreachable, run => run.Unreachable + unreachable), stop);
    }

    IQueryable<TRun> Ours(TStore db, string id) =>
        db.Set<TRun>().Where(run => run.Id == id && (run.State == RunState.Running || run.State == RunState.Adopting) && run.Worker == me);

    AsyncServiceScope Scope(out TStore db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        db = scope.ServiceProvider.GetRequiredService<TStore>();
        return scope;
    }

    [LoggerMessage(LogLevel.Warning, "{Run} {Id} was cancelled, or taken over by another process")]
    static partial void Lost(ILogger log, string run, string id);

    [LoggerMessage(LogLevel.Warning, "The worker of {Run} stumbled over {Kind} and looks again")]
    static partial void Stumbled(ILogger log, string run, string kind);
}
