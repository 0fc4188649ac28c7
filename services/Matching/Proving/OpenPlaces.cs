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
        var places = new Place[stage.Entries];
        var tie = new int[stage.Entries];
        var order = OwnersBySkill();
        for (var entry = 0; entry < stage.Entries; entry++)
            (places[entry], tie[entry]) = (stage.Owners.Places[stage.Owner(entry)], order[stage.Owner(entry)]);
        Tiles = new(places, tie, crew);
        Layers = Layered();
        if (grouped) groupRoot = Groups();
        Places = crew.Make(Tiles.Points.Length, at =>
        {
            var entry = Tiles.Points[at];
            return new OpenPlace(places[entry], entry, stage.Penalty(entry), held[entry], stage.Owners.FirstCodes(stage.Owner(entry), words));
        });
        Boxes = new PlaceBox[Tiles.Nodes.Length];
        // Children come after their parent.
        for (var node = Boxes.Length - 1; node >= 0; node--) Boxes[node] = Sum(node);
    }

    public Tiles Tiles { get; }

    /// <summary>What stands in the tiles, point by point.</summary>
    public OpenPlace[] Places { get; }

    /// <summary>What is known of each node of the tiles.</summary>
    public PlaceBox[] Boxes { get; }

    /// <summary>The roots of the layers, the cheapest first.</summary>
    public int[] Layers { get; }

    /// <summary>The root of a group's places, or −1.</summary>
    public int OfGroup(int group) => group < groupRoot.Length ? groupRoot[group] : -1;

    int[] Layered()
    {
        var penalties = new long[stage.Entries];
        for (var entry = 0; entry < penalties.Length; entry++) penalties[entry] = stage.Penalty(entry);
        var least = penalties.Length == 0 ? 0 : penalties.Min();
        var layers = new List<int>[MostLayers];
        for (var entry = 0; entry < penalties.Length; entry++)
            (layers[Math.Min((penalties[entry] - least) / LayerWidth, MostLayers - 1)] ??= []).Add(entry);
        return [.. layers.Where(layer => layer is not null).Select(layer => Tiles.Add(layer.ToArray()))];
    }

    // A heap of points at one place is packed by skill, then by id, so that its boxes have something in common.
    int[] OwnersBySkill()
    {
        var count = stage.Owners.Count;
        int[] sorted = [.. Enumerable.Range(0, count)], order = new int[count];
        var first = Array.ConvertAll(sorted, owner => stage.Owners.FirstCodes(owner, words));
        if (Array.TrueForAll(first, codes => codes == 0)) return sorted;
        Array.Sort(first, sorted);
        for (int from = 0, to; from < count; from = to)
        {
            for (to = from + 1; to < count && first[to] == first[from];) to++;
            sorted.AsSpan(from, to - from).Sort();
        }
        for (var at = 0; at < count; at++) order[sorted[at]] = at;
        return order;
    }

    int[] Groups()
    {
        var asked = new HashSet<int>(stage.Askers.Groups.Items);
        var entries = new List<(int Group, int Entry)>();
        for (var entry = 0; entry < stage.Entries; entry++)
            foreach (var group in stage.Owners.Groups[stage.Owner(entry)])
                if (asked.Contains(group)) entries.Add((group, entry));
        entries.Sort();
        var roots = new int[entries.Count == 0 ? 0 : entries[^1].Group + 1];
        Array.Fill(roots, -1);
        int[] points = [.. entries.Select(it => it.Entry)];
        for (int from = 0, to; from < points.Length; from = to)
        {
            for (to = from + 1; to < points.Length && entries[to].Group == entries[from].Group;) to++;
            roots[entries[from].Group] = Tiles.Add(points[from..to]);
        }
        return roots;
    }

    PlaceBox Sum(int node)
    {
        var tile = Tiles.Nodes[node];
        if (tile.Count == 0) return Boxes[node + 1].With(Boxes[Tiles.Nodes[node + 1].After]);
        var sum = PlaceBox.Nothing;
        foreach (ref readonly var place in Places.AsSpan(tile.First, tile.Count))
            sum = sum.With(new(place.Penalty, place.Held, stage.Owner(place.Entry), stage.Holder(place.Entry), place.Codes));
        return sum;
    }
}

/// <summary>An open place where the proof reads it.</summary>
/// <param name="Held">What its owner thinks of who has it.</param>
/// <param name="Codes">The owner's first 64 codes.</param>
readonly record struct OpenPlace(Place Place, int Entry, long Penalty, long Held, ulong Codes);

/// <summary>What is known of all places in a box.</summary>
/// <param name="Penalty">The least.</param>
/// <param name="Accepts">The worst cost that one accepts.</param>
/// <param name="LeastOwner">The first owner by id.</param>
/// <param name="LastHolder">The last, by id, of those whose places accept the worst.</param>
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
