using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Organizations;

/// <summary>
/// A party organization (党组织): of an organ, a community, a street and so on. Communities receive as many organizations
/// as they have seats; the others want as many communities. Who sees it is said in <see cref="OrganizationsStore"/>.
/// </summary>
sealed class PartyOrganization : IInArea, IVersioned
{
    public required string Id { get; init; }
    public string Name { get; private set; } = "";
    public UnitKind Kind { get; private set; }

    /// <summary>12-digit code of the division it is in: of a community organization the community's own.</summary>
    public string Area { get; private set; } = "";

    /// <summary>Significant prefix of <see cref="Area"/>, of a district at most: within it organs and communities choose each other.</summary>
    public string District { get; private set; } = "";

    public string? Parent { get; private set; }

    /// <summary>WGS-84 degrees, null when not known.</summary>
    public double? Longitude { get; private set; }

    public double? Latitude { get; private set; }

    /// <summary>The system in which the position was declared.</summary>
    public Crs Crs { get; private set; }

    public int Seats { get; private set; }

    /// <summary>Name of the secretary (书记), the first responsible person; sealed, and never announced.</summary>
    public string? Secretary { get; private set; }

    public long Version { get; private set; }

    public Coordinates? Position => Longitude is { } east && Latitude is { } north ? new(east, north) : null;

    public static PartyOrganization Of(UnitRow row)
    {
        var made = new PartyOrganization { Id = row.Id };
        made.Take(row);
        return made;
    }

    public bool Says(UnitRow row) =>
        (Name, Kind, Area, Parent) == (row.Name, row.Kind, row.Area, row.Parent)
        && (Position, Seats, Secretary) == (row.Position, row.Seats, row.Secretary)
        && (row.Position is null || Crs == row.Crs);

    public void Take(UnitRow row)
    {
        (Name, Kind, Area, Parent) = (row.Name, row.Kind, row.Area, row.Parent);
        District = DistrictOf(row.Area);
        (Longitude, Latitude, Crs) = (row.Position?.Longitude, row.Position?.Latitude, row.Crs);
        (Seats, Secretary) = (row.Seats, row.Secretary);
    }

    /// <summary>Whether a caller is this organization: an organ by its id, a community by its id or, without one, by its code.</summary>
    public bool Is(Caller caller) =>
        caller.Has(Role.Organ) && caller.Organization == Id
        || caller.Has(Role.Community) && Kind == UnitKind.Community && caller.Covers(Area) && (caller.Organization ?? Id) == Id;

    /// <summary>The fact of the change that is about to be saved, under the version that saving gives it.</summary>
    public OrganizationChange AsFact() => new(Id, Name, UnitKinds.Name(Kind), Area, Parent, Seats, Longitude, Latitude, Version + 1);

    public static string DistrictOf(string area)
    {
        var scope = AreaCode.Scope(area);
        return scope.Length <= 6 ? scope : scope[..6];
    }
}
