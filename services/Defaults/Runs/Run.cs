using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Defaults;

/// <summary>How far a run has come. Only what is done can be adopted, only what is not finished cancelled.</summary>
public enum RunState
{
    Queued,
    Running,
    Done,
    Failed,
    Adopting,
    Adopted,
    Cancelled,

    /// <summary>What it is to work on is still being handed in; nobody takes it before it is queued.</summary>
    Open,
}

/// <summary>
/// Long work as a row: <c>open → queued → running → done | failed | cancelled</c>, the first only where something is handed in, then <c>done → adopting → adopted</c>, or back to <c>done</c>
/// where a rule refuses. What the service itself had run it adopts or cancels from <c>done</c>. The service's own run adds whom
/// it belongs to and what came out. State and worker are concurrency checks: whoever finishes or adopts a run that somebody
/// else has taken meanwhile saves nothing at all.
/// </summary>
public abstract class Run
{
    public required string Id { get; init; }

    /// <summary>The run that this one is a part of. A run with parts is worked on once all of them have ended, whoever worked on those.</summary>
    public string? Parent { get; init; }
    public RunState State { get; private set; }

    /// <summary>Percent, 0 to 100.</summary>
    public int Progress { get; private set; }

    /// <summary>How often a worker took it, to work on it or else to adopt it: more than once after a crash or while a neighbour was away.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many of these a neighbour or the store that could not be reached has ended.</summary>
    internal int Unreachable { get; private set; }

    /// <summary>Name of the rule that made it fail, or by which it was not adopted and is done as before; never a value.</summary>
    public string? Fault { get; private set; }

    public required DateTime QueuedAt { get; init; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? FinishedAt { get; private set; }
    public DateTime? AdoptedAt { get; private set; }

    /// <summary>The account or client that cancelled it; never a name.</summary>
    public string? CancelledBy { get; private set; }

    /// <summary>The process that works on it, and until when the others leave it alone.</summary>
    internal string? Worker { get; private set; }
    internal DateTime? LeasedUntil { get; private set; }

    /// <summary>What came out of it may be shown.</summary>
    public bool HasResults => State is RunState.Done or RunState.Adopting or RunState.Adopted;

    /// <summary>For one that is made before all that it is to work on is there.</summary>
    protected void HoldOpen() => State = RunState.Open;

    /// <summary>Part of its work is saved with this: that workers ended before says nothing of what is left.</summary>
    protected void GetFurther() => (Attempts, Unreachable) = (1, 0);

    /// <exception cref="RefusedException">rule <c>run-is-done</c></exception>
    public void Adopt(DateTime now)
    {
        Refused.Unless(State is RunState.Done or RunState.Adopting, "run-is-done");
        (State, AdoptedAt, Fault, Worker, LeasedUntil) = (RunState.Adopted, now, null, null, null);
    }

    /// <summary>Puts aside what was done and will not be adopted.</summary>
    /// <exception cref="RefusedException">rule <c>run-is-done</c></exception>
    public void PutAside(string by, DateTime now)
    {
        Refused.Unless(State == RunState.Done, "run-is-done");
        (State, CancelledBy, FinishedAt) = (RunState.Cancelled, by, now);
    }

    internal void Finish(DateTime now)
    {
        (State, Progress, FinishedAt, Worker, LeasedUntil) = (RunState.Done, 100, now, null, null);
    }

    internal void Fail(string rule, DateTime now)
    {
        (State, Fault, FinishedAt, Worker, LeasedUntil) = (RunState.Failed, rule, now, null, null);
    }

    /// <summary>Leaves it done, as it was before somebody wanted to have it adopted.</summary>
    internal void Keep(string rule)
    {
        (State, Fault, Worker, LeasedUntil) = (RunState.Done, rule, null, null);
    }

    /// <summary>For the service's <c>OnModelCreating</c>; the table and everything else is the service's.</summary>
    public static void Describe<TRun>(EntityTypeBuilder<TRun> row) where TRun : Run
    {
        row.HasKey(it => it.Id);
        row.Property(it => it.Id).HasMaxLength(64);
        row.Property(it => it.State).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        row.Property(it => it.Worker).HasMaxLength(64).IsConcurrencyToken();
        row.Property(it => it.LeasedUntil);
        row.Property(it => it.Unreachable);
        row.Property(it => it.Fault).HasMaxLength(100);
        row.Property(it => it.CancelledBy).HasMaxLength(200);
        row.Property(it => it.Parent).HasMaxLength(64);
        row.HasIndex(it => new { it.State, it.QueuedAt });
        row.HasIndex(it => it.Parent);
    }
}

/// <summary>
/// The work of a run. Leaves its results in the store unsaved: the worker saves them together with the run's state, in one
/// transaction. Done again from the start after a crash, so it has no other effect; or it saves part by part, each together
/// with how far the run has come, and goes on from there.
/// </summary>
public interface IRunJob<TRun> where TRun : Run
{
    Task WorkAsync(TRun run, RunProgress progress, CancellationToken stop);

    /// <summary>Of the runs that nobody works on, those whose turn it is; every one unless the work says otherwise.</summary>
    IQueryable<TRun> InTurn(IQueryable<TRun> free, IQueryable<TRun> all) => free;

    /// <summary>Writes what is too many rows for the change tracker, in that same transaction.</summary>
    Task WriteAsync(TRun run, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Tells of a run that has failed by its <see cref="Run.Fault"/>, in the save that says so.</summary>
    void Fail(TRun run)
    {
    }

    /// <summary>
    /// Adopts it (<see cref="Run.Adopt"/>) with all that follows, in a turn that the worker has taken and commits. Whatever may
    /// have changed since somebody asked for it is looked at again; a rule that refuses leaves the run done.
    /// </summary>
    Task AdoptAsync(TRun run, CancellationToken stop);
}

/// <summary>How far the work has come; told to the store now and then.</summary>
public sealed class RunProgress
{
    volatile int percent;

    public int Percent => percent;

    public void Reached(int value) => percent = Math.Clamp(value, 0, 99);
}
