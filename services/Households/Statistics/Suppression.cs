using Contracts;

namespace Households;

/// <summary>
/// Decides which figures of a tally are withheld (隐私抑制): those of one to four, and as many others as it takes that each of
/// these may still be any of five numbers in a row, the last of which is five or more, whatever is computed from all that
/// is shown. Decided once for all areas together; a caller is shown a part of it. Why so: <c>docs/decisions/statistics-rounded-and-withheld.md</c>.
/// </summary>
/// <remarks>
/// Each figure is an edge of a flow, since it stands in two sums at most: that of its area and that of its column. A
/// count can be another if a change of it finds a way round through figures that leave room: withheld ones, and those
/// that are rounded. Where no way is open, the cheapest is opened by withholding what lies on it.
/// </remarks>
sealed class Suppression
{
    readonly FigureFlow flow = new();
    readonly List<(string Area, string Column, int Count)> figures = [];

    /// <summary>Of which areas what is split into bands is withheld in all of them, those of none too.</summary>
    readonly Dictionary<string, HashSet<string>> unsplit = new(StringComparer.Ordinal);

    Suppression(Tally tally)
    {
        foreach (var (area, counts) in tally.Areas.OrderByDescending(it => it.Key.Length).ThenBy(it => it.Key, StringComparer.Ordinal))
            foreach (var (column, count) in counts.OrderBy(it => it.Key, StringComparer.Ordinal))
            {
                var (from, to) = Ends(area, column);
                flow.Add(from, to, count, isWithheld: count < Figure.Least, isClosed: IsInBoth(column));
                figures.Add((area, column, count));
            }
    }

    /// <summary>The figures of each area that are not none, null where one is withheld; in the order of areas.</summary>
    public static IEnumerable<(string Area, IReadOnlyDictionary<string, int?> Figures)> Publish(Tally tally)
    {
        var suppression = new Suppression(tally);
        suppression.Protect();
        return suppression.figures.Select((it, edge) => (it.Area, it.Column, it.Count, Edge: edge)).GroupBy(it => it.Area, StringComparer.Ordinal)
            .OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => (it.Key, suppression.Shown(it.Key, it.Select(figure => (figure.Column, figure.Count, figure.Edge)))));
    }

    /// <summary>
    /// Between which two sums a figure stands. Of all and of the bands both are kept: what flows down the areas of a band
    /// comes back up those of all. Categories and needs overlap, so their columns are sums of areas only.
    /// </summary>
    (int From, int To) Ends(string area, string column)
    {
        if (Column.SplitBy(column) is { } split) return (FigureFlow.World, flow.Node(area, split + " split"));
        if (Column.IsCross(column)) return (FigureFlow.World, FigureFlow.World);
        var both = IsInBoth(column);
        var above = Above(area) is { } within ? flow.Node(within, column) : both ? flow.Node(area, "top") : FigureFlow.World;
        var below = area.Length < AreaCode.Length ? flow.Node(area, column) : both ? flow.Node(area, "bottom") : FigureFlow.World;
        return column == Column.All ? (below, above) : (above, below);
    }

    /// <summary>Whether it stands in a sum of its area and in one of its column.</summary>
    static bool IsInBoth(string column) => column == Column.All || Column.IsPartOfAll(column);

    void Protect()
    {
        for (var edge = 0; edge < figures.Count; edge++)
        {
            var (area, column, count) = figures[edge];
            if (count >= Figure.Least) continue;
            var isSum = column == Column.All || area.Length < AreaCode.Length && !Column.IsCross(column);
            if (flow.Free(edge, isSum ? count + Figure.Least - 1 : Figure.Least, isSum)) continue;
            if (!unsplit.TryGetValue(area, out var splits)) unsplit.Add(area, splits = new HashSet<string>(StringComparer.Ordinal));
            splits.Add(Column.SplitBy(column) ?? throw new InvalidOperationException($"the sums of areas leave a figure no room {area} {column} {count}"));
        }
    }

    IReadOnlyDictionary<string, int?> Shown(string area, IEnumerable<(string Column, int Count, int Edge)> counts)
    {
        var shown = counts.ToDictionary(it => it.Column, it => flow.IsWithheld(it.Edge) ? (int?)null : Figure.Shown(it.Count), StringComparer.Ordinal);
        foreach (var split in unsplit.GetValueOrDefault(area, []))
            foreach (var band in Column.Bands) shown[Column.Cross(split, Column.Score(band))] = null;
        return shown;
    }

    static string? Above(string area) => area.Length switch
    {
        2 => null,
        4 => area[..2],
        Tally.County => area[..4],
        9 => area[..Tally.County],
        _ => area[..9],
    };
}
