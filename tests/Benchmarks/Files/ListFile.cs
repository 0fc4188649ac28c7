using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Benchmarks;

/// <summary>
/// One list in CSV (UTF-8, BOM allowed, RFC 4180, header required, column order free), read row by row without being
/// kept. What is wrong with a row is told with its line, and the row left out.
/// </summary>
sealed class ListFile(string folder, string name, FileFaults faults, params string[] columns)
{
    const int Absent = -1;

    readonly List<int> lines = [];
    CsvReader reader = null!;
    int[] at = [];
    int cells;
    bool sound;

    /// <summary>The last of the columns, where it need not be there.</summary>
    public string? Optional { get; init; }

    public bool Exists => File.Exists(Path.Combine(folder, name));

    /// <summary>The line of a row that was given, by its position among those.</summary>
    public int LineOf(int row) => row < lines.Count ? lines[row] : 1;

    /// <summary>All rows for which nothing was wrong.</summary>
    public IEnumerable<T> Rows<T>(Func<ListFile, T> read)
    {
        using (reader = CsvReader.FromFile(Path.Combine(folder, name), Options()))
        {
            if (!ReadHeader()) yield break;
            while (reader.Read())
            {
                sound = true;
                if (!Utf8.IsValid(reader.RawRecord)) Fault("row", "file-is-utf8");
                else if (reader.FieldCount != cells) Fault("row", "row-has-all-cells");
                if (!sound) continue;
                var row = read(this);
                if (!sound) continue;
                lines.Add((int)reader.LineNumber);
                yield return row;
            }
        }
    }

    public string Text(int column) => reader.GetString(at[column]);

    public string[] List(int column) => reader.IsEmpty(at[column]) ? [] : Text(column).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public int Whole(int column)
    {
        if (reader.TryParse<int>(at[column], out var value)) return value;
        Fault(columns[column], $"{columns[column]}-is-a-whole-number");
        return 0;
    }

    /// <summary>True or false; false where the cell is empty or the column is not there.</summary>
    public bool Flag(int column)
    {
        if (at[column] == Absent || reader.IsEmpty(at[column])) return false;
        if (Text(column) is "true" or "false") return Text(column) == "true";
        Fault(columns[column], $"{columns[column]}-is-true-or-false");
        return false;
    }

    public double Degrees(int column, double most)
    {
        if (reader.TryParse<double>(at[column], out var value) && value >= -most && value <= most) return value;
        Fault(columns[column], $"{columns[column]}-is-within-{most}");
        return 0;
    }

    void Fault(string field, string rule)
    {
        sound = false;
        faults.Add(name, (int)reader.LineNumber, field, rule);
    }

    CsvReaderOptions Options() => new()
    {
        Separator = ',',
        HasHeader = false, // the first row is read here, to refuse its names one by one
        Encoding = Encoding.UTF8,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = found => faults.Add(name, (int)found.LineNumber, "row", "row-is-rfc4180"),
    };

    bool ReadHeader()
    {
        var there = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!reader.Read())
        {
            faults.Add(name, 1, "file", "file-has-header");
            return false;
        }
        sound = true;
        cells = reader.FieldCount;
        for (var cell = 0; cell < cells; cell++)
        {
            var column = reader.GetString(cell).Trim();
            if (!columns.Contains(column)) Fault(column, "column-is-known");
            else if (!there.TryAdd(column, cell)) Fault(column, "column-named-once");
        }
        foreach (var column in columns)
            if (!there.ContainsKey(column) && column != Optional) Fault(column, "column-is-there");
        if (sound) at = Array.ConvertAll(columns, column => there.GetValueOrDefault(column, Absent));
        return sound;
    }
}
