namespace Matching;

/// <summary>
/// The open places of a stage in boxes: layers of like penalty, and one tree for each group. Each box knows the least
/// that its places cost besides distance, the worst that they accept, and what skills they have at all.
/// </summary>
sealed class OpenPlaces
{
    /// <summary>A place that nobody has.</summary>
    public const long Anyone = long.MaxValue;

    /// <summary>A place whose owner ranked who has it: none accepts somebody unranked instead.</summary>
    public const long Nobody = long.MinValue;

    // Places whose penalties differ by more than half a kilometre are looked for apart, up to eight kinds.
    const long LayerWidth = 5_000;
    const int MostLayers = 8;

    readonly ClaimedStage stage;
    readonly int[] groupRoot = [];
    readonly int words;

    public OpenPlaces(ClaimedStage stage, long[] held, bool grouped, Crew crew)
    {
        this.stage = stage;
        words = stage.Owners.Count == 0 ? 0 : stage.Owners.Codes.Length / stage.Owners.Count;
        var places = crew.Make(stage.Entries, entry => stage.Owners.Places[stage.Owner(entry)]);
        Tiles = new(places, crew);
        Layers = Layered(crew);
        if (grouped) groupRoot = Groups(crew);
        var padded = TilePoints.Padded(Tiles.Points.Length);
        (Points, Accepts, Penalty) = (new(Tiles, places, crew), new float[padded], new float[padded]);
        crew.Split(Tiles.Points.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++)
            {
                var entry = Tiles.Points[at];
                Penalty[at] = MathF.BitDecrement(stage.Penalty(entry));
                Accepts[at] = held[entry] switch { Anyone => float.PositiveInfinity, Nobody => float.NegativeInfinity, var cost => MathF.BitIncrement(cost) };
            }
        });
        Boxes = new PlaceBox[Tiles.Nodes.Length];
        crew.Split(Boxes.Length, (_, from, to) =>
        {
            for (var node = from; node < to; node++)
                if (Tiles.Nodes[node].Count > 0) Boxes[node] = Sum(Tiles.Nodes[node], held);
        });
        // Children come after their parent.
        for (var node = Boxes.Length - 1; node >= 0; node--)
            if (Tiles.Nodes[node].Count == 0) Boxes[node] = Boxes[node + 1].With(Boxes[Tiles.Nodes[node + 1].After]);
    }

    public Tiles Tiles { get; }

    public TilePoints Points { get; }

    /// <summary>Of each point no less than the cost that the place accepts at most.</summary>
    public float[] Accepts { get; }

    /// <summary>Of each point no more than the place costs besides distance.</summary>
    public float[] Penalty { get; }

    /// <summary>What is known of each node of the tiles.</summary>
    public PlaceBox[] Boxes { get; }

    /// <summary>The roots of the layers, the cheapest first.</summary>
    public int[] Layers { get; }

    /// <summary>The root of a group's places, or −1.</summary>
    public int OfGroup(int group) => groupRoot[group];

    int[] Layered(Crew crew)
    {
        if (stage.Entries == 0) return [];
        var least = stage.LeastPenalty();
        var layers = crew.Turned(stage.Entries, MostLayers, (entry, its) => its.Add((int)Math.Min((stage.Penalty(entry) - least) / LayerWidth, MostLayers - 1)));
        for (var layer = 0; layer < MostLayers && words > 0; layer++) PackBySkill(layers.Items.AsSpan(layers.Start[layer]..layers.Start[layer + 1]));
        return [.. Tiles.Add(layers).Where(root => root >= 0)];
    }

    // So that boxes of a heap of places at one point have something in common.
    void PackBySkill(Span<int> entries)
    {
        for (int from = 0, to; from < entries.Length; from = to)
        {
            var place = stage.Owners.Places[stage.Owner(entries[from])];
            for (to = from + 1; to < entries.Length && stage.Owners.Places[stage.Owner(entries[to])] == place;) to++;
            if (to - from <= Tiles.TileSize) continue;
            var heap = entries[from..to];
            var skills = new (ulong, int)[heap.Length];
            for (var at = 0; at < heap.Length; at++) skills[at] = (stage.Owners.FirstCodes(stage.Owner(heap[at]), words), heap[at]);
            skills.AsSpan().Sort(heap);
        }
    }

    // A tree of the places of each group that somebody asks for; groups that are asked for near each other follow each other.
    int[] Groups(Crew crew)
    {
        var (number, count) = (Numbers.Nobody(stage.Groups), 0);
        foreach (var asker in stage.Who)
            foreach (var group in stage.Askers.Groups[asker])
                if (number[group] < 0) number[group] = count++;
        var roots = Tiles.Add(crew.Turned(stage.Entries, count, (entry, its) =>
        {
            foreach (var group in stage.Owners.Groups[stage.Owner(entry)])
                if (number[group] >= 0) its.Add(number[group]);
        }));
        return Array.ConvertAll(number, it => it < 0 ? -1 : roots[it]);
    }

    PlaceBox Sum(in Tile tile, long[] held)
    {
        var sum = PlaceBox.Nothing;
        foreach (var entry in Tiles.Points.Slice(tile.First, tile.Count))
        {
            var owner = stage.Owner(entry);
            sum = sum.With(new(stage.Penalty(entry), held[entry], stage.Owners.IdOrder[owner], HolderOrder(entry), stage.Owners.FirstCodes(owner, words)));
        }
        return sum;
    }

    int HolderOrder(int entry) => stage.Holder(entry) is >= 0 and var holder ? stage.Askers.IdOrder[holder] : -1;
}

/// <summary>What is known of all places in a box.</summary>
/// <param name="Penalty">The least.</param>
/// <param name="Accepts">The worst cost that one accepts.</param>
/// <param name="LeastOwner">The first owner in the order of ids.</param>
/// <param name="LastHolder">The last, in the order of ids, of those whose places accept the worst.</param>
/// <param name="Codes">All that any owner has.</param>
readonly record struct PlaceBox(long Penalty, long Accepts, int LeastOwner, int LastHolder, ulong Codes)
{
    public static PlaceBox Nothing { get; } = new(long.MaxValue, OpenPlaces.Nobody, int.MaxValue, int.MinValue, 0);

    public PlaceBox With(in PlaceBox other) => new(
        Math.Min(Penalty, other.Penalty),
        Math.Max(Accepts, other.Accepts),
        Math.Min(LeastOwner, other.LeastOwner),
        Accepts != other.Accepts ? (Accepts > other.Accepts ? LastHolder : other.LastHolder) : Math.Max(LastHolder, other.LastHolder),
        Codes | other.Codes);
}
