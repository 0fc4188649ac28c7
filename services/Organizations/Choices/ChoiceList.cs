using Defaults;

namespace Organizations;

/// <summary>One row of <c>choices.csv</c>, or one place of a list that a side gives itself.</summary>
readonly record struct ChoiceRow(int Line, string From, string To, int Rank);

/// <summary>Ranked choices as a list or a request gives them, judged.</summary>
sealed class ChoiceList
{
    public const string File = "choices.csv";
    public static readonly Columns Columns = Columns.Of("from", "to", "rank");

    readonly List<ChoiceRow> rows = [];
    readonly List<bool> sound = [];

    public ChoiceList(CsvList list)
    {
        (Faults, Count) = (list.Faults, list.Count);
        foreach (var cells in list.Rows)
        {
            var (from, to, rank) = (cells.Id("from"), cells.Id("to"), cells.Number("rank", 1, RankedChoice.Most, empty: null, "rank-within-list"));
            if (from is not null && to is not null && rank is { } given) Take(new ChoiceRow(cells.Line, from, to, given));
        }
    }

    /// <summary>The list of one side, dearest first.</summary>
    public ChoiceList(string from, IReadOnlyList<string> chosen, Faults faults)
    {
        (Faults, Count) = (faults, chosen.Count);
        if (chosen.Count > RankedChoice.Most) faults.Add(0, "rank", "rank-within-list");
        foreach (var (at, to) in chosen.Index()) Take(new ChoiceRow(0, from, faults.Id("to", to), at + 1));
    }

    public Faults Faults { get; }
    public int Count { get; }
    public IEnumerable<string> Ids => rows.SelectMany(row => new[] { row.From, row.To }).Distinct(StringComparer.Ordinal);

    /// <summary>The rows that may be taken, after <see cref="Judge"/>.</summary>
    public IEnumerable<ChoiceRow> Sound => rows.Where((_, at) => sound[at]);

    /// <param name="covers">whether the caller answers for a division</param>
    public void Judge(Sides sides, Func<string, bool> covers)
    {
        for (var at = 0; at < rows.Count; at++)
        {
            var (_, from, to, _) = rows[at];
            if (!sides.Know(from)) Fault(at, "from", "from-is-known");
            else if (!covers(sides.AreaOf(from))) Fault(at, "from", "area-in-scope");
            if (from == to) Fault(at, "to", "choice-not-of-oneself");
            else if (!sides.Know(to)) Fault(at, "to", "target-is-known");
            else if (sides.Know(from) && !sides.AreOpposite(from, to)) Fault(at, "to", "choice-of-other-side");
        }
        Once(row => (row.From, row.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture)), "rank", "rank-stands-once");
        Once(row => (row.From, row.To), "to", "choice-stands-once");
    }

    /// <summary>Every line of what stands more than once.</summary>
    void Once(Func<ChoiceRow, (string, string)> key, string field, string rule)
    {
        foreach (var same in Enumerable.Range(0, rows.Count).GroupBy(at => key(rows[at])).Where(same => same.Skip(1).Any()).ToList())
            foreach (var at in same) Fault(at, field, rule);
    }

    void Take(ChoiceRow row)
    {
        rows.Add(row);
        sound.Add(true);
    }

    void Fault(int at, string field, string rule)
    {
        Faults.Add(rows[at].Line, field, rule);
        sound[at] = false;
    }
}
