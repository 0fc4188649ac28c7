using Contracts.Members;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>
/// Those whom an adopted run left idle are offered service posts. Of a campaign's runs the one adopted last counts, in
/// whatever order its packets and those of older runs arrive.
/// </summary>
sealed class WhenHelpersLeftIdle(VolunteeringStore db, FindOpenPosts find) : IWhen<HelpersLeftIdle>
{
    public async Task HearAsync(HelpersLeftIdle fact, CancellationToken stop)
    {
        if (!await IsNewestAsync(fact, stop)) return;
        var ids = fact.Items.Select(it => it.Member).ToList();
        var known = await db.Offers.Where(it => it.Campaign == fact.Campaign && ids.Contains(it.Person))
            .Select(it => it.Person).ToHashSetAsync(stop);
        var members = await db.Members.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Organization, stop);
        // A member may have moved since: news of it that came first is not undone.
        var offers = fact.Items.DistinctBy(it => it.Member).Where(it => !known.Contains(it.Member))
            .Select(it => it with { Organization = members.GetValueOrDefault(it.Member, it.Organization) })
            .Select(it => Offer.Of(fact.Campaign, fact.Run, fact.AdoptedAt, it)).ToList();
        db.AddRange(offers);
        await AnnounceAsync(fact.Campaign, offers, stop);
    }

    /// <summary>Forgets what an older run said; false when the fact itself is of an older run.</summary>
    async Task<bool> IsNewestAsync(HelpersLeftIdle fact, CancellationToken stop)
    {
        var round = await db.Rounds.SingleOrDefaultAsync(it => it.Campaign == fact.Campaign, stop);
        if (round is null) db.Add(OfferRound.Begin(fact.Campaign, fact.Run, fact.AdoptedAt));
        else if (!round.Hear(fact.Run, fact.AdoptedAt)) return false;
        await db.Offers.Where(it => it.Campaign == fact.Campaign && it.Run != fact.Run).ExecuteDeleteAsync(stop);
        return true;
    }

    async Task AnnounceAsync(string campaign, List<Offer> offers, CancellationToken stop)
    {
        var posts = await find.ForAsync(offers, stop);
        var held = await find.HeldByAsync(offers, stop);
        var items = offers.SelectMany(offer => posts.For(offer, held[offer.Person])
            .Select(it => new PostOffer(offer.Person, offer.Organization, it.Post.Id, it.Post.Area)));
        foreach (var part in items.Chunk(Packets.Most)) db.Announce(new PostsOffered(campaign, part));
    }
}
