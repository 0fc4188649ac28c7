namespace Matching;

/// <summary>The whole numbers that a Z-order key is made of.</summary>
sealed class Grid
{
    readonly Tangent plane;
    readonly float west, south;
    readonly int shift;

    public Grid(Tangent plane, Seen some, Seen others, Crew crew)
    {
        this.plane = plane;
        (west, var east, south, var north) = Around(some, crew).With(Around(others, crew));
        Greatest = Math.Max(0, Math.Max(Math.Max(Math.Abs(west), Math.Abs(east)), Math.Max(Math.Abs(south), Math.Abs(north))));
        if (float.IsInfinity(Greatest)) Greatest = 0; // there is nobody
        while ((long)Math.Max(east - west, north - south) >> shift >= 1 << ZOrder.Bits) shift++;
    }

    /// <summary>The greatest coordinate, its sign left out.</summary>
    public float Greatest { get; }

    // A penalty is a distance too, so it is cut at the same scale. Beyond the last bit it only orders worse.
    public ulong Key(Place place, long penalty) => ZOrder.Key(
        (uint)(plane.U(place) - west) >> shift,
        (uint)(plane.V(place) - south) >> shift,
        (uint)Math.Min(penalty >> shift, (1 << ZOrder.Bits) - 1));

    Frame Around(Seen places, Crew crew) => crew.Sum(
        places.Count, Frame.Nothing,
        (sum, at) =>
        {
            var place = places[at];
            float u = plane.U(place), v = plane.V(place);
            return sum.With(new(u, u, v, v));
        },
        (one, other) => one.With(other));

    /// <summary>What lies around some points.</summary>
    readonly record struct Frame(float West, float East, float South, float North)
    {
        public static Frame Nothing { get; } = new(float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity);

        public Frame With(in Frame other) => new(
            Math.Min(West, other.West), Math.Max(East, other.East), Math.Min(South, other.South), Math.Max(North, other.North));
    }
}
