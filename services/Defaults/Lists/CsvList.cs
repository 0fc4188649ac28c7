namespace Defaults;

/// <summary>
/// A whole list in CSV (<see cref="CsvRecords"/>), at most 256 MiB. Every fault is collected with its line; a row with a
/// fault of form is not given.
/// </summary>
public sealed class CsvList
{
    public const long MostBytes = 256L << 20;
    public const int MostCell = CsvRecords.MostCell;
    const int MostRecord = 1 << 20;

    CsvList(Faults faults) => Faults = faults;

    public Faults Faults { get; }
    public IReadOnlyList<CsvRow> Rows { get; private set; } = [];

    /// <summary>Data rows in the file, those with faults among them.</summary>
    public int Count { get; private set; }

    /// <summary>Refuses what cannot be read at all, also where good rows may land without the others: there is none.</summary>
    /// <exception cref="InvalidException">with every fault</exception>
    public void ThrowIfUnreadable()
    {
        if (Rows.Count == 0) Faults.ThrowIfAny();
    }

    public static async Task<CsvList> ReadAsync(Stream body, string file, Columns columns, CancellationToken stop)
    {
        var list = new CsvList(new Faults(file));
        var records = new CsvRecords(list.Faults, columns, MostBytes, MostRecord);
        var rows = new List<CsvRow>();
        await foreach (var (_, row) in records.ReadAsync(body, stop))
            if (row is { } wellFormed) rows.Add(wellFormed);
        (list.Rows, list.Count) = (records.IsCut ? [] : rows, records.Count);
        return list;
    }
}
