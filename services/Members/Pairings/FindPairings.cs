using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads pairings; a community sees those of its households, an organ those of its members, a member its own.</summary>
sealed class FindPairings(MembersStore db)
{
    /// <summary>Of one campaign in the order of ids, behind a cursor; with <paramref name="past"/> those too that stand no longer.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<Pairing>> OfAsync(string campaign, bool past, string? after, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        return db.Pairings.AsNoTracking()
            .Where(it => it.Campaign == campaign && (past || it.Until == null) && (after == null || it.Id.CompareTo(after) > 0))
            .OrderBy(it => it.Id);
    }

    /// <exception cref="MissingException">rule <c>pairing-is-known</c></exception>
    public async Task<Pairing> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Pairings.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "pairing-is-known");
}
