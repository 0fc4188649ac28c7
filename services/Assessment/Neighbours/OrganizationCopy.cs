using Contracts.Organizations;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a party organization. Seen by itself, and by those whose area it lies in.</summary>
[SaidBy(nameof(IOfOrganization.Organization), nameof(Id))]
sealed class OrganizationCopy : ICopy, IInArea, IOfOrganization
{
    public const string CommunityKind = "community";

    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>12-digit division code.</summary>
    public required string Area { get; init; }

    /// <summary>Communities that an organ wants, organs that a community can receive.</summary>
    public required int Seats { get; init; }
    public required long Version { get; init; }

    string IOfOrganization.Organization => Id;

    public static OrganizationCopy Of(OrganizationChange it) =>
        new() { Id = it.Id, Name = it.Name, Kind = it.Kind, Area = it.Area, Seats = it.Seats, Version = it.Version };
}
