using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Looks after the households that come to need a helper once a campaign's first run was adopted: gathers them, raises an
/// alarm for whoever waits beyond the limit, runs the engine for all of them together with everything that stands locked,
/// and proposes what it finds. Both sides confirm, as with every proposal. What is to be done follows from the store alone.
/// It is done in the turn that adoptions take too, so that replicas never do it twice; the turn is taken only where the
/// store says beforehand that there is something to do.
/// </summary>
sealed class ProposeReplacements(MembersStore db, GatherWaiting gather, AdoptRun adopt, ReplacementPace pace, RunBell<PairingRun> bell) : IRegularWork
{
    /// <summary>An ended campaign once more, so that nobody waits in it.</summary>
    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop)
    {
        var today = db.Today;
        var open = db.Campaigns.Where(it => it.Ends == null || it.Ends >= today || db.Waiting.Any(row => row.Campaign == it.Id)
            || db.Looks.Any(row => row.Campaign == it.Id) || db.Unseen.Any(row => row.Campaign == it.Id)).Select(it => it.Id);
        return await open.Where(id => db.Runs.Any(run => run.Campaign == id && run.State == RunState.Adopted)).OrderBy(id => id).ToListAsync(stop);
    }

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        var campaign = await db.CampaignAsync(subject, stop);
        if (campaign.HasEnded(db.Today))
        {
            await db.Waiting.Where(it => it.Campaign == subject).ExecuteDeleteAsync(stop);
            await db.Looks.Where(it => it.Campaign == subject).ExecuteDeleteAsync(stop);
            await db.Unseen.Where(it => it.Campaign == subject).ExecuteDeleteAsync(stop);
            return;
        }
        await gather.RunAsync(campaign, stop); // saved by itself: whatever becomes of the rest, alarms are raised
        if (await FinishAsync(subject, stop)) return; // what it found is seen by the next look
        if (await IsDueAsync(subject, stop)) await BeginAsync(campaign, stop);
    }

    /// <summary>A campaign has one at a time at most, whichever clock gave it its id.</summary>
    IQueryable<PairingRun> OpenOf(string campaign) => db.Runs.Where(
        it => it.Campaign == campaign && it.Replacement
            && (it.State == RunState.Queued || it.State == RunState.Running || it.State == RunState.Done || it.State == RunState.Adopting));

    /// <summary>
    /// Proposes what the replacement run found, unless another run was adopted since it looked; false where none is done. A
    /// person may ask for its adoption at any moment, without a turn: whoever first writes its row has it.
    /// </summary>
    async Task<bool> FinishAsync(string campaign, CancellationToken stop)
    {
        var done = OpenOf(campaign).Where(it => it.State == RunState.Done);
        if (!await done.AnyAsync(stop)) return false;
        await using var turn = await Turn.TakeAsync(db, stop);
        if (await done.ExecuteUpdateAsync(change => change.SetProperty(it => it.Progress, it => it.Progress), stop) == 0) return true; // another replica was faster, or a person
        var run = await done.SingleAsync(stop);
        if (await adopt.IsCurrentAsync(run, stop)) await adopt.ProposeAsync(run, stop);
        else
        {
            run.PutAside(db.Caller.Subject, db.Now);
            await db.HearAsync(run, [], stop);
            await db.SaveChangesAsync(stop);
        }
        await turn.CommitAsync(stop);
        return true;
    }

    async Task<bool> IsDueAsync(string campaign, CancellationToken stop)
    {
        if (await OpenOf(campaign).AnyAsync(stop)) return false;
        var open = db.Waiting.Where(it => it.Campaign == campaign && !it.IsProposed);
        var seen = open.Where(it => it.TriedAt == null).Select(it => (DateTime?)it.SeenAt);
        var tried = await open.MaxAsync(it => it.TriedAt, stop);
        var failed = tried is not null && await db.Runs.AnyAsync(run => run.State == RunState.Failed && run.Fault != PairMembers.Unproven
            && open.Any(row => row.Run == run.Id && row.TriedAt == tried), stop);
        return pace.IsDue(new(await seen.MinAsync(stop), await seen.MaxAsync(stop), tried, failed), db.Now);
    }

    async Task BeginAsync(CampaignCopy campaign, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        if (!await IsDueAsync(campaign.Id, stop)) return;
        // Who comes later is paired by what the others were: by the rules that somebody weighed and adopted.
        var rules = (await db.LastAdoptedAsync(campaign.Id, stop))?.Rules ?? EngineRules.Full(campaign.Rules, null);
        var run = new PairingRun
        {
            Id = db.NewId(),
            Campaign = campaign.Id,
            Area = campaign.AreaPrefix,
            // A first helper for whoever has none; second helpers are for the runs that people start.
            Rules = rules with { SecondPlace = false },
            Replacement = true,
            QueuedAt = db.Now,
        };
        db.Add(run);
        await db.SaveChangesAsync(stop);
        var (id, now) = (run.Id, db.Now);
        await db.Waiting.Where(it => it.Campaign == campaign.Id && !it.IsProposed)
            .ExecuteUpdateAsync(change => change.SetProperty(it => it.Run, id).SetProperty(it => it.TriedAt, now), stop);
        await turn.CommitAsync(stop);
        bell.Ring();
    }
}
