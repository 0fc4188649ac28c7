namespace Matching;

/// <summary>
/// A plane that touches the sphere in the middle of a market. What lies on the plane is at most as far apart as on the
/// sphere, so that distances in it may rule a seat out and never rule one in; those that are left are measured exactly.
/// </summary>
sealed class Tangent
{
    // Coordinates are shrunk by more than all roundings of single precision in a distance together.
    const double Shrink = 1 - 2e-6;
    readonly (double X, double Y, double Z) right, ahead;

    Tangent((double, double, double) east, (double, double, double) north) => (right, ahead) = (east, north);

    public static Tangent Of(Place[] some, Place[] others, Crew crew)
    {
        var (one, other) = (Sum(some, crew), Sum(others, crew));
        var sum = ((double)(one.X + other.X), (double)(one.Y + other.Y), (double)(one.Z + other.Z));
        var up = Unit(sum, otherwise: (1, 0, 0));
        // Any direction that is not up itself will do for the first axis.
        var aside = Math.Abs(up.Z) < 0.9 ? (0.0, 0.0, 1.0) : (1.0, 0.0, 0.0);
        var east = Unit(Cross(aside, up), otherwise: (0, 1, 0));
        return new(east, Cross(up, east));
    }

    // Whole numbers: the same in whatever order they are added.
    static (long X, long Y, long Z) Sum(Place[] places, Crew crew) => crew.Sum(
        places.Length, (X: 0L, Y: 0L, Z: 0L),
        (sum, at) =>
        {
            var place = places[at];
            return (sum.X + place.X, sum.Y + place.Y, sum.Z + place.Z);
        },
        (one, other) => (one.X + other.X, one.Y + other.Y, one.Z + other.Z));

    public float U(Place place) => (float)((right.X * place.X + right.Y * place.Y + right.Z * place.Z) * Shrink);

    public float V(Place place) => (float)((ahead.X * place.X + ahead.Y * place.Y + ahead.Z * place.Z) * Shrink);

    /// <summary>Decimetres by which a distance between two such coordinates may exceed the true one, rounded down, in one go.</summary>
    public static double Slop(float greatest) => 2 + 4.0 * (MathF.BitIncrement(greatest) - greatest);

    static (double X, double Y, double Z) Unit((double X, double Y, double Z) v, (double, double, double) otherwise)
    {
        var length = Math.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z);
        return length < 0.01 ? otherwise : (v.X / length, v.Y / length, v.Z / length);
    }

    static (double X, double Y, double Z) Cross((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        (a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
}
