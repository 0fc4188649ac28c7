using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the campaigns that hold where the caller is.</summary>
sealed class FindCampaigns(OrganizationsStore db)
{
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<Campaign> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "campaign-is-known");

    /// <summary>In the order of ids, behind a cursor.</summary>
    public IQueryable<Campaign> List(string? after)
    {
        var found = db.Campaigns.AsNoTracking();
        if (!string.IsNullOrEmpty(after)) found = found.Where(it => it.Id.CompareTo(after) > 0);
        return found.OrderBy(it => it.Id);
    }
}
