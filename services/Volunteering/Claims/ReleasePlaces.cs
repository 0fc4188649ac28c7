using System.Linq.Expressions;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Ends open claims of one post and gives their places back. Runs inside its caller's transaction, and does not save.</summary>
sealed class ReleasePlaces(VolunteeringStore db)
{
    /// <returns>how many claims ended</returns>
    public async Task<int> ReleaseAsync(
        string post, Expression<Func<PostClaim, bool>> which, LeaveReason reason, string? note, CancellationToken stop)
    {
        var row = db.Posts.IgnoreQueryFilters().Where(it => it.Id == post);
        // Whoever takes or gives back a place changes the post first, so that no two of them see the same claims.
        await row.ExecuteUpdateAsync(change => change.SetProperty(it => it.Version, it => it.Version + 1), stop);
        var claims = await db.Claims.IgnoreQueryFilters().Where(it => it.Post == post && it.LeftAt == null).Where(which)
            .OrderBy(it => it.Id).ToListAsync(stop);
        foreach (var claim in claims)
        {
            claim.Leave(reason, note, db.Now);
            db.Announce(claim.ToldLeft(Wire.NameOf(reason)));
        }
        await row.ExecuteUpdateAsync(change => change.SetProperty(it => it.Taken, it => it.Taken - claims.Count), stop);
        db.Announce(new PostsChanged([await db.ToldAsync(post, stop)]));
        return claims.Count;
    }
}
