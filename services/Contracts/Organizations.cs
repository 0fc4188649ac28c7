namespace Contracts.Organizations;

/// <summary>Divisions were added, renamed, abolished or split. Each item stands alone; the highest version wins.</summary>
public sealed record AreasChanged(IReadOnlyList<AreaChange> Items);

/// <param name="Level">province, city, district, street, community; a code is known by code and level</param>
/// <param name="ValidTo">first day on which it no longer holds, null while it holds</param>
public sealed record AreaChange(
    string Code, string Level, string Name, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo, long Version);

/// <summary>Party organizations were registered or changed; up to 500 in one fact. Never the secretary's name.</summary>
public sealed record OrganizationsChanged(IReadOnlyList<OrganizationChange> Items);

/// <param name="Kind">organ, community, street, system, enterprise, institution</param>
/// <param name="Area">12-digit division code</param>
/// <param name="Longitude">WGS-84 degrees, null when not known</param>
public sealed record OrganizationChange(
    string Id, string Name, string Kind, string Area, string? Parent, int Seats, double? Longitude, double? Latitude, long Version);

/// <summary>A campaign was opened or its rules changed.</summary>
/// <param name="AreaPrefix">significant prefix of the division it holds for</param>
/// <param name="Kinds">kinds of organizations that take part in one of its waves; null or empty for all</param>
/// <param name="ReplaceWithinDays">days within which a household that comes to need a helper has one; null for 3</param>
/// <param name="Ends">its last day, null while it is open</param>
public sealed record CampaignChanged(
    string Id, string AreaPrefix, DateOnly Starts, DateOnly DockingDeadline,
    PairingRules OrganizationRules, PairingRules MemberRules, long Version, IReadOnlyList<string>? Kinds = null,
    int? ReplaceWithinDays = null, DateOnly? Ends = null);

/// <summary>Pairings of organs and communities were proposed, confirmed or ended; up to 500 in one fact.</summary>
public sealed record OrganizationPairingsChanged(string Campaign, IReadOnlyList<OrganizationPairingChange> Items);

/// <param name="Community">id of the community's party organization</param>
/// <param name="Area">12-digit code of the community</param>
/// <param name="Status">proposed, confirmed, declined or ended</param>
public sealed record OrganizationPairingChange(
    string Id, string Organization, string Community, string Area, string Status, DateTime Since, DateTime? Until, long Version);

/// <summary>An engine run over organs and communities came to an outcome; its proof stands in the run.</summary>
/// <param name="AreaPrefix">significant prefix of the division that the campaign holds for</param>
/// <param name="Proven">false is an alarm: the outcome did not stand up to its proof, and is shown to nobody; the counts are 0 then</param>
public sealed record OrganizationRunFinished(string Run, string Campaign, string AreaPrefix, int Paired, int LeftOut, bool Proven);
