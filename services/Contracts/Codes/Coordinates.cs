namespace Contracts;

/// <summary>A position in WGS-84 degrees. Other systems are converted at the edge, by <see cref="From"/> and <see cref="To"/>.</summary>
public readonly record struct Coordinates(double Longitude, double Latitude)
{
    /// <summary>The mean radius of the earth in metres, the same as the pairing engine's.</summary>
    public const double EarthRadius = 6_371_008.8;

    /// <summary>
    /// The WGS-84 position of a declared one. GCJ-02 and BD-09 have no published inverse; theirs is found by iteration
    /// to less than 1e-9 degrees (0.1 mm).
    /// </summary>
    public static Coordinates From(double longitude, double latitude, Crs crs) => crs switch
    {
        Crs.Gcj02 => Undo(Gcj02.Shift, new(longitude, latitude)),
        Crs.Bd09 => Undo(Gcj02.Shift, Undo(Bd09.Shift, new(longitude, latitude))),
        // CGCS2000 and WGS-84 differ by centimetres, a drift of a few centimetres a year since 2000 included by about a metre: far below
        // the accuracy of any position in these lists.
        _ => new(longitude, latitude),
    };

    /// <summary>This position as the given system would declare it.</summary>
    public Coordinates To(Crs crs) => crs switch
    {
        Crs.Gcj02 => Gcj02.Shift(this),
        Crs.Bd09 => Bd09.Shift(Gcj02.Shift(this)),
        _ => this,
    };

    /// <summary>The rule for declared values, in whatever system: longitude 73–136, latitude 3–54. NaN is outside.</summary>
    public static bool InsideChina(double longitude, double latitude) =>
        longitude is >= 73 and <= 136 && latitude is >= 3 and <= 54;

    /// <summary>Great-circle distance in metres on a sphere (haversine), within 0.6 % of the ellipsoid's.</summary>
    public double MetresTo(Coordinates other)
    {
        var (sinLatitude, sinLongitude) = (
            Math.Sin(double.DegreesToRadians(other.Latitude - Latitude) / 2),
            Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2));
        var h = sinLatitude * sinLatitude
            + Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude)) * sinLongitude * sinLongitude;
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>
    /// The position that <paramref name="shift"/> moves to <paramref name="shifted"/>. Both shifts change by less than
    /// 1 % of a step taken, so each round gains two digits; twenty rounds are far more than are ever needed.
    /// </summary>
    static Coordinates Undo(Func<Coordinates, Coordinates> shift, Coordinates shifted)
    {
        var guess = shifted;
        for (var round = 0; round < 20; round++)
        {
            var image = shift(guess);
            var (east, north) = (shifted.Longitude - image.Longitude, shifted.Latitude - image.Latitude);
            guess = new(guess.Longitude + east, guess.Latitude + north);
            if (Math.Abs(east) < 1e-11 && Math.Abs(north) < 1e-11)
                break;
        }
        return guess;
    }
}
