namespace Contracts;

/// <summary>The shift from WGS-84 to GCJ-02, by the formula in common use (its source is not published officially).</summary>
static class Gcj02
{
    // The Krasovsky 1940 ellipsoid.
    const double semiMajorAxis = 6_378_245.0;
    const double eccentricitySquared = 0.00669342162296594323;

    public static Coordinates Shift(Coordinates wgs84)
    {
        var (longitude, latitude) = wgs84;
        if (!Shifted(longitude, latitude))
            return wgs84;
        var (x, y) = (longitude - 105, latitude - 35);
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
            + Short(x) + Medium(y) + Long(y, 160, 320);
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
            + Short(x) + Medium(x) + Long(x, 150, 300);
        var sine = Math.Sin(double.DegreesToRadians(latitude));
        var flattening = 1 - eccentricitySquared * sine * sine;
        var meridian = semiMajorAxis * (1 - eccentricitySquared) / (flattening * Math.Sqrt(flattening));
        var parallel = semiMajorAxis / Math.Sqrt(flattening) * Math.Cos(double.DegreesToRadians(latitude));
        return new(longitude + double.RadiansToDegrees(east / parallel), latitude + double.RadiansToDegrees(north / meridian));
    }

    /// <summary>Where the formula shifts at all: a box about the mainland, a little larger than the rule for declared values.</summary>
    static bool Shifted(double longitude, double latitude) =>
        longitude is >= 72.004 and <= 137.8347 && latitude is >= 0.8293 and <= 55.8271;

    static double Short(double x) =>
        (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;

    static double Medium(double v) =>
        (20 * Math.Sin(v * Math.PI) + 40 * Math.Sin(v / 3 * Math.PI)) * 2 / 3;

    static double Long(double v, double first, double second) =>
        (first * Math.Sin(v / 12 * Math.PI) + second * Math.Sin(v / 30 * Math.PI)) * 2 / 3;
}
