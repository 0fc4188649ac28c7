using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads who waits for a helper; a community sees its own households.</summary>
sealed class FindWaiting(MembersStore db)
{
    /// <summary>In the order of ids, behind a cursor, with the campaign's limit.</summary>
    /// <exception cref="Defaults.MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<(IQueryable<Waiting> Rows, TimeSpan Limit)> OfAsync(string campaign, string? after, CancellationToken stop)
    {
        var known = await db.CampaignAsync(campaign, stop);
        var rows = db.Waiting.AsNoTracking().Where(it => it.Campaign == campaign && (after == null || it.Household.CompareTo(after) > 0));
        return (rows.OrderBy(it => it.Household), known.Limit);
    }
}
