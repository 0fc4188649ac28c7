using Microsoft.EntityFrameworkCore;

namespace Defaults;

public static class CancelRun
{
    /// <summary>
    /// Cancels what is open, queued or running, its parts included, in one update: a worker that finishes at the same moment either comes first, and
    /// the run is done, or saves nothing. Whoever works on it finds out at the next beat and stops. Cancelled again, it
    /// stays as it is.
    /// </summary>
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">
    /// rules <c>part-is-cancelled-with-its-whole</c>: who sees a part only would end the run of all; <c>run-is-under-way</c>: it has finished, or is being adopted
    /// </exception>
    public static async Task CancelAsync<TRun>(this Store db, string id, CancellationToken stop) where TRun : Run
    {
        var (by, now) = (db.Caller.Subject, db.Now);
        Refused.Unless(!await db.Set<TRun>().AnyAsync(run => run.Id == id && run.Parent != null, stop), "part-is-cancelled-with-its-whole");
        await db.Set<TRun>().Where(run => (run.Id == id || run.Parent == id) && (run.State == RunState.Open || run.State == RunState.Queued || run.State == RunState.Running))
            .ExecuteUpdateAsync(change => change
                .SetProperty(run => run.State, RunState.Cancelled)
                .SetProperty(run => run.CancelledBy, by)
                .SetProperty(run => run.FinishedAt, now)
                .SetProperty(run => run.Worker, (string?)null)
                .SetProperty(run => run.LeasedUntil, (DateTime?)null), stop);
        var state = await db.Set<TRun>().Where(run => run.Id == id).Select(run => (RunState?)run.State).SingleOrDefaultAsync(stop)
            ?? throw new MissingException("run-is-known");
        Refused.Unless(state == RunState.Cancelled, "run-is-under-way");
    }
}
