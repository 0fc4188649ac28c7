using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Why a post is closed, as the caller says it.</summary>
sealed record Closing(CloseReason Reason, string? Note = null);

/// <summary>A community closes its post; whoever holds a place there leaves it.</summary>
sealed class ClosePost(VolunteeringStore db, ReleasePlaces release)
{
    /// <exception cref="RefusedException">rule <c>post-is-open</c></exception>
    public async Task<PostView> CloseAsync(string id, Closing closing, CancellationToken stop)
    {
        var faults = new Faults("");
        PostTerms.CheckNote(faults, closing.Note);
        faults.ThrowIfAny();
        var known = await db.OwnPosts.AnyAsync(it => it.Id == id, stop);
        if (!known) throw new MissingException("post-is-known");
        return await db.InOneAsync(async () =>
        {
            var now = db.Now;
            var closed = await db.OwnPosts.Where(it => it.Id == id && it.State == PostState.Open).ExecuteUpdateAsync(post => post
                .SetProperty(it => it.State, PostState.Closed)
                .SetProperty(it => it.ClosedAt, now)
                .SetProperty(it => it.ClosedFor, closing.Reason)
                .SetProperty(it => it.CloseNote, closing.Note), stop);
            Refused.Unless(closed == 1, "post-is-open");
            await release.ReleaseAsync(id, _ => true, LeaveReason.PostClosed, note: null, stop);
            await db.SaveChangesAsync(stop);
            return PostView.Of(await db.OwnPosts.AsNoTracking().SingleAsync(it => it.Id == id, stop));
        }, stop);
    }
}
