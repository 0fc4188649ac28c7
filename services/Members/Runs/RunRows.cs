using System.Globalization;
using Defaults;

namespace Members;

/// <summary>A row of what came out of a run, by its place there.</summary>
interface IRunRow
{
    string Run { get; }
    int Row { get; }
}

/// <summary>
/// The rows of a run by district are those of its parts, whose ids are its own, a hyphen and the district: so that both are
/// one range of ids, in the order of the districts.
/// </summary>
static class RunRows
{
    public static string PartOf(string run, string district) => $"{run}-{district}";

    /// <summary>Those of a run and of its parts.</summary>
    public static IQueryable<T> Of<T>(this IQueryable<T> rows, string run) where T : class, IRunRow
    {
        var until = run + "."; // follows the hyphen, and no id has either
        return rows.Where(it => it.Run.CompareTo(run) >= 0 && it.Run.CompareTo(until) < 0);
    }

    /// <summary>Those behind a cursor, in order.</summary>
    /// <exception cref="InvalidException">rule <c>number-in-range</c></exception>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, string run, string? cursor) where T : class, IRunRow
    {
        var parts = cursor is null or "" ? ["0"] : cursor.Split('.');
        if (parts.Length > 2 || !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
            throw new InvalidException("after", "number-in-range");
        var from = parts.Length == 1 ? run : PartOf(run, parts[0]);
        return rows.Of(run).Where(it => it.Run.CompareTo(from) > 0 || it.Run == from && it.Row > row).OrderBy(it => it.Run).ThenBy(it => it.Row);
    }

    /// <summary>The row's number, and before it the district where it is a part's.</summary>
    public static string Cursor(this IRunRow row, string run) =>
        row.Run.Length == run.Length ? $"{row.Row}" : $"{row.Run[(run.Length + 1)..]}.{row.Row}";
}
