using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="ConfirmParting">that pairings which stand may end: needed where the run says that it would part any</param>
sealed record AdoptAsked(bool ConfirmParting = false);

/// <summary>Leaves a run to be adopted by whoever works on runs, where nothing speaks against it now.</summary>
sealed class StartAdoption(MembersStore db, AdoptRun adopt)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>parting-is-confirmed</c>, <c>part-is-adopted-with-its-whole</c>, <c>campaign-has-not-ended</c></exception>
    public async Task RunAsync(string id, AdoptAsked asked, CancellationToken stop)
    {
        var run = Missing.IfNull(await db.Runs.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        Refused.Unless(run.Parent is null, "part-is-adopted-with-its-whole");
        if (run.State == RunState.Adopting) return; // asked for already
        Refused.Unless(!(await db.CampaignAsync(run.Campaign, stop)).HasEnded(db.Today), "campaign-has-not-ended");
        Refused.Unless(run.State != RunState.Done || await adopt.IsCurrentAsync(run, stop), "run-is-current");
        Refused.Unless(!run.MayPart || asked.ConfirmParting || run.Figures?.Price?.Parted is null or 0, "parting-is-confirmed");
        Refused.Unless(!run.MayPart || run.State != RunState.Done || await adopt.IsAsItSawAsync(run, stop), "run-is-current");
        await db.BeginAdoptionAsync<PairingRun>(id, stop);
    }
}
