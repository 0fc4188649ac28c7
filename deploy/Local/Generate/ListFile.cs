using System.Globalization;
using System.Text;
using Contracts;

namespace Local;

/// <summary>One list as a file: UTF-8 without a byte order mark, RFC 4180 (cells quoted where they must be, lines ended by CR LF).</summary>
sealed class ListFile : IDisposable
{
    readonly StreamWriter writer;
    bool begun;

    ListFile(string path) => writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);

    public static void Write<T>(string folder, string name, string header, IEnumerable<T> rows, Func<ListFile, T, ListFile> cells)
    {
        using var file = new ListFile(Path.Combine(folder, name));
        file.writer.Write(header);
        file.EndLine();
        foreach (var row in rows)
            cells(file, row).EndLine();
    }

    public ListFile Cell(string text)
    {
        Separate();
        if (text.AsSpan().IndexOfAny(",\"\r\n") >= 0)
            writer.Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        else
            writer.Write(text);
        return this;
    }

    public ListFile Cell(int? number) => Cell(number?.ToString(CultureInfo.InvariantCulture) ?? "");

    public ListFile Cell(DateOnly date) => Cell(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Longitude, latitude and system: three cells, all empty when nothing is declared.</summary>
    public ListFile Place(Declared? declared) => declared is { } place
        ? Cell(place.Longitude.ToString("F6", CultureInfo.InvariantCulture))
            .Cell(place.Latitude.ToString("F6", CultureInfo.InvariantCulture))
            .Cell(CrsNames.Name(place.Crs))
        : Cell("").Cell("").Cell("");

    public void Dispose() => writer.Dispose();

    void Separate()
    {
        if (begun)
            writer.Write(',');
        begun = true;
    }

    void EndLine()
    {
        writer.Write("\r\n");
        begun = false;
    }
}
