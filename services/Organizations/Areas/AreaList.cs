using Contracts;
using Defaults;

namespace Organizations;

/// <summary>The list <c>areas.csv</c>, judged: which rows may be taken, and what is wrong with the others.</summary>
sealed class AreaList
{
    public const string File = "areas.csv";
    public static readonly Columns Columns = Columns.Of("code", "name", "level", "parent");

    readonly Dictionary<(string Code, AreaLevel Level), int> named = [];
    readonly List<AreaRow> rows = [];
    readonly List<bool> sound = [];
    readonly HashSet<int> again = [];

    public AreaList(CsvList list)
    {
        Faults = list.Faults;
        Count = list.Count;
        foreach (var cells in list.Rows)
            if (AreaRow.Read(cells, Faults, out var whole) is { } row) Take(row, whole);
        Codes = new CodeRange(rows.Select(row => row.Code));
    }

    public Faults Faults { get; }
    public Faults Warnings { get; } = new(File);

    /// <summary>Data rows in the file.</summary>
    public int Count { get; }

    /// <summary>Spans all codes that the list names.</summary>
    public CodeRange Codes { get; }

    /// <summary>The parents that are no rows of the list; of a row that names none, all that it could lie in.</summary>
    public IEnumerable<string> ForeignParents => rows
        .SelectMany(row => row.Parent.Length == 0 ? Above(row).Select(above => above.Code) : [row.Parent])
        .Where(code => AreaCode.IsWellFormed(code) && !Names(code)).Distinct(StringComparer.Ordinal);

    public bool Names(string code, AreaLevel level) => named.ContainsKey((code, level));

    /// <summary>The rows that may be taken, after <see cref="Judge"/>.</summary>
    public IEnumerable<AreaRow> Sound => rows.Where((_, at) => sound[at]);

    /// <summary>Judges the rows by each other and by what is known, from the widest level to the narrowest.</summary>
    /// <param name="stored">divisions that the store knows</param>
    /// <param name="covers">whether the caller answers for a row</param>
    /// <param name="partial">rows with faults are left out, so that nothing may lean on them</param>
    public void Judge(IReadOnlyDictionary<(string Code, AreaLevel Level), Area> stored, Func<AreaRow, bool> covers, bool partial)
    {
        var top = rows.Count == 0 ? AreaLevel.Province : rows.Min(row => row.Level);
        foreach (var at in Enumerable.Range(0, rows.Count).OrderBy(at => rows[at].Level))
        {
            var row = rows[at];
            if (!covers(row)) Fault(at, "code", "area-in-scope");
            if (row.Parent.Length == 0) { if (row.Level > top || sound[at] && IsCutOff(row)) Fault(at, "parent", "is-given"); }
            else if (row.StandsForItsParent) Warn(row);
            else if (!AreaCode.IsWellFormed(row.Parent)) Fault(at, "parent", "area-code-form");
            else if (!IsKnownAbove(row)) Fault(at, "parent", "parent-is-known");
            else if (!row.Code.StartsWith(AreaCode.Scope(row.Parent), StringComparison.Ordinal)) Fault(at, "code", "area-inside-parent");
        }

        // A new top is where the tree begins; with something stored above it, it would be cut off from that.
        bool IsCutOff(AreaRow row) => !stored.ContainsKey((row.Code, row.Level)) && Above(row).Any(stored.ContainsKey);

        bool IsKnownAbove(AreaRow row)
        {
            for (var level = row.Level - 1; level >= AreaLevel.Province; level--)
                if (stored.ContainsKey((row.Parent, level)) || (named.TryGetValue((row.Parent, level), out var at) && (sound[at] || !partial)))
                    return true;
            return false;
        }
    }

    static IEnumerable<(string Code, AreaLevel Level)> Above(AreaRow row) =>
        AreaLevels.All.Where(level => level < row.Level).Select(level => (AreaCode.At(row.Code, level), level));

    bool Names(string code) => AreaLevels.All.Any(level => named.ContainsKey((code, level)));

    void Take(AreaRow row, bool whole)
    {
        rows.Add(row);
        sound.Add(whole);
        if (named.TryAdd((row.Code, row.Level), rows.Count - 1)) return;
        // Both lines are named, the first of them once.
        var first = named[(row.Code, row.Level)];
        if (again.Add(first)) Fault(first, "code", "id-is-unique");
        Fault(rows.Count - 1, "code", "id-is-unique");
    }

    void Fault(int at, string field, string rule)
    {
        Faults.Add(rows[at].Line, field, rule);
        sound[at] = false;
    }

    void Warn(AreaRow row) =>
        Warnings.Add(row.Line, "code", row.Level == AreaLevel.District ? "city-without-districts" : "area-stands-for-its-parent");
}
