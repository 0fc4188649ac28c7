using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the list of one side: its own to itself, and any to who answers for its area.</summary>
sealed class FindChoices(OrganizationsStore db, FindCampaigns campaigns)
{
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>organization-is-known</c></exception>
    public async Task<ChoicesReply> OneAsync(string campaignId, string from, CancellationToken stop)
    {
        var campaign = await campaigns.OneAsync(campaignId, stop);
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(unit => unit.Id == from, stop);
        // The directory shows organs to communities, and the other way round; their choices it does not.
        if (unit is null || !unit.Is(db.Caller) && !db.Caller.Covers(unit.Area)) throw new MissingException("organization-is-known");
        var choices = await db.Choices.AsNoTracking().Where(it => it.Campaign == campaign.Id && it.Organization == from)
            .OrderBy(it => it.Rank).Select(it => it.Chosen).ToListAsync(stop);
        return new ChoicesReply(campaign.Id, from, choices);
    }
}
