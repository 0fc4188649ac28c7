using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Which claims are asked for.</summary>
/// <param name="Post">only those of one post</param>
/// <param name="Open">true: places held now; false: places left</param>
sealed record ClaimsAsked(string? Post, bool? Open);

/// <summary>Gives claims that the caller may see.</summary>
sealed class ReadClaims(VolunteeringStore db)
{
    public async Task<ClaimView> FindAsync(string id, CancellationToken stop) =>
        ClaimView.Of(Missing.IfNull(await db.Claims.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "claim-is-known"));

    public async Task<Page<ClaimView>> ListAsync(ClaimsAsked asked, string? after, int? limit, CancellationToken stop)
    {
        var rows = Asked(asked);
        if (after is not null) rows = rows.Where(it => it.Id.CompareTo(after) > 0);
        var page = await rows.OrderBy(it => it.Id).PageAsync(limit, it => it.Id, stop);
        return new Page<ClaimView>([.. page.Items.Select(ClaimView.Of)], page.Next);
    }

    /// <summary>The whole list, row by row.</summary>
    public IAsyncEnumerable<ClaimView> All(ClaimsAsked asked) => Asked(asked).OrderBy(it => it.Id).AsAsyncEnumerable().Select(ClaimView.Of);

    IQueryable<PostClaim> Asked(ClaimsAsked asked)
    {
        var rows = db.Claims.AsNoTracking();
        if (asked.Post is not null) rows = rows.Where(it => it.Post == asked.Post);
        return asked.Open switch
        {
            true => rows.Where(it => it.LeftAt == null),
            false => rows.Where(it => it.LeftAt != null),
            null => rows,
        };
    }
}
