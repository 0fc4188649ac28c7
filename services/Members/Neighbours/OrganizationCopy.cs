using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Members;

/// <summary>A party organization (党组织): where its members belong, and a point that its community is known by.</summary>
[SaidBy(nameof(IOfOrganization.Organization), nameof(Id))]
sealed class OrganizationCopy : ICopy, IInArea, IOfOrganization
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string Area { get; init; }
    public required double? Longitude { get; init; }
    public required double? Latitude { get; init; }
    public required long Version { get; init; }

    string IOfOrganization.Organization => Id;

    public Coordinates? Position => Longitude is { } longitude && Latitude is { } latitude ? new(longitude, latitude) : null;

    public static OrganizationCopy Of(OrganizationChange change) => new()
    {
        Id = change.Id,
        Kind = change.Kind,
        Area = change.Area,
        Longitude = change.Longitude,
        Latitude = change.Latitude,
        Version = change.Version,
    };
}
