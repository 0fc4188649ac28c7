using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Keeps members; whoever is no longer in service leaves its places, whoever moved takes its claims and offers along.</summary>
sealed class WhenMembersChanged(VolunteeringStore db, ReleasePlaces release) : IWhen<MembersChanged>
{
    public async Task HearAsync(MembersChanged fact, CancellationToken stop)
    {
        // From here on these rows are held, and no claim of theirs can slip in.
        var kept = await db.KeepNewestAsync(fact.Items.Select(MemberCopy.Of), stop);
        var news = fact.Items.ToLookup(it => (it.Id, it.Version));
        await FollowMovesAsync([.. kept.Where(it => it.InService).Select(it => news[(it.Id, it.Version)].First())], stop);
        await ReleaseAsync([.. kept.Where(it => !it.InService).Select(it => it.Id)], stop);
    }

    async Task ReleaseAsync(List<string> gone, CancellationToken stop)
    {
        var posts = await db.Claims.Where(it => gone.Contains(it.Person) && it.LeftAt == null)
            .Select(it => it.Post).Distinct().Order().ToListAsync(stop);
        foreach (var post in posts)
            await release.ReleaseAsync(post, it => gone.Contains(it.Person), LeaveReason.LeftService, note: null, stop);
    }

    async Task FollowMovesAsync(IReadOnlyList<MemberChange> members, CancellationToken stop)
    {
        var now = members.ToDictionary(it => it.Id, StringComparer.Ordinal);
        var claims = await db.Claims.Where(it => now.Keys.Contains(it.Person) && it.LeftAt == null).ToListAsync(stop);
        foreach (var claim in claims) claim.Organization = now[claim.Person].Organization;
        var offers = await db.Offers.Where(it => now.Keys.Contains(it.Person)).ToListAsync(stop);
        foreach (var offer in offers) offer.Move(now[offer.Person].Organization, now[offer.Person].Area);
    }
}
