namespace Matching;

/// <summary>
/// Seats in k-d trees laid out flat: one tree of all seats, and one for each group and each skill asked for, whose
/// entries name the seats that have it. Every node keeps the worst cost that its seats still accept; it only ever falls.
/// In the tree of all seats whoever takes a seat tells the nodes above; a label's nodes are looked at again by the search
/// that they let in for nothing, and may accept too much until then.
/// </summary>
sealed class SeatForest
{
    /// <summary>A seat that nobody holds accepts any cost.</summary>
    public const long Anyone = long.MaxValue;

    const long Nobody = long.MinValue;

    readonly Stage stage;
    readonly int[] parents, leafOf, copySeat;
    readonly int firstOfLabels;
    readonly bool[] single;

    internal SeatForest(Stage stage, ForestParts parts)
    {
        this.stage = stage;
        (Nodes, NodePenalty, NodeOrder, parents, single) = (parts.Nodes, parts.Penalty, parts.Order, parts.Parents, parts.Single);
        (Roots, Middles, copySeat, firstOfLabels) = (parts.Roots, parts.Middles, parts.CopySeat, parts.FirstOfLabels);
        (U, V, Penalty, leafOf) = (parts.U, parts.V, parts.EntryPenalty, parts.LeafOf);
        (CopyU, CopyV, CopyPenalty) = (parts.CopyU, parts.CopyV, parts.CopyPenalty);
        (Accepts, CopyAccepts) = (new float[U.Length], new float[CopyU.Length]);
        Array.Fill(Accepts, float.PositiveInfinity);
        Array.Fill(CopyAccepts, float.PositiveInfinity);
        NodeAccepts = new long[Nodes.Length];
        Array.Fill(NodeAccepts, Anyone);
        NodeHolder = new int[Nodes.Length];
        Cost = new long[stage.SeatOwner.Length];
        Array.Fill(Cost, Anyone);
        Holder = Numbers.Nobody(stage.SeatOwner.Length);
    }

    public SeatNode[] Nodes { get; }

    /// <summary>The root of the tree of all seats, then of each label's; −1 where a label has no seat.</summary>
    public int[] Roots { get; }

    /// <summary>Where the seat lives that is in the middle of each label's stretch of the curve: few live far from it, as a rule.</summary>
    public (float U, float V)[] Middles { get; }

    // Of each seat, padded so that a vector may be read at any of them.
    public float[] U { get; }

    public float[] V { get; }

    public float[] Penalty { get; }

    public float[] Accepts { get; }

    // Of each entry of the labels' trees: what of its seat never changes.
    public float[] CopyU { get; }

    public float[] CopyV { get; }

    public float[] CopyPenalty { get; }

    /// <summary>What the seat of each entry accepted when it last refused somebody: never less than it does now.</summary>
    public float[] CopyAccepts { get; }

    // What single precision cannot tell, for nodes whose seats are all at one point.
    public long[] NodePenalty { get; }

    public int[] NodeOrder { get; }

    public long[] NodeAccepts { get; }

    public int[] NodeHolder { get; }

    /// <summary>What the owner thinks of who holds the seat: all that decides but the id.</summary>
    public long[] Cost { get; }

    /// <summary>The asker who holds the seat, or −1.</summary>
    public int[] Holder { get; }

    /// <summary>Whether all seats below a node are at one point. Of most the box says that they are not, and is at hand.</summary>
    public bool IsSinglePoint(int node) => Nodes[node].IsFlat && single[node];

    public bool IsOfLabel(int node) => node >= firstOfLabels;

    /// <summary>The seat of a leaf's entry: in the tree of all seats an entry is a seat.</summary>
    public int SeatOf(int entry, bool ofLabel) => ofLabel ? copySeat[entry] : entry;

    /// <summary>The asker's place in the order of ids; one that comes after all when the seat is empty.</summary>
    public int HolderOrder(int seat) => Holder[seat] < 0 ? int.MaxValue : stage.AskerOrder[Holder[seat]];

    /// <summary>Whether a seat accepts an asker of whom its owner thinks this.</summary>
    public bool Accept(int seat, int asker, long given) =>
        given != Cost[seat] ? given < Cost[seat] : stage.AskerOrder[asker] < HolderOrder(seat);

    /// <summary>Puts an asker into a seat, and tells the nodes above: in the tree of all seats up to the root of a part.</summary>
    public void Seat(int seat, int asker, long cost, int partRoot)
    {
        var (oldCost, oldOrder) = (Cost[seat], HolderOrder(seat));
        (Holder[seat], Cost[seat]) = (asker, cost);
        Accepts[seat] = Above(Cost[seat]);
        Tighten(leafOf[seat], partRoot, oldCost, oldOrder);
    }

    /// <summary>
    /// Looks again at a label's leaf that let a search in for nothing, and at the nodes above while they change. Several
    /// threads may: what one of them leaves may be too much and never too little, since what it read of another's seat is
    /// at least what that accepts.
    /// </summary>
    public void LookAgain(int leaf)
    {
        for (var node = leaf; node >= 0; node = parents[node])
        {
            ref var it = ref Nodes[node];
            if (it.IsFlat)
            {
                var (cost, order) = it.Count > 0 ? WorstOfLeaf(node) : WorstOfChildren(node);
                if (cost == NodeAccepts[node] && order == NodeHolder[node]) return;
                (NodeAccepts[node], NodeHolder[node], it.Accepts) = (cost, order, Above(cost));
                continue;
            }
            // Of seats that are not at one point nothing more is asked than this.
            var most = it.Count > 0 ? MostOfCopies(it.Link, it.Count) : Math.Max(Nodes[it.Link].Accepts, Nodes[it.Link + 1].Accepts);
            if (most >= it.Accepts) return;
            it.Accepts = most;
        }
    }

    float MostOfCopies(int from, int count)
    {
        var most = float.NegativeInfinity;
        foreach (var accepts in CopyAccepts.AsSpan(from, count)) most = float.MaxNative(most, accepts);
        return most;
    }

    /// <summary>A single-precision number that is not below the cost.</summary>
    public static float Above(long cost) => cost switch
    {
        Anyone => float.PositiveInfinity,
        Nobody => float.NegativeInfinity,
        _ => MathF.BitIncrement((float)cost),
    };

    /// <summary>Looks again at nodes whose children may have changed without telling them, from below upwards.</summary>
    public void Refresh(ReadOnlySpan<int> nodes)
    {
        foreach (var node in nodes) Refresh(node);
    }

    /// <summary>Looks again at all nodes of the labels' trees: several threads may have looked at one at a time.</summary>
    public void RefreshLabels()
    {
        for (var node = Nodes.Length - 1; node >= firstOfLabels; node--) Refresh(node);
    }

    /// <summary>Lets a seat accept as if its holder were thought of so, or nobody.</summary>
    public void Reconsider(int seat, long? given)
    {
        Cost[seat] = given ?? Nobody;
        Accepts[seat] = given is null ? float.NegativeInfinity : Above(Cost[seat]);
    }

    /// <summary>Looks again at all copies and nodes; children come after their parent.</summary>
    public void RefreshAll()
    {
        for (var entry = 0; entry < copySeat.Length; entry++) CopyAccepts[entry] = Accepts[copySeat[entry]];
        for (var node = Nodes.Length - 1; node >= 0; node--) Refresh(node);
    }

    void Refresh(int node)
    {
        (NodeAccepts[node], NodeHolder[node]) = Nodes[node].Count > 0 ? WorstOfLeaf(node) : WorstOfChildren(node);
        Nodes[node].Accepts = Above(NodeAccepts[node]);
    }

    // Only a node whose worst seat this was can change, and only while one changes can the one above it.
    void Tighten(int node, int last, long oldCost, int oldOrder)
    {
        while (node >= 0 && NodeAccepts[node] == oldCost && (oldCost == Anyone || NodeHolder[node] == oldOrder))
        {
            var (cost, order) = Nodes[node].Count > 0 ? WorstOfLeaf(node) : WorstOfChildren(node);
            if (cost == oldCost && (cost == Anyone || order == oldOrder)) return;
            (NodeAccepts[node], NodeHolder[node]) = (cost, order);
            Nodes[node].Accepts = Above(cost);
            if (node == last) return;
            node = parents[node];
        }
    }

    (long Cost, int Order) WorstOfLeaf(int node)
    {
        var (cost, order) = (Nobody, int.MinValue);
        var ofLabel = IsOfLabel(node);
        for (int entry = Nodes[node].Link, end = entry + Nodes[node].Count; entry < end; entry++)
        {
            var seat = SeatOf(entry, ofLabel);
            if (Cost[seat] < cost) continue;
            if (Cost[seat] == Anyone) return (Anyone, int.MaxValue);
            var mine = HolderOrder(seat);
            if (Cost[seat] > cost || mine > order) (cost, order) = (Cost[seat], mine);
        }
        return (cost, order);
    }

    (long Cost, int Order) WorstOfChildren(int node)
    {
        int one = Nodes[node].Link, other = one + 1;
        var first = NodeAccepts[one] > NodeAccepts[other]
            || (NodeAccepts[one] == NodeAccepts[other] && NodeHolder[one] >= NodeHolder[other]);
        return first ? (NodeAccepts[one], NodeHolder[one]) : (NodeAccepts[other], NodeHolder[other]);
    }
}
