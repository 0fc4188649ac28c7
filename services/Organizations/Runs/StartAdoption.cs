using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Leaves a run to be adopted by whoever works on runs, where nothing speaks against it now.</summary>
sealed class StartAdoption(OrganizationsStore db, AdoptRun adopt)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>campaign-has-not-ended</c></exception>
    public async Task RunAsync(string id, CancellationToken stop)
    {
        var run = Missing.IfNull(await db.Runs.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        if (run.State == RunState.Adopting) return; // asked for already
        await adopt.CampaignOfAsync(run, stop);
        if (run.State == RunState.Done) await adopt.MindedAsync(run, stop);
        await db.BeginAdoptionAsync<PairingRun>(id, stop);
    }
}
