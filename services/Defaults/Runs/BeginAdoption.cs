using Microsoft.EntityFrameworkCore;

namespace Defaults;

public static class BeginAdoption
{
    /// <summary>
    /// Leaves a run that is done to the workers, to be adopted. In one update: of those who ask at the same moment one begins
    /// it, and all are answered alike. Asked for again while it is being adopted, it goes on.
    /// </summary>
    /// <exception cref="RefusedException">rule <c>run-is-done</c></exception>
    public static async Task BeginAdoptionAsync<TRun>(this Store db, string id, CancellationToken stop) where TRun : Run
    {
        var begun = await db.Set<TRun>().Where(run => run.Id == id && run.State == RunState.Done).ExecuteUpdateAsync(change => change
            .SetProperty(run => run.State, RunState.Adopting)
            .SetProperty(run => run.Fault, (string?)null)
            .SetProperty(run => run.Attempts, 0)
            .SetProperty(run => run.Unreachable, 0), stop);
        Refused.Unless(begun == 1 || await db.Set<TRun>().AnyAsync(run => run.Id == id && run.State == RunState.Adopting, stop), "run-is-done");
    }
}
