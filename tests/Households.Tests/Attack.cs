using Contracts;

namespace Households.Tests;

/// <summary>
/// What somebody can compute who knows all that is published, how it is rounded, and that what is withheld is not none. Knows
/// nothing of how it was decided what to withhold; the tally is there to say which figures are small, and where to look first.
/// </summary>
sealed class Attack
{
    readonly Dictionary<(string Area, string Column), (int Low, long High)> said = [];
    readonly Dictionary<(string Area, string Column), int> counts = [];
    readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, int?>> published;

    public Attack(Tally tally, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int?>> published)
    {
        this.published = published;
        var columns = tally.Areas.Values.SelectMany(it => it.Keys).Where(it => !Column.IsCross(it)).Distinct().ToList();
        foreach (var area in tally.Areas.Keys)
            foreach (var column in columns)
            {
                counts[(area, column)] = tally.Of(area, column);
                said[(area, column)] = Figure.Range(published[area].TryGetValue(column, out var shown) ? shown : 0);
            }
    }

    /// <summary>Figures of one to four.</summary>
    public IEnumerable<(string Area, string Column)> Small => counts.Where(it => it.Value is > 0 and < Figure.Least).Select(it => it.Key);

    /// <summary>Has parts, and is at least as many as those that are not none.</summary>
    public static bool IsSum(string area, string column) => column == Column.All || area.Length < AreaCode.Length;

    /// <summary>Whether there is a whole table in which the figure has this value and all that is published holds.</summary>
    public bool CanBe(string area, string column, int value)
    {
        var split = column == Column.All || Column.IsPartOfAll(column);
        var leaves = counts.Keys.Where(it => it.Area.Length == AreaCode.Length && (split ? Column.IsPartOfAll(it.Column) : it.Column == column)).ToList();
        var sums = counts.Keys.Where(it => split ? it.Column == Column.All || Column.IsPartOfAll(it.Column) : it.Column == column).Select(it => (
            Range: it == (area, column) ? (value, value) : said[it],
            Leaves: leaves.Select(leaf => leaf.Area.StartsWith(it.Area, StringComparison.Ordinal) && (it.Column == leaf.Column || it.Column == Column.All)).ToArray())).ToList();
        var choices = leaves.ConvertAll(leaf =>
        {
            var ((low, high), count) = (said[leaf], counts[leaf]);
            return Enumerable.Range(low, (int)Math.Min(high, count + 9) - low + 1).OrderBy(it => Math.Abs(it - count)).ToArray();
        });
        return Search(0, choices, sums, new int[leaves.Count]);
    }

    static bool Search(int at, List<int[]> choices, List<((int Low, long High) Range, bool[] Leaves)> sums, int[] taken)
    {
        if (at == choices.Count) return true;
        foreach (var choice in choices[at])
        {
            taken[at] = choice;
            if (sums.TrueForAll(it => !it.Leaves[at] || CanHold(it, at)) && Search(at + 1, choices, sums, taken)) return true;
        }
        return false;

        bool CanHold(((int Low, long High) Range, bool[] Leaves) sum, int last)
        {
            var (low, high) = (0, 0);
            for (var leaf = 0; leaf < choices.Count; leaf++)
            {
                if (!sum.Leaves[leaf]) continue;
                low += leaf <= last ? taken[leaf] : choices[leaf].Min();
                high += leaf <= last ? taken[leaf] : choices[leaf].Max();
            }
            return low <= sum.Range.High && high >= sum.Range.Low;
        }
    }

    /// <summary>The range of every figure once no sum narrows any further.</summary>
    public IReadOnlyDictionary<(string Area, string Column), (long Low, long High)> Narrowed()
    {
        var ranges = said.ToDictionary(it => it.Key, it => ((long)it.Value.Low, it.Value.High));
        var sums = Sums().ToList();
        for (var narrower = true; narrower;)
        {
            narrower = false;
            foreach (var (whole, parts) in sums)
            {
                var (low, high) = (parts.Sum(it => ranges[it].Item1), parts.Sum(it => ranges[it].High));
                Narrow(whole, low, high);
                foreach (var part in parts)
                    Narrow(part, ranges[whole].Item1 - (high - ranges[part].High), ranges[whole].High - (low - ranges[part].Item1));
            }

            void Narrow((string, string) figure, long low, long high)
            {
                var (least, most) = ranges[figure];
                if (low <= least && high >= most) return;
                (ranges[figure], narrower) = ((Math.Max(low, least), Math.Min(high, most)), true);
            }
        }
        return ranges;
    }

    IEnumerable<((string Area, string Column) Whole, List<(string Area, string Column)> Parts)> Sums()
    {
        foreach (var it in counts.Keys)
        {
            var below = counts.Keys.Where(other => other.Column == it.Column && other.Area.StartsWith(it.Area, StringComparison.Ordinal) && other.Area.Length > it.Area.Length).ToList();
            if (below.Count > 0) yield return (it, below.FindAll(other => other.Area.Length == below.Min(one => one.Area.Length)));
            if (it.Column == Column.All) yield return (it, [.. counts.Keys.Where(other => other.Area == it.Area && Column.IsPartOfAll(other.Column))]);
        }
    }

    public override string ToString() => string.Join('\n', counts.Keys.Select(it => it.Area).Distinct().Order(StringComparer.Ordinal).Select(area =>
        area + ": " + string.Join(", ", counts.Where(it => it.Key.Area == area && it.Value > 0).Select(it => $"{it.Key.Column} {it.Value} as {published[area][it.Key.Column]?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "*"}"))));
}
