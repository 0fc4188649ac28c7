using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>
/// Works on queued runs, one at a time in each process. A run is taken by an update that only one worker can win, under a
/// lease that is renewed while the work goes on; when the process dies, the lease ends and the run is taken again. On
/// SQLite there is one process, so a run found running at start is one that died.
/// </summary>
sealed partial class RunWorker<TStore, TRun, TJob>(
    IServiceScopeFactory scopes, RunBell<TRun> bell, TimeProvider time, ILogger<RunWorker<TStore, TRun, TJob>> log)
    : BackgroundService where TStore : Store where TRun : Run where TJob : class, IRunJob<TRun>
{
    /// <summary>A run that took this many workers with it is not tried again.</summary>
    const int MostAttempts = 20;

    /// <summary>Attempts while a neighbour or the store cannot be reached, about a minute in all.</summary>
    const int MostUnreachable = 6;

    /// <summary>How many of those that are free it may find taken by others before it looks again.</summary>
    const int Tried = 16;

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
        await db.Set<TRun>().Where(run => run.State == RunState.Running)
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
        catch (DbUpdateConcurrencyException)
        {
            Lost(log, typeof(TRun).Name, id); // somebody took it over or cancelled it: what was done here is not saved
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
        var free = all.Where(run => (run.State == RunState.Queued || run.State == RunState.Running && run.LeasedUntil <= now)
            && !all.Any(part => part.Parent == run.Id && (part.State == RunState.Queued || part.State == RunState.Running)));
        await using var locking = db.Database.IsNpgsql() ? await db.Database.BeginTransactionAsync(stop) : null;
        var oldest = await free.OrderBy(run => run.QueuedAt).ThenBy(run => run.Id).Select(run => run.Id).Take(Tried).ToListAsync(stop);
        foreach (var id in locking is null ? oldest : await UnlockedAsync(db, oldest, stop))
        {
            var until = now + lease;
            var won = await free.Where(run => run.Id == id).ExecuteUpdateAsync(change => change
                .SetProperty(run => run.State, RunState.Running)
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

    async Task WorkAsync(string id, RunProgress progress, CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("run " + typeof(TRun).Name); // nobody asks for it at this moment: a trace of its own
        await using var scope = Scope(out var db);
        var run = await db.Set<TRun>().SingleAsync(run => run.Id == id, stop);
        var job = scope.ServiceProvider.GetRequiredService<TJob>();
        var ends = run.Attempts <= MostAttempts;
        if (ends)
        {
            await job.WorkAsync(run, progress, stop);
            run.Finish(Now);
        }
        else Fail(job, run, "run-comes-to-an-end");
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop); // first, since this is where a run that was taken over says so
        if (ends) await job.WriteAsync(run, stop);
        await transaction.CommitAsync(stop);
        Tell(run);
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
                    .SetProperty(run => run.Progress, percent), lost.Token);
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

    async Task StumbleAsync(string id, Exception error, CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        if (await Ours(db, id).SingleOrDefaultAsync(stop) is not { } run) return;
        var unreachable = Unreachable(error);
        if (unreachable && run.Unreachable + 1 < MostUnreachable)
        {
            await LeaveAsync(id, TimeSpan.FromSeconds(Math.Pow(2, run.Unreachable)), stop, unreachable: 1);
            return;
        }
        var rule = unreachable ? "neighbour-is-reachable" : (string)Problems.Of(error).Extensions["rule"]!;
        if (rule == "internal-error") Broke(log, typeof(TRun).Name, id, error.GetType().Name, error);
        Fail(scope.ServiceProvider.GetRequiredService<TJob>(), run, rule);
        await db.SaveChangesAsync(stop);
        Tell(run);
    }

    void Fail(TJob job, TRun run, string rule)
    {
        run.Fail(rule, Now);
        job.Fail(run);
    }

    void Tell(TRun run)
    {
        if (run.Fault is { } rule) Failed(log, typeof(TRun).Name, run.Id, rule);
        else Ended(log, typeof(TRun).Name, run.Id, run.State);
    }

    static bool Unreachable(Exception error) =>
        error is HttpRequestException or RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded }
        || Problems.Unavailable(error);

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
        db.Set<TRun>().Where(run => run.Id == id && run.State == RunState.Running && run.Worker == me);

    AsyncServiceScope Scope(out TStore db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        db = scope.ServiceProvider.GetRequiredService<TStore>();
        return scope;
    }

    [LoggerMessage(LogLevel.Information, "{Run} {Id} ended: {State}")]
    static partial void Ended(ILogger log, string run, string id, RunState state);

    [LoggerMessage(LogLevel.Warning, "{Run} {Id} was cancelled, or taken over by another process")]
    static partial void Lost(ILogger log, string run, string id);

    [LoggerMessage(LogLevel.Warning, "The worker of {Run} stumbled over {Kind} and looks again")]
    static partial void Stumbled(ILogger log, string run, string kind);

    [LoggerMessage(LogLevel.Error, "{Run} {Id} failed: {Rule}")]
    static partial void Failed(ILogger log, string run, string id, string rule);

    [LoggerMessage(LogLevel.Error, "{Run} {Id} came upon {Kind}")]
    static partial void Broke(ILogger log, string run, string id, string kind, Exception error);
}
