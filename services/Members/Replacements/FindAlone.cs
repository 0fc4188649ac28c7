using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>The rows that say who waits in a campaign.</summary>
static class FindAlone
{
    /// <summary>Active households of the campaign's area to whom somebody may be proposed.</summary>
    public static IQueryable<HouseholdCopy> ActiveIn(this MembersStore db, CampaignCopy campaign)
    {
        var (from, until) = (campaign.AreaPrefix, Scope.Until(campaign.AreaPrefix));
        return db.WithContact(db.Households.Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0));
    }

    /// <summary>All first helpers so far.</summary>
    public static IQueryable<Pairing> FirstsOf(this MembersStore db, CampaignCopy campaign)
    {
        var id = campaign.Id;
        return db.Pairings.Where(it => it.Campaign == id && it.Stage == 1);
    }

    public static IQueryable<Waiting> ListedOf(this MembersStore db, CampaignCopy campaign)
    {
        var id = campaign.Id;
        return db.Waiting.Where(it => it.Campaign == id);
    }

    /// <summary>Those whose alarm is due.</summary>
    public static IQueryable<Waiting> DueOf(this MembersStore db, CampaignCopy campaign)
    {
        var due = db.Now - campaign.Limit;
        return db.ListedOf(campaign).Where(it => it.AlarmedAt == null && it.Since <= due);
    }

    /// <summary>The first helpers so far of some, in one question.</summary>
    public static async Task<ILookup<string, Pairing>> FirstsAsync(
        this MembersStore db, CampaignCopy campaign, IReadOnlyCollection<string> households, CancellationToken stop)
    {
        var found = households.Count == 0 ? [] : await db.FirstsOf(campaign).AsNoTracking().Where(it => households.Contains(it.Household)).ToListAsync(stop);
        return found.ToLookup(it => it.Household, StringComparer.Ordinal);
    }
}
