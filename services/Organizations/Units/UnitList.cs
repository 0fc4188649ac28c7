using Defaults;

namespace Organizations;

/// <summary>Party organizations as a list or a request names them, judged: which may be taken, and what is wrong with the others.</summary>
sealed class UnitList
{
    public const string File = "organizations.csv";

    /// <summary>A point farther than this from the others of its community is looked at by a person.</summary>
    const double Far = 50_000;

    readonly List<UnitRow> rows = [];
    readonly List<bool> sound = [];
    readonly Dictionary<string, int> named = new(StringComparer.Ordinal);
    readonly HashSet<int> again = [];

    public UnitList(CsvList list)
    {
        (Faults, Count) = (list.Faults, list.Count);
        foreach (var cells in list.Rows)
            if (UnitRow.Read(cells, Faults, out var whole) is { } row) Take(row, whole);
    }

    /// <summary>One organization, named by a request.</summary>
    public UnitList(UnitRow row, Faults faults)
    {
        (Faults, Count) = (faults, 1);
        Take(row, !faults.Any);
    }

    public Faults Faults { get; }
    public Faults Warnings { get; } = new(File);
    public int Count { get; }
    public IReadOnlyList<UnitRow> Rows => rows;

    /// <summary>The rows that may be taken, after <see cref="Judge"/>.</summary>
    public IEnumerable<UnitRow> Sound => rows.Where((_, at) => sound[at]);

    public bool Names(string id) => named.ContainsKey(id);

    /// <param name="around">what the store knows</param>
    /// <param name="covers">whether the caller answers for a division</param>
    /// <param name="partial">rows with faults are left out, so that nothing may lean on them</param>
    public void Judge(UnitSurroundings around, Func<string, bool> covers, DateOnly today, bool partial)
    {
        for (var at = 0; at < rows.Count; at++) JudgePlace(at, around, covers, today);
        JudgeParents(around, partial);
        foreach (var row in Sound)
            if (row.Position is { } point) around.Points.Add(row.Area, point);
        foreach (var row in Sound)
            if (IsFarFromOthers(row, around.Points)) Warnings.Add(row.Line, "longitude", "far-from-other-points");
    }

    void Take(UnitRow row, bool whole)
    {
        rows.Add(row);
        sound.Add(whole);
        if (named.TryAdd(row.Id, rows.Count - 1)) return;
        // Both lines are named, the first of them once.
        if (again.Add(named[row.Id])) Fault(named[row.Id], "id", "id-is-unique");
        Fault(rows.Count - 1, "id", "id-is-unique");
    }

    void JudgePlace(int at, UnitSurroundings around, Func<string, bool> covers, DateOnly today)
    {
        var row = rows[at];
        if (around.Stored.TryGetValue(row.Id, out var stored) && !covers(stored.Area)) Fault(at, "id", "area-in-scope");
        if (row.Area.Length == 0) return; // said already
        if (!around.KnowsArea(row.Area)) Fault(at, "area", "area-is-known");
        else if (!covers(row.Area)) Fault(at, "area", "area-in-scope");
        else if (!around.IsValid(row.Area, today)) Fault(at, "area", "area-is-still-valid");
        else if (row.Kind == UnitKind.Community && !around.IsCommunity(row.Area, today)) Fault(at, "area", "community-has-community-area");
    }

    void JudgeParents(UnitSurroundings around, bool partial)
    {
        var children = Enumerable.Range(0, rows.Count).Where(at => rows[at].Parent is not null)
            .ToLookup(at => rows[at].Parent!, StringComparer.Ordinal);
        var unsure = new Queue<int>(Enumerable.Range(0, rows.Count));
        while (unsure.Count > 0)
        {
            while (unsure.TryDequeue(out var at))
                if (Counts(at) && rows[at].Parent is { } parent && !around.Parents.ContainsKey(parent) && RowOf(parent) is null)
                    LeaveOut(at, "parent-is-known");
            // Who was left out is where its stored parent is, which may close a circle: then there is another round.
            var circles = new Circles(id => RowOf(id) is { } at ? rows[at].Parent : around.Parents.GetValueOrDefault(id));
            foreach (var at in named.Values.Where(at => Counts(at) && circles.Hold(rows[at].Id)).ToList())
                LeaveOut(at, "parents-form-a-tree");
        }

        void LeaveOut(int at, string rule)
        {
            Fault(at, "parent", rule);
            if (!partial) return;
            foreach (var child in children[rows[at].Id]) unsure.Enqueue(child);
        }

        bool Counts(int at) => sound[at] || !partial;
        int? RowOf(string id) => named.TryGetValue(id, out var at) && Counts(at) ? at : null;
    }

    static bool IsFarFromOthers(UnitRow row, KnownPoints points)
    {
        if (row.Position is not { } point) return false;
        // Its community's other points; where it is the first there, those of its street.
        var centre = KnownPoints.Around(row.Area).Where(prefix => prefix.Length >= 9)
            .Select(prefix => points.CentreOfOthers(prefix, point)).FirstOrDefault(found => found is not null);
        return centre is { } others && others.MetresTo(point) > Far;
    }

    void Fault(int at, string field, string rule)
    {
        Faults.Add(rows[at].Line, field, rule);
        sound[at] = false;
    }
}
