using System.Threading.Channels;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Works on a push: its rows stretch by stretch, then, of a full one, those whom it does not name. Each stretch is saved with
/// how far the push has come, so that whoever takes it over goes on from there.
/// </summary>
sealed class PushHouseholds(HouseholdsStore db, PrepareStretch prepare, TakeStretch take, EndUnlisted end, IServiceScopeFactory scopes) : IRunJob<Batch>
{
    /// <summary>One source's pushes go one after another, in the order in which they were handed in.</summary>
    public IQueryable<Batch> InTurn(IQueryable<Batch> free, IQueryable<Batch> all) => free.Where(batch => batch.State == RunState.Adopting
        || !all.Any(other => other.Line == batch.Line && other.Id != batch.Id
            && (other.State == RunState.Running && batch.State == RunState.Queued
                || (other.State == RunState.Queued || other.State == RunState.Running)
                && (other.QueuedAt < batch.QueuedAt || other.QueuedAt == batch.QueuedAt && other.Id.CompareTo(batch.Id) < 0))));

    public async Task WorkAsync(Batch batch, RunProgress progress, CancellationToken stop)
    {
        Refused.Unless(!batch.AllOrNothing || batch.Rejected == 0, "every-row-is-good"); // told already, by a process that ended then
        var named = new NamedHouseholds();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var stretches = Channel.CreateBounded<ReadStretch>(2);
        var reading = ReadAsync(batch, batch.Rows, named, stretches.Writer, ended.Token);
        try
        {
            await TakeAllAsync(batch, stretches.Reader, progress, stop);
            await reading;
        }
        catch (InvalidException unreadable)
        {
            await TellAsync(batch, unreadable.Faults, stop);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
        }
        if (batch.Mode == BatchMode.Full) await end.RunAsync(batch, named, stop);
    }

    /// <summary>
    /// One after another; while one is saved the next is prepared, if it has been read. It is prepared anew where somebody else has
    /// changed something since, or where what it comes to depends on the one before.
    /// </summary>
    async Task TakeAllAsync(Batch batch, ChannelReader<ReadStretch> stretches, RunProgress progress, CancellationToken stop)
    {
        await using var turn = new LongTurn(db);
        await using var aside = SystemScope();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (preparing, other) = (aside.ServiceProvider.GetRequiredService<PrepareStretch>(), aside.ServiceProvider.GetRequiredService<HouseholdsStore>());
        var (since, sinceAside) = (0, 0);
        async Task<PreparedStretch> AheadAsync(IReadOnlyList<PushedRow> rows)
        {
            sinceAside = await other.PlanAsGrowingAsync(rows.Count, sinceAside, ended.Token);
            return await preparing.RunAsync(batch, rows, ended.Token);
        }
        await db.PlanOnceAsync(stop);
        await other.PlanOnceAsync(stop);
        PreparedStretch? ahead = null, before = null;
        for (var read = await NextAsync(stretches, turn, stop); read is not null;)
        {
            var holds = await turn.TakeAsync(stop) && ahead is not null && !ahead.DependsOn(before!);
            // Where others wait each time, what is prepared ahead is prepared in vain each time.
            var next = turn is { Holds: true, WasAwaited: false } && stretches.TryRead(out var following) ? (Read: following, Preparing: AheadAsync(following.Rows)) : default;
            try
            {
                since = await db.PlanAsGrowingAsync(read.Rows.Count, since, stop);
                await take.RunAsync(batch, async () => before = holds ? ahead! : await prepare.RunAsync(batch, read.Rows, stop), stop);
            }
            catch
            {
                await ended.CancelAsync();
                await Task.WhenAny(next.Preparing ?? Task.CompletedTask); // it must not go on with a store that is given back
                throw;
            }
            progress.Reached(read.Percent);
            ahead = next.Preparing is null ? null : await next.Preparing;
            read = next.Read ?? await NextAsync(stretches, turn, stop);
        }
        await db.PlanEachAsync(stop);
    }

    /// <summary>Nobody has to wait for what is not read yet.</summary>
    static async Task<ReadStretch?> NextAsync(ChannelReader<ReadStretch> stretches, LongTurn turn, CancellationToken stop)
    {
        if (stretches.TryRead(out var read)) return read;
        await turn.LeaveAsync();
        return await stretches.WaitToReadAsync(stop) ? await stretches.ReadAsync(stop) : null;
    }

    AsyncServiceScope SystemScope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return scope;
    }

    /// <summary>Reads ahead while the stretches before are prepared and saved.</summary>
    async Task ReadAsync(Batch batch, int done, NamedHouseholds named, ChannelWriter<ReadStretch> stretches, CancellationToken stop)
    {
        Exception? broken = null;
        try
        {
            await using var scope = SystemScope();
            await foreach (var read in scope.ServiceProvider.GetRequiredService<ReadPushed>().StretchesAsync(batch, done, named, stop))
                await stretches.WriteAsync(read, stop);
        }
        catch (Exception error)
        {
            broken = error;
            throw;
        }
        finally
        {
            stretches.Complete(broken);
        }
    }

    /// <summary>Of a push that cannot be read its report says why.</summary>
    async Task TellAsync(Batch batch, Faults faults, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await take.KeepReportAsync(batch, [.. faults.List.Select(it => new RowReport(it.Line, "", RowOutcome.Rejected, [new RowNote(it.Field, it.Rule, "")]))], stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>What was handed in is forgotten, and its hashes kept: the same part again is still known.</summary>
    public Task WriteAsync(Batch run, CancellationToken stop) =>
        db.BatchParts.Where(part => part.Batch == run.Id).ExecuteUpdateAsync(change => change.SetProperty(part => part.Content, Array.Empty<byte>()), stop);

    public async Task AdoptAsync(Batch run, CancellationToken stop)
    {
        await end.AllAsync(run, stop);
        run.Adopt(db.Now);
    }
}
