using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Organizations;

/// <summary>
/// A campaign (活动): who pairs with whom in a division, by when, and by which rules. Organs come in the first wave (批次);
/// streets and systems may follow in further ones.
/// </summary>
sealed class Campaign : IForArea, IVersioned
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>12-digit code of the division that it holds for.</summary>
    public required string Area { get; init; }

    public required string AreaPrefix { get; init; }
    public required DateOnly Starts { get; init; }

    /// <summary>Last day of docking (对接).</summary>
    public required DateOnly DockingDeadline { get; init; }

    public required IReadOnlyList<Wave> Waves { get; init; }

    /// <summary>Of organizations with communities.</summary>
    public required PairingRules OrganizationRules { get; set; }

    /// <summary>Of members with households.</summary>
    public required PairingRules MemberRules { get; set; }

    /// <summary>Days within which a household that comes to need a helper has one. Null for campaigns of before: then 3.</summary>
    public int? ReplaceWithinDays { get; set; }

    /// <summary>Its last day, null while it is open.</summary>
    public DateOnly? Ends { get; set; }

    public long Version { get; private set; }

    public bool HasEnded(DateOnly today) => Ends < today;

    /// <summary>True for a kind that proposes in some wave: it chooses communities, and they choose it.</summary>
    public bool TakesPart(UnitKind kind) => Waves.Any(wave => wave.Kinds.Contains(kind));

    public IReadOnlyList<UnitKind> KindsOf(string wave) => Waves.Single(it => it.Name == wave).Kinds;

    /// <summary>The fact of the change that is about to be saved, under the version that saving gives it.</summary>
    public CampaignChanged AsFact() => new(
        Id, AreaPrefix, Starts, DockingDeadline, OrganizationRules, MemberRules, Version + 1,
        [.. Waves.SelectMany(it => it.Kinds).Distinct().Order().Select(UnitKinds.Name)], ReplaceWithinDays, Ends);
}

/// <summary>A wave (批次) of a campaign: which kinds of organizations take part from when, and by when they are paired.</summary>
sealed record Wave(string Name, IReadOnlyList<UnitKind> Kinds, DateOnly Starts, DateOnly Deadline);
