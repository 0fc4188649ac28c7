using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Why a place is left, as the caller says it.</summary>
sealed record Leaving(LeaveReason Reason, string? Note = null);

/// <summary>A member leaves its place, or its organization or the post's community says so for it.</summary>
sealed class LeavePost(VolunteeringStore db, ReleasePlaces release)
{
    /// <exception cref="RefusedException">rule <c>claim-is-open</c></exception>
    public async Task<ClaimView> LeaveAsync(string id, Leaving leaving, CancellationToken stop)
    {
        var faults = new Faults("");
        if (leaving.Reason is LeaveReason.PostClosed or LeaveReason.LeftService) faults.Add(0, "reason", "reason-is-the-callers");
        PostTerms.CheckNote(faults, leaving.Note);
        faults.ThrowIfAny();
        var claim = Missing.IfNull(await db.Claims.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "claim-is-known");
        return await db.InOneAsync(async () =>
        {
            var left = await release.ReleaseAsync(claim.Post, it => it.Id == id, leaving.Reason, leaving.Note, stop);
            Refused.Unless(left == 1, "claim-is-open");
            await db.SaveChangesAsync(stop);
            return ClaimView.Of(await db.Claims.SingleAsync(it => it.Id == id, stop));
        }, stop);
    }
}
