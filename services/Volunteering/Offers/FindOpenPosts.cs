using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Finds the posts with room that helpers may be offered: those that the caller may see.</summary>
sealed class FindOpenPosts(VolunteeringStore db)
{
    public async Task<OpenPosts> ForAsync(IEnumerable<Offer> offers, CancellationToken stop)
    {
        var districts = offers.SelectMany(it => it.Districts).Distinct(StringComparer.Ordinal).ToList();
        var today = db.Today;
        var posts = await db.Posts
            .Where(it => districts.Contains(it.OfferedIn) && it.State == PostState.Open && it.Taken < it.Places
                && (it.Until == null || it.Until >= today))
            .Select(it => new OpenPost(
                it.Id, it.Title, it.Area, it.Community, it.OfferedIn, it.Places - it.Taken, it.Skills, it.Kind, it.From, it.Until))
            .ToListAsync(stop);
        return new OpenPosts(posts);
    }

    /// <summary>Ids of the posts where these members hold places, by member.</summary>
    public async Task<ILookup<string, string>> HeldByAsync(IEnumerable<Offer> offers, CancellationToken stop)
    {
        var members = offers.Select(it => it.Person).ToList();
        var held = await db.Claims.IgnoreQueryFilters().Where(it => members.Contains(it.Person) && it.LeftAt == null)
            .Select(it => new { it.Person, it.Post }).ToListAsync(stop);
        return held.ToLookup(it => it.Person, it => it.Post, StringComparer.Ordinal);
    }
}
