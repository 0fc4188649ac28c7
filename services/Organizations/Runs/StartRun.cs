using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <param name="Wave">name of the wave whose organizations propose; the campaign's first when not given</param>
/// <param name="Rules">for this run only; what is not given is the campaign's</param>
sealed record RunBody(string? Wave = null, PairingRules? Rules = null);

/// <summary>Queues a run of the engine for a campaign.</summary>
sealed class StartRun(OrganizationsStore db)
{
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>wave-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>campaign-area-in-scope</c>: a run pairs everybody in it; <c>campaign-has-not-ended</c></exception>
    /// <exception cref="InvalidException">for rules that a campaign could not have either</exception>
    public async Task<PairingRun> RunAsync(string campaignId, RunBody body, CancellationToken stop)
    {
        var campaign = Missing.IfNull(await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(it => it.Id == campaignId, stop), "campaign-is-known");
        Refused.Unless(db.Caller.Covers(campaign.Area), "campaign-area-in-scope");
        Refused.Unless(!campaign.HasEnded(db.Today), "campaign-has-not-ended");
        var wave = Missing.IfNull(campaign.Waves.FirstOrDefault(it => body.Wave is null || it.Name == body.Wave), "wave-is-known");
        var faults = new Faults("");
        var rules = MarketRules.OfOrganizations("rules", body.Rules?.Over(campaign.OrganizationRules) ?? campaign.OrganizationRules, faults);
        faults.ThrowIfAny();
        var run = new PairingRun
        {
            Id = db.NewId(), Campaign = campaign.Id, Area = campaign.AreaPrefix, Wave = wave.Name, Rules = rules, QueuedAt = db.Now,
        };
        db.Add(run);
        await db.SaveChangesAsync(stop);
        return run;
    }
}
