using Contracts;
using Defaults;

namespace Households;

/// <summary>Which table is asked for.</summary>
/// <param name="Of">households, persons or party-members</param>
/// <param name="Rows">area, category, need, score or month</param>
/// <param name="Columns">another of these</param>
/// <param name="Month">as 2026-03; the newest when null</param>
/// <param name="Area">a division's code or its significant prefix; the caller's own when null</param>
/// <param name="Level">the lowest level whose areas are rows: city, district, street or community</param>
sealed record StatisticsAsked(string Of, string Rows, string Columns, string? Month, string? Area, string? Level)
{
    public const string Areas = "area";
    public const string Months = "month";

    /// <summary>What splits those who are counted in an area.</summary>
    static readonly IReadOnlyList<string> splits = ["category", "need", "score"];

    static readonly IReadOnlyList<string> dimensions = [Areas, .. splits, Months];

    public bool Has(string dimension) => Rows == dimension || Columns == dimension;

    /// <summary>The area of the table as a significant prefix, and the month's first day.</summary>
    /// <exception cref="InvalidException">with every fault</exception>
    public (string Area, DateOnly? Month, int Digits) Check(Caller caller)
    {
        var faults = new Faults("");
        var area = string.IsNullOrEmpty(Area) ? caller.Area : AreaFilter.Range(Area).From;
        if (!area.StartsWith(caller.Area, StringComparison.Ordinal)) faults.Add(0, "area", "area-in-scope");
        if (!StatisticKind.All.Any(kind => kind.Name == Of)) faults.Add(0, "of", "code-is-known");
        if (!dimensions.Contains(Rows)) faults.Add(0, "rows", "code-is-known");
        if (!dimensions.Contains(Columns)) faults.Add(0, "columns", "code-is-known");
        else if (Rows == Columns) faults.Add(0, "columns", "two-dimensions");
        if (splits.Contains(Rows) && splits.Contains(Columns) && area.Length != Tally.County) faults.Add(0, "area", "crossed-within-a-county");
        DateOnly? month = DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", out var first) ? first : null;
        if (Month is not null && month is null) faults.Add(0, "month", "month-form");
        var level = area.Length < Tally.County ? AreaLevel.District : AreaLevel.Community;
        if (Level is not null && !AreaLevels.TryParse(Level, out level)) faults.Add(0, "level", "code-is-known");
        if (Has(Areas) && Has(Months) && level > AreaLevel.District && area.Length < Tally.County) faults.Add(0, "level", "areas-by-month-within-a-county");
        faults.ThrowIfAny();
        return (area, month, AreaLevels.PrefixLength(level));
    }
}
