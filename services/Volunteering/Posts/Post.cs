using Contracts;
using Contracts.Volunteering;
using Defaults;

namespace Volunteering;

/// <summary>How a post is served.</summary>
enum PostKind
{
    /// <summary>At set times within a period (班次).</summary>
    Shift,

    /// <summary>When both sides can (灵活).</summary>
    Flexible,

    /// <summary>With no end set (长期).</summary>
    OpenEnded,
}

enum PostState
{
    Open,
    Closed,
}

/// <summary>Why a community closed a post.</summary>
enum CloseReason
{
    NoLongerNeeded,
    Finished,
    Mistaken,
    Other,
}

/// <summary>
/// A service post (服务岗位): help that a community asks for, with a number of places that members claim. It is offered
/// to the organs and members of its whole district; another community sees nothing of it.
/// </summary>
sealed class Post : IInArea, IOffered, IVersioned
{
    public const int MostPlaces = 500;

    public required string Id { get; init; }

    /// <summary>12-digit code of the community.</summary>
    public required string Area { get; init; }

    /// <summary>The district: <inheritdoc cref="IOffered.OfferedIn" path="/summary"/></summary>
    public required string OfferedIn { get; init; }

    /// <summary>Id of the community's party organization.</summary>
    public required string Community { get; init; }

    public required DateTime SetAt { get; init; }
    public string Title { get; private set; } = "";
    public int Places { get; private set; }

    /// <summary>Places claimed: never more than <see cref="Places"/>. Counted by the store alone, in one conditional update.</summary>
    public int Taken { get; private set; }

    /// <summary>Skills that help, in order; none are required of a member.</summary>
    public string[] Skills { get; private set; } = [];
    public PostKind Kind { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly? Until { get; private set; }

    /// <summary>The community's own words, which may name a person: sealed in the store.</summary>
    public string? Note { get; private set; }
    public PostState State { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public CloseReason? ClosedFor { get; private set; }
    public string? CloseNote { get; private set; }
    public long Version { get; private set; }

    public static Post Set(string id, string community, string area, PostTerms terms, DateTime now)
    {
        var post = new Post { Id = id, Area = area, OfferedIn = DistrictOf(area), Community = community, SetAt = now };
        post.Take(terms);
        return post;
    }

    /// <summary>The prefix that the district of a community is known by; in a city without districts the city's.</summary>
    public static string DistrictOf(string area) => AreaCode.Scope(AreaCode.DistrictOf(area));

    /// <exception cref="RefusedException">rules <c>post-is-open</c>, <c>places-cover-claims</c></exception>
    public void Change(PostTerms terms)
    {
        Refused.Unless(State == PostState.Open, "post-is-open");
        Refused.Unless(terms.Places >= Taken, "places-cover-claims");
        Take(terms);
    }

    /// <exception cref="RefusedException">rules <c>post-is-open</c>, <c>post-is-current</c></exception>
    public void MayBeClaimed(DateOnly today)
    {
        Refused.Unless(State == PostState.Open, "post-is-open");
        Refused.Unless(Until is null || Until >= today, "post-is-current");
    }

    /// <param name="version">the version that the row will have once it is saved</param>
    public PostChange Told(long version) =>
        new(Id, Community, Area, Places, Taken, State == PostState.Open ? "open" : "closed", version);

    void Take(PostTerms terms)
    {
        (Title, Places, Kind) = (terms.Title.Trim(), terms.Places, terms.Kind);
        (From, Until, Note) = (terms.From, terms.Until, terms.Note);
        Skills = Aid.InOrder(terms.Skills);
    }
}
