using System.Text.Unicode;
using CsvHelper;

namespace Defaults;

/// <summary>What a list's header may name; the order of columns is free.</summary>
public sealed record Columns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    public static Columns Of(params string[] required) => new(required, []);
    public Columns With(params string[] optional) => this with { Optional = optional };
}

/// <summary>
/// A list in CSV: UTF-8 (BOM allowed), RFC 4180, header required, at most 256 MiB, cells of at most 1,000 characters
/// without control characters. Every fault is collected with its line; a row with a fault of form is not given.
/// </summary>
public sealed class CsvList
{
    public const long MostBytes = 256L << 20;
    public const int MostCell = 1_000;
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
        await using var reader = CsvReader.Create(new LimitedStream(body, MostBytes), Options(list.Faults));
        try
        {
            if (await list.ReadHeaderAsync(reader, columns, stop) is { } index) await list.ReadRowsAsync(reader, index, stop);
        }
        catch (FileTooLargeException)
        {
            list.Faults.Add((int)reader.LineNumber, "file", "file-within-limit");
        }
        catch (CsvFormatException broken)
        {
            // Skipping stops at a record beyond the limit, such as one whose quotes never end: what follows it is not known.
            list.Faults.Add((int)broken.LineNumber, "row", "row-within-limit");
        }
        catch (OtherEncodingException)
        {
            list.Faults.Add(1, "file", "file-is-utf8");
        }
        return list;
    }

    static CsvReaderOptions Options(Faults faults) => new()
    {
        Separator = ',',
        HasHeader = false, // the first record is read here, to refuse its names one by one
        Encoding = System.Text.Encoding.UTF8,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = MostRecord,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = found => faults.Add((int)found.LineNumber, "row", "row-is-rfc4180"),
    };

    async Task<Dictionary<string, int>?> ReadHeaderAsync(CsvReader reader, Columns columns, CancellationToken stop)
    {
        if (!await reader.ReadAsync(stop))
        {
            Faults.Add(1, "file", "file-has-header");
            return null;
        }
        if (!Utf8.IsValid(reader.RawRecord))
        {
            Faults.Add(1, "row", "file-is-utf8");
            return null;
        }
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < reader.FieldCount; at++)
        {
            var name = reader.GetString(at).Trim();
            if (!columns.Required.Contains(name) && !columns.Optional.Contains(name)) Faults.Add(1, Shown(name), "column-is-known");
            else if (!index.TryAdd(name, at)) Faults.Add(1, name, "column-named-once");
        }
        foreach (var name in columns.Required.Where(name => !index.ContainsKey(name))) Faults.Add(1, name, "column-is-there");
        return Faults.Any ? null : index;
    }

    async Task ReadRowsAsync(CsvReader reader, Dictionary<string, int> index, CancellationToken stop)
    {
        var rows = new List<CsvRow>();
        while (await reader.ReadAsync(stop))
        {
            Count++;
            var line = (int)reader.LineNumber;
            if (!Utf8.IsValid(reader.RawRecord))
            {
                Faults.Add(line, "row", "file-is-utf8");
                continue;
            }
            var cells = reader.Current.ToArray();
            if (IsWellFormed(cells, index, line)) rows.Add(new CsvRow(Faults, index, cells, line));
        }
        Rows = rows;
    }

    bool IsWellFormed(string[] cells, Dictionary<string, int> index, int line)
    {
        var before = Faults.Count;
        if (cells.Length != index.Count) Faults.Add(line, "row", "row-has-all-cells");
        else
            foreach (var (name, at) in index)
            {
                if (cells[at].Length > MostCell) Faults.Add(line, name, "cell-within-limit");
                if (Contracts.Text.HasForbidden(cells[at])) Faults.Add(line, name, "no-control-characters");
            }
        return Faults.Count == before;
    }

    /// <summary>A stranger's column name in an error: short, and without what could disturb a log.</summary>
    static string Shown(string name) =>
        new([.. name.Take(64).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);

    sealed class FileTooLargeException : IOException;

    sealed class OtherEncodingException : IOException;

    /// <summary>
    /// Ends a file beyond the limit, and one that begins with another encoding's mark (FE FF, FF FE, with or without
    /// zeros before it, none of which is UTF-8): the reader would follow the mark instead of refusing it.
    /// </summary>
    sealed class LimitedStream(Stream inner, long most) : ReadOnlyStream
    {
        long read;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            if (read < 4 && buffer.Span[..(int)Math.Min(count, 4 - read)].ContainsAny((byte)0xFE, (byte)0xFF)) throw new OtherEncodingException();
            if ((read += count) > most) throw new FileTooLargeException();
            return count;
        }
    }
}
