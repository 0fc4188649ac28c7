namespace Matching;

/// <summary>
/// A Z-order curve through a market. Both sides are numbered along it, so that who is near each other stands near each
/// other in memory, for the solver and for the proof; what either comes to does not depend on it.
/// </summary>
sealed class Curve
{
    readonly int shift;

    Curve(Tangent plane, in Frame frame)
    {
        Plane = plane;
        if (frame == Frame.Nothing) return;
        (West, East, South, North) = frame;
        Greatest = Math.Max(Math.Max(Math.Abs(West), Math.Abs(East)), Math.Max(Math.Abs(South), Math.Abs(North)));
        while ((long)Math.Max(East - West, North - South) >> shift >= 1 << ZOrder.Bits) shift++;
    }

    /// <summary>The plane that the curve lies in.</summary>
    public Tangent Plane { get; }

    // What lies around everybody, in the plane.
    public float West { get; }

    public float East { get; }

    public float South { get; }

    public float North { get; }

    /// <summary>The greatest coordinate, its sign left out.</summary>
    public float Greatest { get; }

    /// <summary>The same for the same places, in whatever order they come.</summary>
    public static Curve Through(Place[] some, Place[] others, Crew crew)
    {
        var plane = Tangent.Of(some, others, crew);
        return new(plane, Around(some).With(Around(others)));

        Frame Around(Place[] places) => crew.Sum(places.Length, Frame.Nothing, (sum, at) => sum.With(plane, places[at]), (one, other) => one.With(other));
    }

    /// <summary>
    /// Where a place stands on the curve to the decimetre, in 54 bits, since nobody is farther than the sphere is wide. A
    /// few far away leave all others apart.
    /// </summary>
    public ulong Fine(Place place) => ZOrder.Key((uint)(Plane.U(place) - West), (uint)(Plane.V(place) - South));

    /// <summary>Where a place stands on the curve, in 48 bits; it orders as <see cref="Fine"/> does, but tells fewer apart.</summary>
    /// <param name="penalty">in decimetres; a distance too, so it is cut at the same scale. Beyond the last bit it only orders worse.</param>
    public ulong Key(Place place, long penalty = 0) => ZOrder.Key(
        (uint)(Plane.U(place) - West) >> shift,
        (uint)(Plane.V(place) - South) >> shift,
        (uint)Math.Min(penalty >> shift, (1 << ZOrder.Bits) - 1));

    /// <summary>What lies around some points.</summary>
    readonly record struct Frame(float West, float East, float South, float North)
    {
        public static Frame Nothing { get; } = new(float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity);

        public Frame With(Tangent plane, Place place)
        {
            float u = plane.U(place), v = plane.V(place);
            return With(new(u, u, v, v));
        }

        public Frame With(in Frame other) => new(
            Math.Min(West, other.West), Math.Max(East, other.East), Math.Min(South, other.South), Math.Max(North, other.North));
    }
}
