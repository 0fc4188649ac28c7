using Contracts.Volunteering;
using Defaults;

namespace Volunteering;

/// <summary>Why a place was left: what a person may say, and what only the system knows.</summary>
enum LeaveReason
{
    Work,
    Health,
    Family,
    Moved,
    Other,

    /// <summary>The community closed the post.</summary>
    PostClosed,

    /// <summary>The member is no longer in service.</summary>
    LeftService,
}

/// <summary>
/// A place at a service post that a member claimed (认领), until it is left. Seen by the member, its organization, and
/// those whose area the post lies in.
/// </summary>
sealed class PostClaim : IInArea, IOfOrganization, IOfPerson
{
    public required string Id { get; init; }
    public required string Post { get; init; }

    /// <summary>Id of the member.</summary>
    public required string Person { get; init; }
    public required string Organization { get; set; }

    /// <summary>12-digit code of the post's community.</summary>
    public required string Area { get; init; }
    public required DateTime At { get; init; }
    public DateTime? LeftAt { get; private set; }
    public LeaveReason? LeftFor { get; private set; }

    /// <summary>In somebody's own words: sealed in the store, and told to no other service.</summary>
    public string? Note { get; private set; }

    public void Leave(LeaveReason reason, string? note, DateTime now) => (LeftAt, LeftFor, Note) = (now, reason, note);

    public PostClaimed Told() => new(Id, Post, Person, Organization, Area, At);

    public PostLeft ToldLeft(string reason) => new(Id, Post, Person, Organization, Area, reason, LeftAt!.Value);
}

/// <summary>A claim as it goes out.</summary>
sealed record ClaimView(
    string Id, string Post, string Member, string Organization, string Area, DateTime At, DateTime? LeftAt, LeaveReason? LeftFor, string? Note)
{
    public static ClaimView Of(PostClaim it) =>
        new(it.Id, it.Post, it.Person, it.Organization, it.Area, it.At, it.LeftAt, it.LeftFor, it.Note);
}
