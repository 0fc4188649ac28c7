namespace Matching;

/// <summary>The whole numbers that a Z-order key is made of.</summary>
sealed class Grid
{
    readonly Tangent plane;
    readonly float west = float.PositiveInfinity, south = float.PositiveInfinity;
    readonly int shift;

    public Grid(Tangent plane, Seen some, Seen others)
    {
        this.plane = plane;
        float east = float.NegativeInfinity, north = float.NegativeInfinity;
        foreach (var places in (ReadOnlySpan<Seen>)[some, others])
        {
            for (var at = 0; at < places.Count; at++)
            {
                var place = places[at];
                float u = plane.U(place), v = plane.V(place);
                (west, east) = (Math.Min(west, u), Math.Max(east, u));
                (south, north) = (Math.Min(south, v), Math.Max(north, v));
                Greatest = Math.Max(Greatest, Math.Max(Math.Abs(u), Math.Abs(v)));
            }
        }
        while ((long)Math.Max(east - west, north - south) >> shift >= 1 << ZOrder.Bits) shift++;
    }

    /// <summary>The greatest coordinate, its sign left out.</summary>
    public float Greatest { get; }

    // A penalty is a distance too, so it is cut at the same scale. Beyond the last bit it only orders worse.
    public ulong Key(Place place, long penalty) => ZOrder.Key(
        (uint)(plane.U(place) - west) >> shift,
        (uint)(plane.V(place) - south) >> shift,
        (uint)Math.Min(penalty >> shift, (1 << ZOrder.Bits) - 1));
}
