using System.Text;
using Defaults;

namespace Local;

/// <summary>
/// <c>choices.csv</c> holds the choices of both markets; the id that chooses tells which. Here it is divided between
/// the two services, and their faults are led back to the lines of the one file.
/// </summary>
sealed class ChoiceLists
{
    public const string Name = "choices.csv";
    readonly Part organizations = new();
    readonly Part members = new();

    public Faults Faults { get; private set; } = new(Name);

    public Part Organizations => organizations;
    public Part Members => members;

    public static async Task<ChoiceLists> ReadAsync(ListFolder lists, KnownIds ids, CancellationToken stop)
    {
        var divided = new ChoiceLists();
        if (!lists.Has(Name)) return divided;
        await using var stream = lists.Open(Name);
        var list = await CsvList.ReadAsync(stream, Name, ListColumns.Of(Name), stop);
        divided.Faults = list.Faults;
        foreach (var row in list.Rows)
        {
            if (MarketOf(row, ids) is not { } organizations) continue;
            (organizations ? divided.organizations : divided.members).Add(row);
        }
        return divided;
    }

    /// <summary>True for organs and communities, false for members and households, null when the row is refused.</summary>
    static bool? MarketOf(CsvRow row, KnownIds ids)
    {
        var (from, to) = (ids.MarketsOf(row["from"]), ids.MarketsOf(row["to"]));
        if (row["from"].Length == 0) row.Fault("from", "is-given");
        else if (from is (false, false)) { if (ids.AreAll) row.Fault("from", "from-is-known"); }
        else if (to is not (false, false) && !(from.Organizations && to.Organizations) && !(from.Members && to.Members)) row.Fault("to", "choice-of-other-side");
        else if (from is (true, true) && to.Organizations == to.Members) row.Fault("from", "ids-tell-the-market");
        else return from.Organizations && (to.Organizations || !from.Members);
        return null;
    }

    /// <summary>The rows of one market as a list of its own.</summary>
    public sealed class Part
    {
        readonly StringBuilder text = new("from,to,rank\n");
        readonly List<int> lines = [1];

        public int Count => lines.Count - 1;

        public void Add(CsvRow row)
        {
            text.Append(Quote(row["from"])).Append(',').Append(Quote(row["to"])).Append(',').Append(Quote(row["rank"])).Append('\n');
            lines.Add(row.Line);
        }

        public Stream Open() => new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));

        /// <summary>The line of <c>choices.csv</c> that a line of this part stands for.</summary>
        public int LineOf(int line) => line >= 1 && line <= lines.Count ? lines[line - 1] : line;

        static string Quote(string cell) => $"\"{cell.Replace("\"", "\"\"")}\"";
    }
}
