using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Keeps members; whoever is no longer in service leaves its places, whoever moved takes its claims along.</summary>
sealed class WhenMembersChanged(VolunteeringStore db, ReleasePlaces release) : IWhen<MembersChanged>
{
    public async Task HearAsync(MembersChanged fact, CancellationToken stop)
    {
        var kept = await db.KeepNewestAsync(fact.Items.Select(MemberCopy.Of), stop);
        // Saved before the claims are read: from here on these rows are held, and no claim of theirs can slip in.
        await db.SaveChangesAsync(stop);
        await FollowMovesAsync([.. kept.Where(it => it.InService)], stop);
        await ReleaseAsync([.. kept.Where(it => !it.InService).Select(it => it.Id)], stop);
    }

    async Task ReleaseAsync(List<string> gone, CancellationToken stop)
    {
        var posts = await db.Claims.Where(it => gone.Contains(it.Person) && it.LeftAt == null)
            .Select(it => it.Post).Distinct().Order().ToListAsync(stop);
        foreach (var post in posts)
            await release.ReleaseAsync(post, it => gone.Contains(it.Person), LeaveReason.LeftService, note: null, stop);
    }

    async Task FollowMovesAsync(IReadOnlyList<MemberCopy> members, CancellationToken stop)
    {
        var ids = members.Select(it => it.Id).ToList();
        var claims = await db.Claims.Where(it => ids.Contains(it.Person) && it.LeftAt == null).ToListAsync(stop);
        var organizations = members.ToDictionary(it => it.Id, it => it.Organization, StringComparer.Ordinal);
        foreach (var claim in claims) claim.Organization = organizations[claim.Person];
    }
}
