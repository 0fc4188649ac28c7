using System.Runtime.InteropServices;

namespace Matching;

/// <summary>
/// Points packed into tiles: sorted into slabs along one axis, each slab along another, sixteen points a tile, tiles and
/// then slabs paired upwards into boxes. The proof's own way to find what is near, all of it in whole numbers. Several
/// trees may stand one after the other.
/// </summary>
sealed class Tiles(Place[] places, int[] tie, Crew crew)
{
    const int TileSize = 16;
    readonly List<int> points = [];
    readonly List<Tile> nodes = [];

    /// <summary>The points, by index into the places, in the order of their tiles.</summary>
    public ReadOnlySpan<int> Points => CollectionsMarshal.AsSpan(points);

    /// <summary>Boxes and tiles: a parent, all that is below its first child, all that is below its second.</summary>
    public ReadOnlySpan<Tile> Nodes => CollectionsMarshal.AsSpan(nodes);

    /// <summary>Adds a tree of some points and answers its root, or −1 when there are none.</summary>
    public int Add(int[] some)
    {
        if (some.Length == 0) return -1;
        var (one, other) = Axes(some);
        Sort(some, one);
        var tiles = (some.Length + TileSize - 1) / TileSize;
        var slab = (int)Math.Ceiling(Math.Sqrt(tiles)) * TileSize;
        crew.Share((some.Length + slab - 1) / slab, some.Length, number =>
            Sort(some.AsSpan(number * slab, Math.Min(slab, some.Length - number * slab)), other));
        var begin = points.Count;
        points.AddRange(some);
        return Node(begin, points.Count, slab);
    }

    int Node(int from, int to, int slab)
    {
        var node = nodes.Count;
        nodes.Add(default);
        if (to - from <= TileSize)
        {
            var box = Box.Nothing;
            for (var at = from; at < to; at++) box = box.With(places[points[at]]);
            nodes[node] = new(box, node + 1, from, to - from);
            return node;
        }
        var unit = to - from > slab ? slab : TileSize;
        var middle = from + (to - from + unit - 1) / unit / 2 * unit;
        var one = Node(from, middle, slab);
        var other = Node(middle, to, slab);
        nodes[node] = new(nodes[one].Box.With(nodes[other].Box), nodes.Count, from, 0);
        return node;
    }

    // The two axes along which the points differ most.
    (int One, int Other) Axes(Span<int> some)
    {
        var box = Box.Nothing;
        foreach (var point in some) box = box.With(places[point]);
        var (x, y, z) = ((long)box.East - box.West, (long)box.North - box.South, (long)box.High - box.Low);
        var least = Math.Min(x, Math.Min(y, z));
        return (least == x ? 1 : 0, least == z ? 1 : 2);
    }

    // Points that agree on the axis stay in the order of their ties, so that a heap of points at one place is in order.
    void Sort(Span<int> some, int axis)
    {
        var keys = new ulong[some.Length];
        for (var at = 0; at < keys.Length; at++)
        {
            var place = places[some[at]];
            var along = (long)(axis == 0 ? place.X : axis == 1 ? place.Y : place.Z) + int.MaxValue;
            keys[at] = (ulong)along << 31 | (uint)tie[some[at]];
        }
        keys.AsSpan().Sort(some);
    }
}

/// <summary>A box of the tiles.</summary>
/// <param name="After">The node that follows all that is below this one.</param>
/// <param name="First">The first point of a tile.</param>
/// <param name="Count">The points of a tile; 0 for a box with children.</param>
readonly record struct Tile(Box Box, int After, int First, int Count);

/// <summary>The least box around some places.</summary>
readonly record struct Box(int West, int East, int South, int North, int Low, int High)
{
    public static Box Nothing { get; } = new(int.MaxValue, int.MinValue, int.MaxValue, int.MinValue, int.MaxValue, int.MinValue);

    public Box With(Place place) => With(new Box(place.X, place.X, place.Y, place.Y, place.Z, place.Z));

    public Box With(in Box other) => new(
        Math.Min(West, other.West), Math.Max(East, other.East),
        Math.Min(South, other.South), Math.Max(North, other.North),
        Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The square of the least distance from a place.</summary>
    public ulong Away(Place from)
    {
        var dx = Math.Max(0L, Math.Max((long)West - from.X, (long)from.X - East));
        var dy = Math.Max(0L, Math.Max((long)South - from.Y, (long)from.Y - North));
        var dz = Math.Max(0L, Math.Max((long)Low - from.Z, (long)from.Z - High));
        return (ulong)(dx * dx + dy * dy + dz * dz);
    }
}
