using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Changes the rules of a campaign's markets; runs that come after it go by the new ones.</summary>
sealed class ChangeRules(OrganizationsStore db)
{
    /// <exception cref="MissingException">rule <c>campaign-is-known</c>: also for a campaign of a wider area than the caller's</exception>
    public async Task<CampaignReply> RunAsync(string id, long version, RulesBody body, CancellationToken stop)
    {
        var campaign = Missing.IfNull(await db.Campaigns.SingleOrDefaultAsync(it => it.Id == id, stop), "campaign-is-known");
        if (!db.Caller.Covers(campaign.Area)) throw new MissingException("campaign-is-known");
        ETag.Match(version, campaign.Version);
        var faults = new Faults("");
        var rules = body.Checked(campaign.Starts, faults);
        faults.ThrowIfAny();
        if ((rules, body.Ends) == ((campaign.OrganizationRules, campaign.MemberRules, campaign.ReplaceWithinDays ?? 0), campaign.Ends)) return CampaignReply.Of(campaign);
        (campaign.OrganizationRules, campaign.MemberRules, campaign.ReplaceWithinDays, campaign.Ends) = (rules.Organizations, rules.Members, rules.Days, body.Ends);
        db.Announce(campaign.AsFact());
        await db.SaveChangesAsync(stop);
        return CampaignReply.Of(campaign);
    }
}
