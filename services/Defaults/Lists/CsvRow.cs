using System.Globalization;
using System.Text;

namespace Defaults;

/// <summary>One row of a list; what does not follow its rule is added to the list's faults, and the row gives null.</summary>
/// <param name="cells">in UTF-8, each followed by <see cref="End"/>: a quarter of the room that texts take; of a push most are never asked for</param>
public readonly struct CsvRow(Faults faults, Dictionary<string, int> index, byte[] cells, int line)
{
    /// <summary>Ends a cell. No cell holds it, control characters being refused before; hashes that are stored rest on it.</summary>
    internal const byte End = 0x1F;

    /// <summary>1-based line where the row begins.</summary>
    public int Line => line;

    /// <summary>The cell without surrounding blanks, empty where an optional column is absent.</summary>
    public string this[string column] => index.TryGetValue(column, out var at) ? Encoding.UTF8.GetString(cells.AsSpan(From(at)..(From(at + 1) - 1))).Trim() : "";

    int From(int at)
    {
        var from = 0;
        for (; at > 0; at--) from += cells.AsSpan(from).IndexOf(End) + 1;
        return from;
    }

    /// <summary>The same row, telling its faults to another list: of rows that are read later, or by several threads.</summary>
    public CsvRow With(Faults told) => new(told, index, cells, line);

    /// <summary>
    /// All that the row says but for one column, in UTF-8: equal for rows that say the same in columns of the same order. Where
    /// the order is not the usual one, it stands before them.
    /// </summary>
    public ReadOnlySpan<byte> ToText(IReadOnlyList<string> usual, string but)
    {
        var (from, isUsual) = (From(index[but]), index.Keys.SequenceEqual(usual));
        var until = From(index[but] + 1);
        if (isUsual && until == cells.Length) return cells.AsSpan(..from);
        return (byte[])[.. isUsual ? [] : Encoding.UTF8.GetBytes(string.Join((char)End, index.Keys) + '\u001e'), .. cells.AsSpan(..from), .. cells.AsSpan(until..)];
    }

    /// <summary>Whether a cell holds a date; what it holds otherwise is no fault yet.</summary>
    public bool Date(string column, out DateOnly date) => DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public void Fault(string column, string rule) => faults.Add(line, column, rule);

    public string? Required(string column)
    {
        var value = this[column];
        if (value.Length > 0) return value;
        Fault(column, "is-given");
        return null;
    }

    /// <summary>An id of the form of <see cref="IdForm"/>.</summary>
    public string? Id(string column)
    {
        var value = Required(column);
        if (value is null || IdForm.IsKept(value)) return value;
        Fault(column, "id-form");
        return null;
    }

    /// <summary>A whole number in a range; <paramref name="empty"/> when the cell is empty, null with a fault when it is not one.</summary>
    public int? Number(string column, int from, int to, int? empty, string rule = "number-in-range")
    {
        var value = this[column];
        if (value.Length == 0 && empty is not null) return empty;
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            return number;
        Fault(column, value.Length == 0 ? "is-given" : rule);
        return null;
    }

    public DateOnly? Date(string column)
    {
        if (Required(column) is not { } value) return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fault(column, "date-form");
        return null;
    }

    /// <summary>Codes separated by <c>;</c>, in the order of the coded list, each once; unknown ones are faults.</summary>
    public string[] Codes(string column, IReadOnlyList<string> known)
    {
        var value = this[column];
        if (value.Length == 0) return [];
        var given = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (given.Any(code => !known.Contains(code))) Fault(column, "code-is-known");
        return [.. known.Where(given.Contains)];
    }

    /// <summary>
    /// <c>longitude</c>, <c>latitude</c> and <c>crs</c> as WGS-84; null when both coordinates are empty (that is allowed)
    /// or when there is a fault.
    /// </summary>
    public Contracts.Coordinates? Position()
    {
        var (longitude, latitude) = (this["longitude"], this["latitude"]);
        if (longitude.Length == 0 && latitude.Length == 0) return null;
        var known = Contracts.CrsNames.TryParse(this["crs"], out var crs);
        if (!known) Fault("crs", "code-is-known");
        var east = Degrees("longitude", longitude, 73, 136);
        var north = Degrees("latitude", latitude, 3, 54);
        return known && east is not null && north is not null ? Contracts.Coordinates.From(east.Value, north.Value, crs) : null;
    }

    double? Degrees(string column, string value, double from, double to)
    {
        if (value.Length == 0)
        {
            Fault(column, "is-given");
            return null;
        }
        if (double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && degrees >= from && degrees <= to)
            return degrees;
        Fault(column, "coordinates-inside-country");
        return null;
    }
}
