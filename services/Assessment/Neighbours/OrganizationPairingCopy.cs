using Contracts.Organizations;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a pairing of an organ with a community.</summary>
sealed class OrganizationPairingCopy : ICopy, IInternal
{
    public required string Id { get; init; }
    public required string Campaign { get; init; }
    public required string Organization { get; init; }
    public required string Community { get; init; }
    public required Standing Standing { get; init; }
    public required long Version { get; init; }

    public static OrganizationPairingCopy Of(string campaign, OrganizationPairingChange it) => new()
    {
        Id = it.Id, Campaign = campaign, Organization = it.Organization, Community = it.Community, Standing = Standings.Of(it.Status),
        Version = it.Version,
    };
}
