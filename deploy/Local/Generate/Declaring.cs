using Contracts;

namespace Local;

/// <summary>How lists tell positions: most in WGS-84, some as a map on a telephone showed them, a few not at all.</summary>
static class Declaring
{
    public const double Missing = 0.02;

    public static Declared? Of(Coordinates place, Geography geography, SeededRandom random, double missing)
    {
        if (random.Chance(missing))
            return null;
        var crs = random.Unit() switch
        {
            < 0.05 => Crs.Gcj02,
            < 0.07 => Crs.Bd09,
            < 0.08 => Crs.Cgcs2000,
            _ => Crs.Wgs84,
        };
        var (longitude, latitude) = place.To(crs);
        (longitude, latitude) = Plane.Rounded(longitude, latitude);
        // Rounding may move a place on the very border out of the district.
        return geography.Contains(Coordinates.From(longitude, latitude, crs))
            ? new(longitude, latitude, crs)
            : new(place.Longitude, place.Latitude, Crs.Wgs84);
    }
}
