using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Finds out who waits in a campaign, and for whom an alarm is due, from nothing but what stands in the store: a crash
/// forgets nobody. Where nothing has changed that costs two questions with an answer in an index; all
/// households are looked at after a run was adopted or the campaign changed, when the process has started, and now and then.
/// </summary>
sealed class GatherWaiting(MembersStore db, GatherAll all, GatherChanged changed, LooksSinceStart started, ReplacementPace pace)
{
    public async Task RunAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var adoptions = await db.AdoptedOf(campaign.Id).CountAsync(stop);
        var last = await db.Looks.AsNoTracking().SingleOrDefaultAsync(it => it.Campaign == campaign.Id, stop);
        if (last?.Holds(campaign.Version, adoptions, pace.All, db.Now) != true) await LookAtAllAsync(campaign, adoptions, stop);
        else if (!started.Has(campaign.Id)) await all.RunAsync(campaign, stop);
        started.Add(campaign.Id);
        await changed.RunAsync(campaign, stop);
    }

    async Task LookAtAllAsync(CampaignCopy campaign, int adoptions, CancellationToken stop)
    {
        var (number, now) = (await BeginAsync(campaign, adoptions, stop), db.Now);
        await all.RunAsync(campaign, stop);
        await db.Looks.Where(it => it.Campaign == campaign.Id && it.Number == number).ExecuteUpdateAsync(change => change.SetProperty(it => it.At, now), stop);
    }

    /// <summary>
    /// Whatever has changed so far will be seen, so that nobody need remember it. Where another replica is at it, or has died
    /// over it, what has changed since is remembered already. In a turn, as households that change are (<see cref="MarkUnseen"/>).
    /// </summary>
    async Task<long> BeginAsync(CampaignCopy campaign, int adoptions, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var look = await db.Looks.SingleOrDefaultAsync(it => it.Campaign == campaign.Id, stop);
        if (look is null) db.Add(look = new Look { Campaign = campaign.Id });
        if (!look.IsUnderWay(campaign.Version, adoptions))
        {
            look.Begin(campaign.Version, adoptions);
            await db.Unseen.Where(it => it.Campaign == campaign.Id).ExecuteDeleteAsync(stop);
        }
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        db.ChangeTracker.Clear();
        return look.Number;
    }
}
