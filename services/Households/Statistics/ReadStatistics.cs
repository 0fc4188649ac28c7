using System.Globalization;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Puts a table together of the figures of the areas that the caller answers for; all of them were decided on before.</summary>
sealed class ReadStatistics(HouseholdsStore db, FindCodes codes)
{
    /// <summary>The newest months are shown, five years of them.</summary>
    const int MostMonths = 60;

    /// <exception cref="MissingException">rule <c>month-is-counted</c></exception>
    public async Task<StatisticTable> RunAsync(StatisticsAsked asked, CancellationToken stop)
    {
        var (area, first, digits) = asked.Check(db.Caller);
        var months = await MonthsAsync(asked, first, stop);
        var found = await FiguresAsync(asked, months, area, digits, stop);
        var areas = found.Keys.Select(it => it.Area).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var lists = await codes.ListsAsync(stop);
        var (rows, columns) = (Keys(asked.Rows), Keys(asked.Columns));
        var month = asked.Has(StatisticsAsked.Months) ? null : months.FirstOrDefault();
        return new StatisticTable(
            asked.Of, asked.Rows, asked.Columns, month is null ? null : Written(month.Month), month?.Day, month?.CountedAt, area.PadRight(AreaCode.Length, '0'),
            [.. columns.Select(it => it.Code)], new StatisticSums(asked.Rows == "score", asked.Columns == "score"), months.Count == 0 ? [] : [.. rows.Select(Line)]);

        StatisticLine Line(Key row) => new(row.Code, row.Level, [.. columns.Select(column => Cell(row, column))]);

        int? Cell(Key row, Key column)
        {
            var at = (row.Month ?? column.Month ?? month!.Month, row.Area ?? column.Area ?? area);
            return found.TryGetValue(at, out var figures) && figures.TryGetValue(Column.Cross(row.Column, column.Column), out var shown) ? shown : 0;
        }

        IReadOnlyList<Key> Keys(string dimension) => dimension switch
        {
            StatisticsAsked.Areas => [.. areas.Select(it => new Key(it.PadRight(AreaCode.Length, '0'), Area: it, Level: LevelOf(it)))],
            StatisticsAsked.Months => [.. months.Select(it => new Key(Written(it.Month), Month: it.Month))],
            "category" => Split(lists.Categories.Codes, Column.Category),
            "need" => Split(lists.Needs.Codes, Column.Need),
            _ => Split(Column.Bands, Column.Score),
        };
    }

    static IReadOnlyList<Key> Split(IReadOnlyList<string> codes, Func<string, string> column) =>
        [new Key(Column.All), .. codes.Select(code => new Key(code) { Column = column(code) })];

    /// <summary>The newest first; one, unless months are rows or columns.</summary>
    async Task<List<CountedMonth>> MonthsAsync(StatisticsAsked asked, DateOnly? first, CancellationToken stop)
    {
        var months = db.CountedMonths.AsNoTracking();
        if (first is { } month) months = months.Where(it => it.Month == month);
        var found = await months.OrderByDescending(it => it.Month).Take(asked.Has(StatisticsAsked.Months) ? MostMonths : 1).ToListAsync(stop);
        return found.Count > 0 || first is null ? found : throw new MissingException("month-is-counted");
    }

    async Task<Dictionary<(DateOnly Month, string Area), IReadOnlyDictionary<string, int?>>> FiguresAsync(
        StatisticsAsked asked, List<CountedMonth> months, string area, int digits, CancellationToken stop)
    {
        var days = months.ConvertAll(it => it.Month);
        var figures = db.AreaFigures.AsNoTracking().Where(it => it.Of == asked.Of && days.Contains(it.Month));
        if (asked.Has(StatisticsAsked.Areas))
        {
            var until = Scope.Until(area);
            figures = figures.Where(it => it.Area.CompareTo(area) >= 0 && it.Area.CompareTo(until) < 0 && it.Area.Length <= digits);
        }
        else figures = figures.Where(it => it.Area == area);
        return (await figures.ToListAsync(stop)).ToDictionary(it => (it.Month, it.Area), it => it.Read());
    }

    static string Written(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static string LevelOf(string prefix) => AreaLevels.Name(AreaLevels.All.Single(level => AreaLevels.PrefixLength(level) == prefix.Length));

    /// <summary>A row or a column.</summary>
    sealed record Key(string Code, DateOnly? Month = null, string? Area = null, string? Level = null)
    {
        public string Column { get; init; } = Households.Column.All;
    }
}
