using Contracts;

namespace Local;

/// <summary>What both sides of a market choose (双向选择): about a twentieth of each, one to five of the other side, near ones first of all.</summary>
sealed class Choosing
{
    const int share = 20;
    const int longest = 5;
    const int considered = 24;

    readonly Side one, other;
    readonly SeededRandom random;

    sealed record Side(IReadOnlyList<string> Ids, IReadOnlyList<Coordinates> Places, Nearby Nearby)
    {
        public SortedDictionary<int, List<int>> Lists { get; } = [];
    }

    public Choosing(
        IReadOnlyList<(string Id, Coordinates Place)> ones, IReadOnlyList<(string Id, Coordinates Place)> others, Plane plane, SeededRandom random)
    {
        one = Of(ones, plane);
        other = Of(others, plane);
        this.random = random;
        if (ones.Count == 0 || others.Count == 0)
            return;
        Choose(one, other, Twentieth(one));
        Choose(other, one, Twentieth(other) - ReturnFirstChoices());
    }

    public IEnumerable<ChoiceRow> Rows() => RowsOf(one, other).Concat(RowsOf(other, one));

    /// <summary>Whether either side chose the other; both by index.</summary>
    public bool Chosen(int oneIndex, int otherIndex) =>
        one.Lists.TryGetValue(oneIndex, out var list) && list.Contains(otherIndex)
        || other.Lists.TryGetValue(otherIndex, out var back) && back.Contains(oneIndex);

    public List<int> NearestOthers(int oneIndex, int count) => other.Nearby.Nearest(one.Places[oneIndex], count);

    static Side Of(IReadOnlyList<(string Id, Coordinates Place)> side, Plane plane)
    {
        var places = side.Select(item => item.Place).ToList();
        return new([.. side.Select(item => item.Id)], places, new(plane, places));
    }

    static int Twentieth(Side side) => (side.Ids.Count + share - 1) / share;

    /// <summary>
    /// Some first choices are returned, up to half of the other side's own lists: those two would rather have each other
    /// than anybody. How many were.
    /// </summary>
    int ReturnFirstChoices()
    {
        var (returned, most) = (0, (Twentieth(other) + 1) / 2);
        foreach (var (chooser, list) in one.Lists)
        {
            if (returned < most && (returned == 0 || random.Chance(0.33)) && other.Lists.TryAdd(list[0], [chooser]))
                returned++;
        }
        return returned;
    }

    void Choose(Side from, Side to, int choosers)
    {
        foreach (var chooser in random.Sample(choosers, from.Ids.Count))
        {
            var near = to.Nearby.Nearest(from.Places[chooser], considered);
            if (!from.Lists.TryGetValue(chooser, out var list))
                from.Lists[chooser] = list = [];
            for (var wanted = random.Between(1, Math.Min(longest, near.Count)); list.Count < wanted;)
            {
                // The square prefers the nearest: the first quarter of them is drawn as often as all the rest.
                var unit = random.Unit();
                var drawn = near[(int)(unit * unit * near.Count)];
                if (!list.Contains(drawn))
                    list.Add(drawn);
            }
        }
    }

    static IEnumerable<ChoiceRow> RowsOf(Side from, Side to) =>
        from.Lists.SelectMany(pair => pair.Value.Select((chosen, i) => new ChoiceRow(from.Ids[pair.Key], to.Ids[chosen], i + 1)));
}
