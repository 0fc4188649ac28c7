using Contracts;
using Defaults;

namespace Organizations;

/// <summary>A party organization as a request gives it whole.</summary>
/// <param name="Longitude">degrees in <paramref name="Crs"/>, null with <paramref name="Latitude"/> when not known</param>
/// <param name="Crs">WGS-84 when not given</param>
sealed record UnitBody(
    string Name, string Kind, string Area, string? Parent = null, double? Longitude = null, double? Latitude = null, string? Crs = null,
    int Seats = 1, string? Secretary = null)
{
    public UnitRow AsRow(string id, Faults faults)
    {
        var name = faults.Text("name", Name);
        if (!UnitKinds.TryParse(Kind, out var kind)) faults.Add(0, "kind", "code-is-known");
        if (Seats is < 1 or > UnitRow.MostSeats) faults.Add(0, "seats", "seats-from-1-to-20");
        if (!AreaCode.IsWellFormed(Area)) faults.Add(0, "area", "area-code-form");
        if (!CrsNames.TryParse(Crs, out var crs)) faults.Add(0, "crs", "code-is-known");
        var secretary = string.IsNullOrWhiteSpace(Secretary) ? null : faults.Text("secretary", Secretary);
        return new UnitRow(0, id, name, kind, Area, string.IsNullOrEmpty(Parent) ? null : Parent, Position(crs, faults), crs, Seats, secretary);
    }

    Coordinates? Position(Crs crs, Faults faults)
    {
        if (Longitude is null && Latitude is null) return null;
        if (Longitude is { } east && Latitude is { } north)
        {
            if (Coordinates.InsideChina(east, north)) return Coordinates.From(east, north, crs);
            faults.Add(0, "longitude", "coordinates-inside-country");
        }
        else faults.Add(0, Longitude is null ? "longitude" : "latitude", "is-given");
        return null;
    }
}

/// <summary>A party organization as it is answered; positions in WGS-84.</summary>
/// <param name="DeclaredCrs">the system in which the position was declared</param>
/// <param name="Secretary">null to all but the organization itself, the organization department and the work committee</param>
sealed record UnitReply(
    string Id, string Name, string Kind, string Area, string? Parent, double? Longitude, double? Latitude, string Crs, string? DeclaredCrs,
    int Seats, string? Secretary, long Version)
{
    public static UnitReply Of(PartyOrganization unit, Caller caller) => new(
        unit.Id, unit.Name, UnitKinds.Name(unit.Kind), unit.Area, unit.Parent, unit.Longitude, unit.Latitude, CrsNames.Name(Contracts.Crs.Wgs84),
        unit.Position is null ? null : CrsNames.Name(unit.Crs), unit.Seats, MayKnowSecretary(unit, caller) ? unit.Secretary : null, unit.Version);

    static bool MayKnowSecretary(PartyOrganization unit, Caller caller) =>
        caller.Has(Role.OrganizationDepartment) || caller.Has(Role.WorkCommittee) || unit.Is(caller);
}
