using System.Numerics;

namespace Matching;

/// <summary>
/// Trees that one thread plants one after the other. Cutting a range of seats where its keys first differ is cutting space
/// in half, along whichever of the three axes (two of place, one of penalty) is widest there.
/// </summary>
/// <param name="copySeat">The seat of each entry; null for the tree of all seats, whose entries are the seats.</param>
sealed class Grove(Stage stage, int[]? copySeat)
{
    // Entries of a leaf at most, read eight at a time. A label's seats are fewer and less near each other: few nodes are
    // worth more than short leaves.
    readonly int leafSize = copySeat is null ? 16 : 48;
    readonly List<(int Link, int Count, int Parent)> nodes = [];

    public int Count => nodes.Count;

    int SeatOf(int entry) => copySeat is null ? entry : copySeat[entry];

    /// <summary>Plants a tree of a range and answers its root. Children are numbered after their parent, two and two, so that a walk backwards meets them first.</summary>
    public int Plant(int from, int to)
    {
        var root = nodes.Count;
        var open = new Stack<(int Node, int From, int To)>();
        nodes.Add((0, 0, -1));
        open.Push((root, from, to));
        while (open.TryPop(out var range))
        {
            (var node, from, to) = range;
            if (to - from <= leafSize)
            {
                nodes[node] = (from, to - from, nodes[node].Parent);
                continue;
            }
            var children = nodes.Count;
            nodes[node] = (children, 0, nodes[node].Parent);
            nodes.Add((0, 0, node));
            nodes.Add((0, 0, node));
            var middle = Cut(from, to);
            open.Push((children, from, middle));
            open.Push((children + 1, middle, to));
        }
        return root;
    }

    int Cut(int from, int to)
    {
        var differ = stage.SeatKey[SeatOf(from)] ^ stage.SeatKey[SeatOf(to - 1)];
        if (differ == 0) return (from + to) / 2;
        var bit = 1UL << BitOperations.Log2(differ);
        while (to - from > 1)
        {
            var middle = (from + to) / 2;
            if ((stage.SeatKey[SeatOf(middle)] & bit) == 0) from = middle;
            else to = middle;
        }
        return to;
    }

    /// <summary>Writes the nodes into the forest from a first one on, and the leaf of each seat in the tree of all.</summary>
    public void Sum(ForestParts parts, int first)
    {
        for (var at = nodes.Count - 1; at >= 0; at--)
        {
            var node = first + at;
            var (link, count, parent) = nodes[at];
            ref var it = ref parts.Nodes[node];
            it = new()
            {
                Link = count > 0 ? link : first + link, Count = count, Accepts = float.PositiveInfinity, Penalty = float.PositiveInfinity,
                West = float.PositiveInfinity, South = float.PositiveInfinity, East = float.NegativeInfinity, North = float.NegativeInfinity,
            };
            parts.Parents[node] = parent < 0 ? -1 : first + parent;
            if (count == 0) SumChildren(parts, node);
            else SumLeaf(parts, node);
        }
    }

    void SumChildren(ForestParts parts, int node)
    {
        ref var it = ref parts.Nodes[node];
        ref readonly SeatNode one = ref parts.Nodes[it.Link], other = ref parts.Nodes[it.Link + 1];
        (it.West, it.East) = (Math.Min(one.West, other.West), Math.Max(one.East, other.East));
        (it.South, it.North) = (Math.Min(one.South, other.South), Math.Max(one.North, other.North));
        it.Penalty = Math.Min(one.Penalty, other.Penalty);
        if (!it.IsFlat || !parts.Single[it.Link] || !parts.Single[it.Link + 1] || PlaceIn(parts.Nodes, it.Link) != PlaceIn(parts.Nodes, it.Link + 1)) return;
        parts.Single[node] = true;
        parts.Penalty[node] = Math.Min(parts.Penalty[it.Link], parts.Penalty[it.Link + 1]);
        parts.Order[node] = Math.Min(parts.Order[it.Link], parts.Order[it.Link + 1]);
    }

    void SumLeaf(ForestParts parts, int node)
    {
        ref var it = ref parts.Nodes[node];
        for (var entry = it.Link; entry < it.Link + it.Count; entry++)
        {
            var seat = SeatOf(entry);
            var (u, v, penalty) = (parts.U[seat], parts.V[seat], parts.EntryPenalty[seat]);
            if (copySeat is null) parts.LeafOf[entry] = node;
            else (parts.CopyU[entry], parts.CopyV[entry], parts.CopyPenalty[entry]) = (u, v, penalty);
            (it.West, it.East) = (Math.Min(it.West, u), Math.Max(it.East, u));
            (it.South, it.North) = (Math.Min(it.South, v), Math.Max(it.North, v));
            it.Penalty = Math.Min(it.Penalty, penalty);
        }
        if (it.IsFlat) SumPoint(parts, node);
    }

    // What only seats at one point are asked for. In the plane two points may be one.
    void SumPoint(ForestParts parts, int node)
    {
        var (from, count) = (parts.Nodes[node].Link, parts.Nodes[node].Count);
        var place = PlaceIn(parts.Nodes, node);
        (parts.Penalty[node], parts.Order[node], parts.Single[node]) = (long.MaxValue, int.MaxValue, true);
        for (var entry = from; entry < from + count; entry++)
        {
            var seat = SeatOf(entry);
            var owner = stage.SeatOwner[seat];
            parts.Penalty[node] = Math.Min(parts.Penalty[node], stage.Penalty(seat));
            parts.Order[node] = Math.Min(parts.Order[node], stage.OwnerOrder[owner]);
            parts.Single[node] &= stage.OwnerPlace[owner] == place;
        }
    }

    Place PlaceIn(SeatNode[] made, int node)
    {
        while (made[node].Count == 0) node = made[node].Link;
        return stage.OwnerPlace[stage.SeatOwner[SeatOf(made[node].Link)]];
    }
}
