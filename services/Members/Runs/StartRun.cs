using Contracts;
using Defaults;

namespace Members;

/// <param name="Rules">for this run only; what is not given is the campaign's</param>
/// <param name="Locked">false for a re-pairing, which may part what stands and says beforehand whom</param>
/// <param name="By"><c>district</c> for a market of each district by itself, all at once; one market when not given</param>
sealed record RunAsked(PairingRules? Rules = null, bool Locked = true, string? By = null);

/// <summary>Queues a run of the engine for a campaign; by district, a part of it for each.</summary>
sealed class StartRun(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    /// <exception cref="RefusedException">
    /// rules <c>campaign-area-in-scope</c>: a run pairs everybody in it; <c>campaign-has-not-ended</c>, <c>by-district-keeps-what-stands</c>, <c>area-has-districts</c>
    /// </exception>
    /// <exception cref="InvalidException">for rules that a campaign could not have either, and <c>code-is-known</c></exception>
    public async Task<PairingRun> RunAsync(string campaign, RunAsked asked, CancellationToken stop)
    {
        var known = await db.CampaignAsync(campaign, stop);
        Refused.Unless(known.AreaPrefix.StartsWith(db.Caller.Area, StringComparison.Ordinal), "campaign-area-in-scope");
        Refused.Unless(!known.HasEnded(db.Today), "campaign-has-not-ended");
        if (asked.By is not (null or "district")) throw new InvalidException("by", "code-is-known");
        var rules = EngineRules.Full(known.Rules, asked.Rules);
        var run = new PairingRun
        {
            Id = db.NewId(),
            Campaign = campaign,
            Area = known.AreaPrefix,
            Rules = rules,
            MayPart = !asked.Locked,
            ByDistrict = asked.By is not null,
            QueuedAt = db.Now,
        };
        db.Add(run);
        if (run.ByDistrict) await SplitAsync(run, stop);
        await db.SaveChangesAsync(stop);
        return run;
    }

    async Task SplitAsync(PairingRun run, CancellationToken stop)
    {
        Refused.Unless(!run.MayPart, "by-district-keeps-what-stands");
        var districts = await db.DistrictsOfAsync(run.Area, stop);
        Refused.Unless(districts.Count > 0, "area-has-districts");
        db.AddRange(districts.Select(district => new PairingRun
        {
            Id = RunRows.PartOf(run.Id, district),
            Parent = run.Id,
            Campaign = run.Campaign,
            Area = district,
            Rules = run.Rules,
            QueuedAt = run.QueuedAt,
        }));
    }
}
