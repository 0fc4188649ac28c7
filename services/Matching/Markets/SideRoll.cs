namespace Matching;

/// <summary>Takes the participants of one side as they come and makes a <see cref="Side"/> of them.</summary>
sealed class SideRoll(string list, Codes codes, Codes groups, Faults faults)
{
    readonly IdRoll ids = new();
    readonly List<Place> places = [];
    readonly List<int> codeStart = [0], code = [], groupStart = [0], group = [];

    public int Count => places.Count;

    public void Add(string id, Place place, IReadOnlyList<string> itsCodes, string codeField, ReadOnlySpan<string?> itsGroups, string groupField)
    {
        var index = Count;
        if (ids.Add(id) is { } broken) faults.Add(list, index, id, "id", broken);
        if (!place.IsOnSphere) faults.Add(list, index, id, "place", "place-is-on-the-sphere");
        places.Add(place);
        foreach (var name in itsCodes)
            if (name.Length == 0) faults.Add(list, index, id, codeField, "code-is-not-empty");
            else code.Add(codes.Number(name));
        codeStart.Add(code.Count);
        foreach (var name in itsGroups)
            if (string.IsNullOrEmpty(name)) faults.Add(list, index, id, groupField, "group-is-not-empty");
            else group.Add(groups.Number(name));
        groupStart.Add(group.Count);
    }

    /// <summary>The side in the order of its ids, and for each the position at which it came.</summary>
    public (Side Side, int[] Order) InOrder(int words)
    {
        var order = ids.Sorted();
        var sorted = ids.InOrder(order);
        for (var i = 1; i < order.Length; i++)
            if (ids.Same(order[i - 1], order[i]) && sorted.Bytes(i).Length > 0)
                faults.Add(list, order[i], sorted[i], "id", "id-is-unique");
        var side = new Side
        {
            Ids = sorted,
            Places = Array.ConvertAll(order, old => places[old]),
            Codes = Bits(order, words),
            Groups = GroupRows(order),
        };
        return (side, order);
    }

    ulong[] Bits(int[] order, int words)
    {
        var bits = new ulong[order.Length * words];
        for (var i = 0; i < order.Length; i++)
            for (var at = codeStart[order[i]]; at < codeStart[order[i] + 1]; at++)
                bits[i * words + code[at] / 64] |= 1UL << (code[at] % 64);
        return bits;
    }

    Rows GroupRows(int[] order)
    {
        var start = new int[order.Length + 1];
        var items = new List<int>(group.Count);
        for (var i = 0; i < order.Length; i++)
        {
            var from = groupStart[order[i]];
            var mine = group.GetRange(from, groupStart[order[i] + 1] - from);
            mine.Sort();
            for (var at = 0; at < mine.Count; at++)
                if (at == 0 || mine[at] != mine[at - 1]) items.Add(mine[at]);
            start[i + 1] = items.Count;
        }
        return new(start, [.. items]);
    }
}

/// <summary>Numbers for names, given in the order in which the names are met.</summary>
sealed class Codes
{
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> names = [];

    public int Count => names.Count;

    public string this[int number] => names[number];

    /// <summary>The same names with the same numbers, to which more may be added.</summary>
    public Codes Copy()
    {
        var copy = new Codes();
        foreach (var name in names) copy.Number(name);
        return copy;
    }

    public int Number(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        numbers.Add(name, number = names.Count);
        names.Add(name);
        return number;
    }
}
