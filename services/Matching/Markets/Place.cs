namespace Matching;

/// <summary>A point on a sphere of 6,371,008.8 m, each axis rounded to a whole decimetre, so that all that follows is integer arithmetic.</summary>
public readonly record struct Place(int X, int Y, int Z)
{
    /// <summary>Radius of the sphere in decimetres.</summary>
    public const int Radius = 63_710_088;

    /// <summary>From WGS-84 degrees: latitude −90…90, longitude −180…180.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is out of range or not a number.</exception>
    public static Place FromDegrees(double latitude, double longitude)
    {
        // Written so that a NaN is refused too.
        if (!(latitude is >= -90 and <= 90)) throw new ArgumentOutOfRangeException(nameof(latitude), "latitude-is-within-90");
        if (!(longitude is >= -180 and <= 180)) throw new ArgumentOutOfRangeException(nameof(longitude), "longitude-is-within-180");
        var phi = latitude * (Math.PI / 180);
        var lambda = longitude * (Math.PI / 180);
        return new(
            Decimetres(Radius * Math.Cos(phi) * Math.Cos(lambda)),
            Decimetres(Radius * Math.Cos(phi) * Math.Sin(lambda)),
            Decimetres(Radius * Math.Sin(phi)));
    }

    /// <summary>Length of the straight line between two places in decimetres, rounded down.</summary>
    public long DistanceTo(Place other)
    {
        long dx = (long)X - other.X, dy = (long)Y - other.Y, dz = (long)Z - other.Z;
        return Root(dx * dx + dy * dy + dz * dz);
    }

    /// <summary>Whether the point lies on the sphere, as <see cref="FromDegrees"/> makes it; <c>default</c> does not.</summary>
    internal bool IsOnSphere => Math.Abs(Math.Sqrt((double)X * X + (double)Y * Y + (double)Z * Z) - Radius) < 2;

    /// <summary>⌊√square⌋: a double's root is off by one at most, for squares of this size, and is put right.</summary>
    internal static long Root(long square)
    {
        var root = (long)Math.Sqrt(square);
        if (root * root > square) return root - 1;
        return (root + 1) * (root + 1) <= square ? root + 1 : root;
    }

    static int Decimetres(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);
}
