using Defaults;

namespace Local;

/// <summary>
/// Tells faults that stand for themselves from those that only follow: once the row of an organization is refused, each
/// of its members names an organization that is not known. The person corrects the one row.
/// </summary>
sealed class Consequences(ListFolder lists)
{
    static readonly HashSet<string> naming = new(StringComparer.Ordinal)
    {
        "area-is-known", "parent-is-known", "organization-is-known", "member-is-known", "household-is-known", "from-is-known", "target-is-known",
    };

    readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>How many faults were not listed because they only follow.</summary>
    public int Followed { get; private set; }

    /// <summary>Of one list's faults those that stand for themselves; their rows' ids are remembered.</summary>
    public async Task<List<ListedFault>> KeepAsync(IReadOnlyList<ListedFault> faults, CancellationToken stop)
    {
        if (faults.Count == 0) return [];
        var rows = await ReadAsync(faults[0].File, stop);
        var before = refused.ToHashSet(StringComparer.Ordinal);
        var kept = faults.Where(fault => !Follows(fault, rows, before)).ToList();
        Followed += faults.Count - kept.Count;
        foreach (var fault in faults)
            if (rows.TryGetValue(fault.Line, out var row)) refused.Add(row["id"] is { Length: > 0 } id ? id : row["code"]);
        return kept;
    }

    static bool Follows(ListedFault fault, Dictionary<int, CsvRow> rows, HashSet<string> before) =>
        naming.Contains(fault.Rule) && rows.TryGetValue(fault.Line, out var row) && before.Contains(row[fault.Field]);

    async Task<Dictionary<int, CsvRow>> ReadAsync(string file, CancellationToken stop)
    {
        await using var stream = lists.Open(file);
        var list = await CsvList.ReadAsync(stream, file, ListColumns.Of(file), stop);
        return list.Rows.ToDictionary(row => row.Line);
    }
}
