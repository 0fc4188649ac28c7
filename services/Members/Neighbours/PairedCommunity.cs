using Contracts.Organizations;
using Defaults;

namespace Members;

/// <summary>A community that an organization is paired with (结对共建): its members have a bonus there.</summary>
sealed class PairedCommunity : ICopy, IInternal
{
    /// <summary>Id of the pairing of the organization and the community.</summary>
    public required string Id { get; init; }
    public required string Campaign { get; init; }
    public required string Organization { get; init; }
    public required string Area { get; init; }

    /// <summary>Proposed or confirmed, and not ended.</summary>
    public required bool Stands { get; init; }
    public required long Version { get; init; }

    public static PairedCommunity Of(string campaign, OrganizationPairingChange change) => new()
    {
        Id = change.Id,
        Campaign = campaign,
        Organization = change.Organization,
        Area = change.Area,
        Stands = change is { Until: null, Status: "proposed" or "confirmed" },
        Version = change.Version,
    };
}
