using System.Buffers;
using System.Text;
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
/// The records of a list in CSV, one after another: UTF-8 (BOM allowed), RFC 4180, header required, cells of at most 1,000
/// characters without control characters. What is wrong is added to the faults with its line, and what follows is read on.
/// </summary>
/// <param name="mostBytes">of the whole list</param>
/// <param name="mostRecord">bytes of one record; after a longer one, such as one whose quotes never end, nothing can be read</param>
public sealed class CsvRecords(Faults faults, Columns columns, long mostBytes, int mostRecord)
{
    public const int MostCell = 1_000;

    readonly ArrayBufferWriter<byte> scratch = new();

    /// <summary>Records of which something could be read, those with faults among them.</summary>
    public int Count { get; private set; }

    /// <summary>What follows the last record could not be read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Each record's line, and the record itself where its form has no fault.</summary>
    public async IAsyncEnumerable<(int Line, CsvRow? Row)> ReadAsync(
        Stream body, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var reader = CsvReader.Create(new LimitedStream(body, mostBytes), Options());
        if (!await NextAsync(reader, stop))
        {
            if (!faults.Any) faults.Add(1, "file", "file-has-header");
            yield break;
        }
        if (ReadHeader(reader) is not { } index) yield break;
        while (await NextAsync(reader, stop))
        {
            Count++;
            var line = (int)reader.LineNumber;
            yield return (line, ReadRow(reader, index, line));
        }
    }

    CsvReaderOptions Options() => new()
    {
        Separator = ',',
        HasHeader = false, // the first record is read here, to refuse its names one by one
        Encoding = Encoding.UTF8,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = mostRecord,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = found => faults.Add((int)found.LineNumber, "row", "row-is-rfc4180"),
    };

    /// <summary>False at the end, and where nothing more can be read.</summary>
    async Task<bool> NextAsync(CsvReader reader, CancellationToken stop)
    {
        try
        {
            return await reader.ReadAsync(stop);
        }
        catch (FileTooLargeException)
        {
            faults.Add((int)reader.LineNumber, "file", "file-within-limit");
        }
        catch (CsvFormatException broken)
        {
            // Skipping stops at a record beyond the limit, such as one whose quotes never end: what follows it is not known.
            faults.Add((int)broken.LineNumber, "row", "row-within-limit");
        }
        catch (OtherEncodingException)
        {
            faults.Add(1, "file", "file-is-utf8");
        }
        IsCut = true;
        return false;
    }

    Dictionary<string, int>? ReadHeader(CsvReader reader)
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            faults.Add(1, "row", "file-is-utf8");
            return null;
        }
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < reader.FieldCount; at++)
        {
            var name = reader.GetString(at).Trim();
            if (!columns.Required.Contains(name) && !columns.Optional.Contains(name)) faults.Add(1, Shown(name, at), "column-is-known");
            else if (!index.TryAdd(name, at)) faults.Add(1, name, "column-named-once");
        }
        foreach (var name in columns.Required.Where(name => !index.ContainsKey(name))) faults.Add(1, name, "column-is-there");
        return faults.Any ? null : index;
    }

    CsvRow? ReadRow(CsvReader reader, Dictionary<string, int> index, int line)
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            faults.Add(line, "row", "file-is-utf8");
            return null;
        }
        return IsWellFormed(reader, index, line) ? new CsvRow(faults, index, Cells(reader), line) : null;
    }

    byte[] Cells(CsvReader reader)
    {
        scratch.ResetWrittenCount();
        for (var at = 0; at < reader.FieldCount; at++)
        {
            scratch.Write(reader.GetSpan(at));
            scratch.Write([CsvRow.End]);
        }
        return scratch.WrittenSpan.ToArray();
    }

    bool IsWellFormed(CsvReader reader, Dictionary<string, int> index, int line)
    {
        var before = faults.Count;
        if (reader.FieldCount != index.Count) faults.Add(line, "row", "row-has-all-cells");
        else
            foreach (var (name, at) in index)
            {
                var cell = reader.GetSpan(at);
                if (cell.Length > MostCell && Encoding.UTF8.GetCharCount(cell) > MostCell) faults.Add(line, name, "cell-within-limit");
                if (Contracts.Text.HasForbidden(cell)) faults.Add(line, name, "no-control-characters");
            }
        return faults.Count == before;
    }

    /// <summary>A stranger's column name in an error; where it is no name, a row may stand in the header's place, and personal values in it.</summary>
    static string Shown(string name, int at) =>
        name.Length is > 0 and <= 32 && name.All(c => char.IsAsciiLetter(c) || c == '_') ? name : $"column {at + 1}";

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
