namespace Matching;

/// <summary>
/// Points packed into tiles of 32 in the order of the market, tiles paired upwards into boxes. The proof's own way to
/// find what is near, all of it in whole numbers: where the points stand decides how fast it is, and nothing else. Several
/// trees may stand one after the other.
/// </summary>
sealed class Tiles(Place[] places, Crew crew)
{
    public const int TileSize = 32;
    int[] points = [];
    Tile[] nodes = [];

    /// <summary>The points, by index into the places, in the order of their tiles.</summary>
    public ReadOnlySpan<int> Points => points;

    /// <summary>Boxes and tiles: a parent, all that is below its first child, all that is below its second.</summary>
    public ReadOnlySpan<Tile> Nodes => nodes;

    /// <summary>Adds a tree of some points, near by near, and answers its root, or −1 when there are none.</summary>
    public int Add(int[] some) => Add(new Rows([0, some.Length], some))[0];

    /// <summary>Adds a tree of each row of points; answers the roots, −1 where there are none.</summary>
    public int[] Add(Rows rows)
    {
        var (start, some) = rows;
        var (firstPoint, firstNode) = (points.Length, nodes.Length);
        var roots = new int[start.Length - 1];
        var end = firstNode;
        for (var tree = 0; tree < roots.Length; tree++)
        {
            var tiles = (start[tree + 1] - start[tree] + TileSize - 1) / TileSize;
            roots[tree] = tiles == 0 ? -1 : end;
            end += Math.Max(0, 2 * tiles - 1);
        }
        Array.Resize(ref points, firstPoint + some.Length);
        Array.Resize(ref nodes, end);
        some.CopyTo(points, firstPoint);
        for (var tree = 0; tree < roots.Length; tree++)
            if (roots[tree] >= 0) Node(roots[tree], firstPoint + start[tree], firstPoint + start[tree + 1]);
        crew.Split(end - firstNode, (_, from, to) =>
        {
            foreach (ref var tile in nodes.AsSpan(firstNode + from, to - from))
            {
                var box = Box.Nothing;
                foreach (var point in points.AsSpan(tile.First, tile.Count)) box = box.With(places[point]);
                tile = tile with { Box = box };
            }
        });
        // Children come after their parent.
        for (var node = end - 1; node >= firstNode; node--)
            if (nodes[node].Count == 0) nodes[node] = nodes[node] with { Box = nodes[node + 1].Box.With(nodes[nodes[node + 1].After].Box) };
        return roots;
    }

    /// <summary>Cuts a range into a node and all below it, and answers the node that follows.</summary>
    int Node(int node, int from, int to)
    {
        var after = node + 1;
        if (to - from > TileSize)
        {
            var middle = from + (to - from + TileSize - 1) / TileSize / 2 * TileSize;
            after = Node(Node(node + 1, from, middle), middle, to);
        }
        nodes[node] = new(Box.Nothing, after, from, to - from > TileSize ? 0 : to - from);
        return after;
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

    /// <summary>The square of the least distance from another box.</summary>
    public ulong Away(in Box other)
    {
        var dx = Math.Max(0L, Math.Max((long)West - other.East, (long)other.West - East));
        var dy = Math.Max(0L, Math.Max((long)South - other.North, (long)other.South - North));
        var dz = Math.Max(0L, Math.Max((long)Low - other.High, (long)other.Low - High));
        return (ulong)(dx * dx + dy * dy + dz * dz);
    }

    /// <summary>The square of the least distance from a place.</summary>
    public ulong Away(Place from)
    {
        var dx = Math.Max(0L, Math.Max((long)West - from.X, (long)from.X - East));
        var dy = Math.Max(0L, Math.Max((long)South - from.Y, (long)from.Y - North));
        var dz = Math.Max(0L, Math.Max((long)Low - from.Z, (long)from.Z - High));
        return (ulong)(dx * dx + dy * dy + dz * dz);
    }
}
