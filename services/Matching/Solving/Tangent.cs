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

    public static Tangent Of(Seen some, Seen others, Crew crew)
    {
        // Whole numbers: their sum is the same in whatever order they are added.
        var sums = new (long X, long Y, long Z)[crew.Hands];
        foreach (var places in (Seen[])[some, others])
            crew.Split(places.Count, (hand, from, to) =>
            {
                var mine = sums[hand];
                for (var at = from; at < to; at++)
                {
                    var place = places[at];
                    mine = (mine.X + place.X, mine.Y + place.Y, mine.Z + place.Z);
                }
                sums[hand] = mine;
            });
        var sum = ((double)sums.Sum(it => it.X), (double)sums.Sum(it => it.Y), (double)sums.Sum(it => it.Z));
        var up = Unit(sum, otherwise: (1, 0, 0));
        // Any direction that is not up itself will do for the first axis.
        var aside = Math.Abs(up.Z) < 0.9 ? (0.0, 0.0, 1.0) : (1.0, 0.0, 0.0);
        var east = Unit(Cross(aside, up), otherwise: (0, 1, 0));
        return new(east, Cross(up, east));
    }

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

/// <summary>The places of some of a side, as the solver sees them.</summary>
readonly record struct Seen(Place[] Places, int[] Who, Func<Place, Place> Sees)
{
    public int Count => Who.Length;

    public Place this[int at] => Sees(Places[Who[at]]);
}
