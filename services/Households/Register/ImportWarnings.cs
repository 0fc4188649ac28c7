using Defaults;

namespace Households;

/// <summary>What an import accepts and somebody should look at, told in the order of the lines.</summary>
sealed class ImportWarnings
{
    readonly List<(int Line, string Field, string Rule)> all = [];

    public void Add(int line, string field, string rule) => all.Add((line, field, rule));

    /// <summary>The same ID number at two households: <paramref name="known"/> tells the households that have it already.</summary>
    public void CheckIdNumbers(IReadOnlyList<ListedHousehold> listed, ILookup<string, string> known, Keys keys)
    {
        var numbered = listed.SelectMany(it => it.Entry.Persons.Where(person => person.IdNumber is not null)
            .Select(person => (it.Line, it.Entry.Id, Hash: keys.IdNumber(person.IdNumber)!)));
        foreach (var same in numbered.GroupBy(it => it.Hash, StringComparer.Ordinal))
        {
            var households = known[same.Key].Concat(same.Select(it => it.Id)).ToHashSet(StringComparer.Ordinal);
            if (households.Count < 2) continue;
            foreach (var (line, _, _) in same) Add(line, "id_number", "id-number-stands-once");
        }
    }

    /// <summary>Positions that are not known; the household counts as living in the middle of its community.</summary>
    public void CheckPlaced(IReadOnlyList<ListedHousehold> listed)
    {
        foreach (var (line, _) in listed.Where(it => it.Entry.Place is null)) Add(line, "longitude", "position-assumed");
    }

    /// <summary>Positions far from the centre of the community's other known points.</summary>
    /// <param name="placed">those that have a position, and a new one</param>
    public void CheckPositions(IReadOnlyList<ListedHousehold> placed, IReadOnlyDictionary<string, CommunityPoints> points)
    {
        foreach (var (line, entry) in placed)
            if (points[entry.Area].IsFarFromOthers(entry.Place!.Value.Wgs84)) Add(line, "longitude", "far-from-other-points");
    }

    public IReadOnlyList<ListedFault> Told(string file)
    {
        var inOrder = new Faults(file);
        foreach (var (line, field, rule) in all.OrderBy(it => it.Line)) inOrder.Add(line, field, rule);
        return ListedFault.From(inOrder);
    }
}

/// <summary>A row of a list that follows every rule, and the line where it begins.</summary>
readonly record struct ListedHousehold(int Line, HouseholdEntry Entry);
