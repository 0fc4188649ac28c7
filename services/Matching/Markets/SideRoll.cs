namespace Matching;

/// <summary>Takes the participants of one side as they come and makes a <see cref="Side"/> of them.</summary>
sealed class SideRoll(string list, Codes codes, Codes groups, Faults faults)
{
    readonly IdRoll ids = new();
    readonly List<Place> places = [];
    readonly List<int> codeStart = [0], code = [], groupStart = [0], group = [];

    public int Count => places.Count;

    public Place[] Places => [.. places];

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

    /// <summary>Whoever has a code or group has it by these numbers from now on.</summary>
    public void Renumber(int[] codeNow, int[] groupNow)
    {
        for (var at = 0; at < code.Count; at++) code[at] = codeNow[code[at]];
        for (var at = 0; at < group.Count; at++) group[at] = groupNow[group[at]];
    }

    /// <summary>The side numbered along a curve, and for each participant the position at which it came.</summary>
    /// <param name="need">how needy each is, as they came</param>
    public (Side Side, int[] Came) Along(Curve curve, int words, IReadOnlyList<byte>? need = null)
    {
        var byId = ids.Sorted();
        for (var i = 1; i < byId.Length; i++)
            if (ids.Same(byId[i - 1], byId[i]) && ids[byId[i]] is { Length: > 0 } id)
                faults.Add(list, byId[i], id, "id", "id-is-unique");
        int[] came = [.. byId];
        // Of those at one place the neediest first (seven bits tell how needy one is), then by id.
        KeySort.Sort(Array.ConvertAll(came, old => curve.Fine(places[old]) << 7 | (uint)(sbyte.MaxValue - (need?[old] ?? 0))), came);
        var at = Numbers.Inverse(came, Count);
        var mine = Array.ConvertAll(byId, old => at[old]);
        var side = new Side
        {
            Ids = ids.InOrder(came),
            ById = mine,
            IdOrder = Numbers.Inverse(mine, Count),
            Places = Array.ConvertAll(came, old => places[old]),
            Codes = Bits(came, words),
            Groups = GroupRows(came),
        };
        return (side, came);
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

    /// <summary>Numbers the names anew in their order, whoever had them first; answers the new number of each old one.</summary>
    public int[] Settle()
    {
        var order = Numbers.UpTo(Count);
        Array.Sort(order, (one, other) => string.CompareOrdinal(names[one], names[other]));
        string[] sorted = Array.ConvertAll(order, old => names[old]);
        for (var number = 0; number < sorted.Length; number++) (names[number], numbers[sorted[number]]) = (sorted[number], number);
        return Numbers.Inverse(order, Count);
    }

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
