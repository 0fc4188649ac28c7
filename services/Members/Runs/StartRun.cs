using Contracts;
using Defaults;

namespace Members;

/// <param name="Rules">for this run only; what is not given is the campaign's</param>
/// <param name="Locked">false for a re-pairing, which may part what stands and says beforehand whom</param>
sealed record RunAsked(PairingRules? Rules = null, bool Locked = true);

/// <summary>Queues a run of the engine for a campaign.</summary>
sealed class StartRun(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    /// <exception cref="RefusedException">rule <c>campaign-area-in-scope</c>: a run pairs everybody in it</exception>
    /// <exception cref="InvalidException">for rules that a campaign could not have either</exception>
    public async Task<PairingRun> RunAsync(string campaign, RunAsked asked, CancellationToken stop)
    {
        var known = await db.CampaignAsync(campaign, stop);
        Refused.Unless(known.AreaPrefix.StartsWith(db.Caller.Area, StringComparison.Ordinal), "campaign-area-in-scope");
        var run = new PairingRun
        {
            Id = db.NewId(),
            Campaign = campaign,
            Area = known.AreaPrefix,
            Rules = EngineRules.Full(known.Rules, asked.Rules),
            MayPart = !asked.Locked,
            QueuedAt = db.Now,
        };
        db.Add(run);
        await db.SaveChangesAsync(stop);
        return run;
    }
}
