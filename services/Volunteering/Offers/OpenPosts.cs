namespace Volunteering;

/// <summary>Why a post is offered to a helper, the best reason first.</summary>
enum OfferedFor
{
    /// <summary>Its organization is paired with the community.</summary>
    PairedCommunity,

    /// <summary>It lives there.</summary>
    Residence,

    /// <summary>It is in the district.</summary>
    District,
}

/// <summary>A post with room.</summary>
/// <param name="District">prefix of its district</param>
/// <param name="Room">places not yet claimed</param>
sealed record OpenPost(
    string Id, string Title, string Area, string Community, string District, int Room, IReadOnlyList<string> Skills, PostKind Kind,
    DateOnly From, DateOnly? Until);

/// <param name="Common">skills that the helper has and the post asks for</param>
sealed record FittingPost(OpenPost Post, OfferedFor Why, IReadOnlyList<string> Common);

/// <summary>
/// The posts with room, laid out by communities and districts. A helper is offered first those in communities that its
/// organization is paired with, then where it lives, and only if these are too few those in the rest of the district;
/// within each the most skills in common first, then the most room, then the smaller id.
/// </summary>
sealed class OpenPosts(IReadOnlyCollection<OpenPost> posts)
{
    /// <summary>More than this is no offer but a list.</summary>
    public const int Most = 5;

    readonly ILookup<string, OpenPost> byCommunity = posts.ToLookup(post => post.Area, StringComparer.Ordinal);

    readonly ILookup<string, OpenPost> byDistrict = posts.ToLookup(post => post.District, StringComparer.Ordinal);

    /// <param name="held">ids of the posts where the helper holds a place already</param>
    public IReadOnlyList<FittingPost> For(Offer offer, IEnumerable<string> held)
    {
        var seen = held.ToHashSet(StringComparer.Ordinal);
        var found = new List<FittingPost>(Most);
        Add(OfferedFor.PairedCommunity, offer.Paired.Distinct(StringComparer.Ordinal).SelectMany(area => byCommunity[area]));
        Add(OfferedFor.Residence, byCommunity[offer.Area]);
        Add(OfferedFor.District, offer.Districts.SelectMany(district => byDistrict[district]));
        return found;

        void Add(OfferedFor why, IEnumerable<OpenPost> candidates)
        {
            if (found.Count == Most) return;
            var best = candidates.Where(post => !seen.Contains(post.Id))
                .Select(post => new FittingPost(post, why, [.. post.Skills.Where(offer.Skills.Contains)]))
                .OrderByDescending(it => it.Common.Count).ThenByDescending(it => it.Post.Room).ThenBy(it => it.Post.Id, StringComparer.Ordinal)
                .Take(Most - found.Count).ToList();
            found.AddRange(best);
            seen.UnionWith(best.Select(it => it.Post.Id));
        }
    }
}
