using System.Numerics;

namespace Matching;

/// <summary>
/// Builds the trees from seats that are sorted along the Z-order curve: cutting a range where its keys first differ is
/// cutting space in half, along whichever of the three axes (two of place, one of penalty) is widest there.
/// </summary>
sealed class ForestBuilder(Stage stage, Labels labels)
{
    /// <summary>Entries of a leaf at most: two vectors of eight.</summary>
    const int LeafSize = 16;

    readonly int seats = stage.SeatOwner.Length;
    readonly List<SeatNode> nodes = [];
    readonly List<int> parents = [];
    int[] copySeat = [];

    public SeatForest Build()
    {
        var (labelStart, copies) = Copies();
        var roots = new int[labels.Count + 1];
        for (var label = 0; label <= labels.Count; label++)
        {
            var (from, to) = label == 0 ? (0, seats) : (seats + labelStart[label], seats + labelStart[label + 1]);
            roots[label] = from == to ? -1 : Tree(from, to);
        }
        var entries = seats + copySeat.Length;
        const int padding = 16;
        float[] u = new float[entries + padding], v = new float[entries + padding], penalty = new float[entries + padding];
        for (var entry = 0; entry < entries; entry++)
        {
            var seat = SeatOf(entry);
            u[entry] = stage.OwnerU[stage.SeatOwner[seat]];
            v[entry] = stage.OwnerV[stage.SeatOwner[seat]];
            penalty[entry] = MathF.BitDecrement(stage.SeatPenalty[seat]);
        }
        return new(stage, Summed(roots, copies, u, v, penalty));
    }

    int SeatOf(int entry) => entry < seats ? entry : copySeat[entry - seats];

    // The seats of each label in the order of the curve, one label after the other, and for each seat its copies.
    (int[] LabelStart, Rows Copies) Copies()
    {
        var start = new int[labels.Count + 2];
        if (labels.Count == 0) return (start, new([], []));
        var seatStart = new int[seats + 1];
        List<int> mine = [];
        for (var seat = 0; seat < seats; seat++)
        {
            mine.Clear();
            labels.OfOwner(stage.SeatOwner[seat], mine);
            foreach (var label in mine) start[label + 1]++;
            seatStart[seat + 1] = checked(seatStart[seat] + mine.Count);
        }
        for (var label = 0; label <= labels.Count; label++) start[label + 1] += start[label];
        copySeat = new int[seatStart[seats]];
        var items = new int[seatStart[seats]];
        var next = start.AsSpan().ToArray();
        for (var seat = 0; seat < seats; seat++)
        {
            mine.Clear();
            labels.OfOwner(stage.SeatOwner[seat], mine);
            for (var at = 0; at < mine.Count; at++)
            {
                var copy = next[mine[at]]++;
                copySeat[copy] = seat;
                items[seatStart[seat] + at] = seats + copy;
            }
        }
        return (start, new(seatStart, items));
    }

    // Children are numbered after their parent, two and two, so that a walk backwards meets them first.
    int Tree(int from, int to)
    {
        var root = nodes.Count;
        var open = new Stack<(int Node, int From, int To)>();
        nodes.Add(default);
        parents.Add(-1);
        open.Push((root, from, to));
        while (open.TryPop(out var range))
        {
            (var node, from, to) = range;
            if (to - from <= LeafSize)
            {
                nodes[node] = new() { Link = from, Count = to - from };
                continue;
            }
            var children = nodes.Count;
            nodes[node] = new() { Link = children };
            nodes.Add(default);
            nodes.Add(default);
            parents.Add(node);
            parents.Add(node);
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

    ForestParts Summed(int[] roots, Rows copies, float[] u, float[] v, float[] penalty)
    {
        var made = nodes.ToArray();
        var least = new long[made.Length];
        var order = new int[made.Length];
        var single = new bool[made.Length];
        var leafOf = new int[u.Length];
        for (var node = made.Length - 1; node >= 0; node--)
        {
            ref var it = ref made[node];
            it.Accepts = float.PositiveInfinity;
            (it.West, it.South, it.Penalty) = (float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity);
            (it.East, it.North) = (float.NegativeInfinity, float.NegativeInfinity);
            (least[node], order[node], single[node]) = (long.MaxValue, int.MaxValue, true);
            if (it.Count == 0)
            {
                for (var child = it.Link; child < it.Link + 2; child++)
                {
                    Widen(ref it, made[child].West, made[child].East, made[child].South, made[child].North, made[child].Penalty);
                    (least[node], order[node]) = (Math.Min(least[node], least[child]), Math.Min(order[node], order[child]));
                    single[node] &= single[child] && PlaceIn(made, child) == PlaceIn(made, it.Link);
                }
                continue;
            }
            for (var entry = it.Link; entry < it.Link + it.Count; entry++)
            {
                var seat = SeatOf(entry);
                leafOf[entry] = node;
                Widen(ref it, u[entry], u[entry], v[entry], v[entry], penalty[entry]);
                least[node] = Math.Min(least[node], stage.SeatPenalty[seat]);
                order[node] = Math.Min(order[node], stage.OwnerOrder[stage.SeatOwner[seat]]);
                single[node] &= stage.OwnerPlace[stage.SeatOwner[seat]] == PlaceIn(made, node);
            }
        }
        return new(made, least, order, [.. parents], single, roots, copySeat, copies, u, v, penalty, leafOf);
    }

    Place PlaceIn(SeatNode[] made, int node)
    {
        while (made[node].Count == 0) node = made[node].Link;
        return stage.OwnerPlace[stage.SeatOwner[SeatOf(made[node].Link)]];
    }

    static void Widen(ref SeatNode node, float west, float east, float south, float north, float penalty)
    {
        (node.West, node.East) = (Math.Min(node.West, west), Math.Max(node.East, east));
        (node.South, node.North) = (Math.Min(node.South, south), Math.Max(node.North, north));
        node.Penalty = Math.Min(node.Penalty, penalty);
    }
}
