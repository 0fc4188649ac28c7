namespace Households;

/// <summary>Figures as edges between the sums that they stand in, and how far each could be another without any sum that is shown being wrong.</summary>
sealed class FigureFlow
{
    /// <summary>Stands where a figure is part of no sum: whatever comes there is at its goal.</summary>
    public const int World = 0;

    readonly Dictionary<(string Area, string Sum), int> names = [];
    readonly List<List<int>> nodes = [[]];
    readonly List<Edge> edges = [];

    public int Node(string area, string sum)
    {
        if (names.TryGetValue((area, sum), out var node)) return node;
        nodes.Add([]);
        names.Add((area, sum), nodes.Count - 1);
        return nodes.Count - 1;
    }

    /// <param name="isClosed">no way from it leads out into the world</param>
    public int Add(int from, int to, int count, bool isWithheld, bool isClosed)
    {
        edges.Add(new Edge(from, to, count, isClosed) { IsWithheld = isWithheld });
        var edge = edges.Count - 1;
        if (from != World) nodes[from].Add(edge);
        if (to != World) nodes[to].Add(edge);
        return edge;
    }

    public bool IsWithheld(int edge) => edges[edge].IsWithheld;

    /// <summary>
    /// Sees to it that a withheld figure may be anything up to <paramref name="most"/>, and down to one or as far as its parts
    /// let it, withholding others where it must.
    /// </summary>
    /// <param name="isSum">has parts, none of which is none: it is never as little as one, and that much is known</param>
    /// <returns>false where withholding others does not help</returns>
    public bool Free(int edge, int most, bool isSum)
    {
        var it = edges[edge];
        return Turn(edge, it.To, it.From, most - it.Count) && Turn(edge, it.From, it.To, it.Count - 1) | isSum;
    }

    /// <summary>What a figure changes by finds its way past it from one of its ends to the other, or from both into the world.</summary>
    bool Turn(int edge, int start, int goal, int units)
    {
        var moved = new Dictionary<int, int>();
        if (edges[edge].IsClosed) return Move(edge, start, goal, against: false, units, moved);
        return (start == World || Move(edge, start, World, against: false, units, moved))
            && (goal == World || Move(edge, goal, World, against: true, units, moved));
    }

    bool Move(int except, int start, int goal, bool against, int units, Dictionary<int, int> moved)
    {
        while (units > 0)
        {
            if (Way(except, start, goal, against, moved) is not { } way) return false;
            var most = way.Aggregate(units, (least, step) => Math.Min(least, Room(step, moved, edges[step.Edge].IsWithheld || !IsOpen(step, moved))));
            foreach (var (edge, up) in way)
            {
                if (!IsOpen((edge, up), moved)) edges[edge].IsWithheld = true;
                moved[edge] = moved.GetValueOrDefault(edge) + (up ? most : -most);
            }
            units -= most;
        }
        return true;
    }

    /// <summary>The way that withholds least, and of those the one of fewest steps; null where there is none.</summary>
    List<(int Edge, bool Up)>? Way(int except, int start, int goal, bool against, Dictionary<int, int> moved)
    {
        var came = new Dictionary<int, (int Edge, bool Up)>();
        var open = new PriorityQueue<(int Node, int Edge, bool Up), (long Cost, int Steps)>();
        open.Enqueue((start, -1, false), (0, 0));
        while (open.TryDequeue(out var at, out var price))
        {
            if (!came.TryAdd(at.Node, (at.Edge, at.Up))) continue;
            if (at.Node == goal) return Back(came, start, goal);
            foreach (var edge in nodes[at.Node])
            {
                var it = edges[edge];
                var next = it.From == at.Node ? it.To : it.From;
                var step = (edge, Up: it.From == at.Node != against);
                if (edge == except || came.ContainsKey(next)) continue;
                if (IsOpen(step, moved)) open.Enqueue((next, edge, step.Up), (price.Cost, price.Steps + 1));
                else if (!it.IsWithheld && Room(step, moved, withheld: true) > 0) open.Enqueue((next, edge, step.Up), (price.Cost + it.Count, price.Steps + 1));
            }
        }
        return null;
    }

    List<(int Edge, bool Up)> Back(Dictionary<int, (int Edge, bool Up)> came, int start, int goal)
    {
        var way = new List<(int, bool)>();
        for (var node = goal; node != start;)
        {
            var (edge, up) = came[node];
            way.Add((edge, up));
            node = edges[edge].From == node ? edges[edge].To : edges[edge].From;
        }
        return way;
    }

    bool IsOpen((int Edge, bool Up) step, Dictionary<int, int> moved) => Room(step, moved, edges[step.Edge].IsWithheld) > 0;

    /// <summary>By how much a figure that others have moved already can still go up or down.</summary>
    int Room((int Edge, bool Up) step, Dictionary<int, int> moved, bool withheld)
    {
        var count = edges[step.Edge].Count;
        var (low, high) = Figure.Range(withheld ? null : Figure.Shown(count));
        var now = count + moved.GetValueOrDefault(step.Edge);
        return step.Up ? high - now : now - low;
    }

    sealed class Edge(int from, int to, int count, bool isClosed)
    {
        public int From { get; } = from;
        public int To { get; } = to;
        public int Count { get; } = count;
        public bool IsClosed { get; } = isClosed;
        public bool IsWithheld { get; set; }
    }
}
