using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>What is done with a run that was taken, and what becomes of it.</summary>
sealed partial class RunWorker<TStore, TRun, TJob>
{
    async Task WorkAsync(string id, RunProgress progress, CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        var run = await db.Set<TRun>().SingleAsync(run => run.Id == id, stop);
        // Nobody asks for it at this moment: a trace of its own.
        using var span = Telemetry.Source.StartActivity((run.State == RunState.Adopting ? "adopt " : "run ") + typeof(TRun).Name);
        var job = scope.ServiceProvider.GetRequiredService<TJob>();
        await (run.State == RunState.Adopting ? AdoptAsync(db, job, run, stop) : FinishAsync(db, job, run, progress, stop));
        Tell(run);
    }

    async Task FinishAsync(TStore db, TJob job, TRun run, RunProgress progress, CancellationToken stop)
    {
        var ends = run.Attempts <= MostAttempts;
        if (ends)
        {
            await job.WorkAsync(run, progress, stop);
            run.Finish(Now);
        }
        else Fail(job, run, tooOften);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop); // first, since this is where a run that was taken over says so
        if (ends) await job.WriteAsync(run, stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>
    /// All in one transaction. The run's own row is written last: until then its lease is renewed, and who has taken it over
    /// finds nothing of this.
    /// </summary>
    static async Task AdoptAsync(TStore db, TJob job, TRun run, CancellationToken stop)
    {
        Refused.Unless(run.Attempts <= MostAttempts, tooOften);
        db.Database.SetCommandTimeout(patience);
        await using var turn = await Turn.TakeAsync(db, stop);
        await job.AdoptAsync(run, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
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
        if (run.State == RunState.Adopting) run.Keep(rule);
        else Fail(scope.ServiceProvider.GetRequiredService<TJob>(), run, rule);
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
        if (run.Fault is not { } rule) Ended(log, typeof(TRun).Name, run.Id, run.State);
        else if (run.State == RunState.Done) NotAdopted(log, typeof(TRun).Name, run.Id, rule);
        else Failed(log, typeof(TRun).Name, run.Id, rule);
    }

    static bool Unreachable(Exception error) =>
        error is HttpRequestException or RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded }
        || Problems.Unavailable(error);

    [LoggerMessage(LogLevel.Information, "{Run} {Id} ended: {State}")]
    static partial void Ended(ILogger log, string run, string id, RunState state);

    [LoggerMessage(LogLevel.Warning, "{Run} {Id} was not adopted: {Rule}")]
    static partial void NotAdopted(ILogger log, string run, string id, string rule);

    [LoggerMessage(LogLevel.Error, "{Run} {Id} failed: {Rule}")]
    static partial void Failed(ILogger log, string run, string id, string rule);

    [LoggerMessage(LogLevel.Error, "{Run} {Id} came upon {Kind}")]
    static partial void Broke(ILogger log, string run, string id, string kind, Exception error);
}
