using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <param name="Wave">name of the wave whose organizations propose; the campaign's first when not given</param>
sealed record RunBody(string? Wave = null);

/// <summary>Queues a run of the engine for a campaign.</summary>
sealed class StartRun(OrganizationsStore db)
{
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>wave-is-known</c></exception>
    /// <exception cref="RefusedException">rule <c>campaign-area-in-scope</c>: a run pairs everybody in it</exception>
    public async Task<PairingRun> RunAsync(string campaignId, RunBody body, CancellationToken stop)
    {
        var campaign = Missing.IfNull(await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(it => it.Id == campaignId, stop), "campaign-is-known");
        Refused.Unless(db.Caller.Covers(campaign.Area), "campaign-area-in-scope");
        var wave = Missing.IfNull(campaign.Waves.FirstOrDefault(it => body.Wave is null || it.Name == body.Wave), "wave-is-known");
        var run = new PairingRun { Id = db.NewId(), Campaign = campaign.Id, Area = campaign.AreaPrefix, Wave = wave.Name, QueuedAt = db.Now };
        db.Add(run);
        await db.SaveChangesAsync(stop);
        return run;
    }
}
