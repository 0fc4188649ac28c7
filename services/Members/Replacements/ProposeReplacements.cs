using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Looks after the households that come to need a helper once a campaign's first run was adopted: gathers them, runs the
/// engine for all of them together with everything that stands locked, proposes what it finds, and raises an alarm for
/// whoever waits beyond the limit. Both sides confirm, as with every proposal. What is to be done follows from the store
/// alone, in the turn that adoptions take too, so that replicas never do it twice.
/// </summary>
sealed class ProposeReplacements(MembersStore db, GatherWaiting gather, AdoptRun adopt, ReplacementPace pace, RunBell<PairingRun> bell) : IRegularWork
{
    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) =>
        await db.Runs.Where(it => it.State == RunState.Adopted).Select(it => it.Campaign).Distinct().OrderBy(it => it).ToListAsync(stop);

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var campaign = await db.CampaignAsync(subject, stop);
        var begun = false;
        if (campaign.HasEnded(db.Today)) await db.Waiting.Where(it => it.Campaign == subject).ExecuteDeleteAsync(stop);
        else
        {
            var last = await FinishAsync(subject, stop);
            var waiting = await gather.RunAsync(campaign, stop);
            var underWay = last?.State is RunState.Queued or RunState.Running;
            begun = !underWay && pace.IsDue(waiting, failed: last?.State == RunState.Failed, db.Now);
            if (begun) Begin(campaign, waiting);
            Alarm(campaign, waiting);
            await db.SaveChangesAsync(stop);
        }
        await turn.CommitAsync(stop);
        if (begun) bell.Ring();
    }

    /// <summary>Proposes what the last replacement run found, unless another run was adopted since it looked; gives that run.</summary>
    async Task<PairingRun?> FinishAsync(string campaign, CancellationToken stop)
    {
        var run = await db.Runs.Where(it => it.Campaign == campaign && it.Replacement).OrderByDescending(it => it.Id).FirstOrDefaultAsync(stop);
        if (run?.State != RunState.Done) return run;
        var whys = await db.RunLefts.Where(it => it.Run == run.Id && it.Side == MarketSide.Household).ToDictionaryAsync(it => it.Subject, it => it.Reason, stop);
        if (await adopt.IsCurrentAsync(run, stop)) await adopt.ProposeAsync(run, stop);
        else
        {
            run.PutAside(db.Caller.Subject, db.Now);
            whys.Clear();
        }
        foreach (var row in await db.Waiting.Where(it => it.Campaign == campaign && it.Run == run.Id).ToListAsync(stop))
            row.Hear(whys.GetValueOrDefault(row.Household), db.Now);
        await db.SaveChangesAsync(stop);
        return run;
    }

    void Begin(CampaignCopy campaign, IReadOnlyList<Waiting> waiting)
    {
        var run = new PairingRun
        {
            Id = db.NewId(),
            Campaign = campaign.Id,
            Area = campaign.AreaPrefix,
            // A first helper for whoever has none; second helpers are for the runs that people start.
            Rules = EngineRules.Full(campaign.Rules, null) with { SecondPlace = false },
            Replacement = true,
            QueuedAt = db.Now,
        };
        db.Add(run);
        foreach (var row in waiting.Where(it => !it.IsProposed)) row.TakeUp(run.Id, db.Now);
    }

    void Alarm(CampaignCopy campaign, IReadOnlyList<Waiting> waiting)
    {
        foreach (var packet in waiting.Where(it => it.RaisesAlarm(campaign.Limit, db.Now)).OrderBy(it => it.Household, StringComparer.Ordinal).Chunk(500))
            db.Announce(new HouseholdsLeftWaiting(
                campaign.Id, [.. packet.Select(it => new WaitingHousehold(it.Household, it.Area, it.Since, it.WhyStill))]));
    }
}
