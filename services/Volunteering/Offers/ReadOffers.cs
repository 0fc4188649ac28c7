using System.Globalization;
using System.Runtime.CompilerServices;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>A member left idle, and the posts that fit it best, at most five.</summary>
/// <param name="Held">places that the member holds by now</param>
sealed record OfferView(
    string Campaign, string Run, string Member, string Organization, string Area, DateTime At, int Held, IReadOnlyList<FittingPost> Posts);

/// <summary>Gives the offers that the caller may see, each with the posts that have room now.</summary>
sealed class ReadOffers(VolunteeringStore db, FindOpenPosts find)
{
    /// <summary>A page may hold fewer than its limit: members who have left the service are passed over.</summary>
    public async Task<Page<OfferView>> ListAsync(string? campaign, long? after, int? limit, CancellationToken stop)
    {
        var rows = db.Offers.AsNoTracking();
        if (campaign is not null) rows = rows.Where(it => it.Campaign == campaign);
        if (after is not null) rows = rows.Where(it => it.Number > after);
        var page = await rows.OrderBy(it => it.Number).PageAsync(limit, it => it.Number.ToString(CultureInfo.InvariantCulture), stop);
        var posts = await find.ForAsync(page.Items, stop);
        var held = await find.HeldByAsync(page.Items, stop);
        var gone = await GoneAsync(page.Items, stop);
        return new Page<OfferView>([.. page.Items.Where(it => !gone.Contains(it.Person)).Select(it => View(it, posts, held[it.Person]))], page.Next);
    }

    /// <summary>The whole list, page by page.</summary>
    public async IAsyncEnumerable<OfferView> All(string? campaign, [EnumeratorCancellation] CancellationToken stop)
    {
        long? after = null;
        do
        {
            var page = await ListAsync(campaign, after, Packets.Most, stop);
            foreach (var offer in page.Items) yield return offer;
            after = page.Next is { } next ? long.Parse(next, CultureInfo.InvariantCulture) : null;
        }
        while (after is not null);
    }

    Task<HashSet<string>> GoneAsync(IReadOnlyList<Offer> offers, CancellationToken stop)
    {
        var members = offers.Select(it => it.Person).ToList();
        return db.Members.IgnoreQueryFilters().Where(it => members.Contains(it.Id) && !it.InService).Select(it => it.Id).ToHashSetAsync(stop);
    }

    static OfferView View(Offer it, OpenPosts posts, IEnumerable<string> held)
    {
        var places = held.ToList();
        return new OfferView(it.Campaign, it.Run, it.Person, it.Organization, it.Area, it.AdoptedAt, places.Count, posts.For(it, places));
    }
}
