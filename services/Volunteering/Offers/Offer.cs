using Contracts.Members;
using Defaults;

namespace Volunteering;

/// <summary>
/// A member whom a run left with nobody to help is offered service posts; which ones is found when it is read, since
/// posts fill and close meanwhile. Seen by the member, its organization, and those in whose area the member lives.
/// </summary>
sealed class Offer : IInArea, IOfOrganization, IOfPerson
{
    /// <summary>Made by the store, for the cursor.</summary>
    public long Number { get; private set; }
    public required string Campaign { get; init; }
    public required string Run { get; init; }
    public required DateTime AdoptedAt { get; init; }

    /// <summary>Id of the member.</summary>
    public required string Person { get; init; }
    public required string Organization { get; set; }

    /// <summary>12-digit code of the community where the member lives.</summary>
    public required string Area { get; set; }
    public required string[] Skills { get; init; }

    /// <summary>Codes of the communities that the member's organization is paired with.</summary>
    public required string[] Paired { get; init; }

    public static Offer Of(string campaign, string run, DateTime adoptedAt, IdleHelper it) => new()
    {
        Campaign = campaign, Run = run, AdoptedAt = adoptedAt, Person = it.Member, Organization = it.Organization, Area = it.Area,
        Skills = [.. it.Skills], Paired = [.. it.Paired],
    };

    /// <summary>The member is of another organization, or lives elsewhere.</summary>
    public void Move(string organization, string area) => (Organization, Area) = (organization, area);

    /// <summary>The districts whose posts may be offered: where the member lives, and where its organization is paired.</summary>
    public IEnumerable<string> Districts => Paired.Append(Area).Select(Post.DistrictOf).Distinct(StringComparer.Ordinal);
}

/// <summary>Which run's idle helpers a campaign offers posts to. Every packet heard is counted, so that two cannot pass each other by.</summary>
sealed class OfferRound : IInternal
{
    public required string Campaign { get; init; }
    public string Run { get; private set; } = "";
    public DateTime AdoptedAt { get; private set; }

    /// <summary>A concurrency check.</summary>
    public long Packets { get; private set; }

    public static OfferRound Begin(string campaign, string run, DateTime adoptedAt) =>
        new() { Campaign = campaign, Run = run, AdoptedAt = adoptedAt, Packets = 1 };

    /// <summary>False when a run adopted later was heard before.</summary>
    public bool Hear(string run, DateTime adoptedAt)
    {
        var order = (adoptedAt, run).CompareTo((AdoptedAt, Run));
        if (order < 0) return false;
        (Run, AdoptedAt, Packets) = (run, adoptedAt, Packets + 1);
        return true;
    }
}
