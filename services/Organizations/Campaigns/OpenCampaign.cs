using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Opens a campaign in the caller's area.</summary>
sealed class OpenCampaign(OrganizationsStore db)
{
    /// <exception cref="RefusedException">rule <c>id-is-unique</c></exception>
    public Task<CampaignReply> RunAsync(CampaignBody body, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var campaign = body.AsCampaign(db.NewId());
        if (!db.Caller.Covers(campaign.Area)) throw new InvalidException("area", "area-in-scope");
        var today = db.Today;
        var known = await db.Areas.AnyAsync(
            area => area.Code == campaign.Area && area.ValidFrom <= today && (area.ValidTo == null || today < area.ValidTo), stop);
        if (!known) throw new InvalidException("area", "area-is-known");
        Refused.Unless(!await db.Campaigns.IgnoreQueryFilters().AnyAsync(it => it.Id == campaign.Id, stop), "id-is-unique");
        db.Announce(campaign.AsFact());
        db.Add(campaign);
        await db.SaveChangesAsync(stop);
        return CampaignReply.Of(campaign);
    }, stop);
}
