using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Who is to hold the place: a member says nothing or itself, an organization names one of its members.</summary>
sealed record Claiming(string? Member = null);

/// <summary>
/// A member, or its organization for it, claims a place. However many ask at once, the store counts them in one
/// conditional update, and an index lets a member hold one place at a post.
/// </summary>
sealed class ClaimPost(VolunteeringStore db)
{
    /// <exception cref="MissingException">the post, or the organization's member, is not there to see</exception>
    /// <exception cref="RefusedException">by the rule that the claim breaks</exception>
    public async Task<ClaimView> ClaimAsync(string id, string? member, CancellationToken stop)
    {
        var post = Missing.IfNull(await db.Posts.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "post-is-known");
        var claimant = await ClaimantAsync(member, stop);
        var claim = new PostClaim
        {
            Id = db.NewId(), Post = post.Id, Area = post.Area, At = db.Now,
            Person = claimant.Id, Organization = claimant.Organization,
        };
        return await db.InOneAsync(async () =>
        {
            await TakePlaceAsync(claim, stop);
            db.Add(claim);
            db.Announce(claim.Told());
            db.Announce(new PostsChanged([await db.ToldAsync(post.Id, stop)]));
            await db.SaveChangesAsync(stop);
            return ClaimView.Of(claim);
        }, stop);
    }

    async Task<MemberCopy> ClaimantAsync(string? member, CancellationToken stop)
    {
        var caller = db.Caller;
        var itself = caller.Reach == Reach.Person;
        Refused.Unless(!itself || member is null || member == caller.Member, "member-claims-for-itself");
        var id = itself ? caller.Member : member;
        if (id is null) throw new InvalidException("member", "member-is-named");
        var known = await db.Members.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop);
        if (!itself && known?.Organization != caller.Organization) throw new MissingException("member-is-known");
        Refused.Unless(known is { InService: true }, "member-is-in-service");
        return known!;
    }

    async Task TakePlaceAsync(PostClaim claim, CancellationToken stop)
    {
        // Changes nothing but holds the member's row: claiming and leaving the service cannot pass each other by.
        var held = await db.Members.IgnoreQueryFilters().Where(it => it.Id == claim.Person && it.InService)
            .ExecuteUpdateAsync(member => member.SetProperty(it => it.InService, true), stop);
        Refused.Unless(held == 1, "member-is-in-service");
        var twice = await db.Claims.IgnoreQueryFilters()
            .AnyAsync(it => it.Post == claim.Post && it.Person == claim.Person && it.LeftAt == null, stop);
        Refused.Unless(!twice, "member-holds-one-place-there");
        var today = db.Today;
        var taken = await db.Posts
            .Where(it => it.Id == claim.Post && it.State == PostState.Open && (it.Until == null || it.Until >= today) && it.Taken < it.Places)
            .ExecuteUpdateAsync(post => post
                .SetProperty(it => it.Taken, it => it.Taken + 1)
                .SetProperty(it => it.Version, it => it.Version + 1), stop);
        if (taken == 1) return;
        (await db.Posts.AsNoTracking().SingleAsync(it => it.Id == claim.Post, stop)).MayBeClaimed(today);
        throw new RefusedException("post-has-room");
    }
}
