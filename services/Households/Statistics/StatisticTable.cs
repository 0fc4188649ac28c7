using Defaults;

namespace Households;

/// <summary>A table of figures, rounded to multiples of five; those of one to four and what would betray them are withheld.</summary>
/// <param name="Month">of which they are, as 2026-03; null where columns or rows are months, or nothing was counted yet</param>
/// <param name="Day">the day as of which they stand</param>
/// <param name="CountedAt">when they were counted: once a day</param>
/// <param name="Area">12-digit code of the division</param>
/// <param name="ColumnCodes">the first is <c>all</c>, except of months</param>
/// <param name="AddsUp">whether what follows <c>all</c> adds up to it, but for rounding: score bands do, several categories and needs hold at once; areas always add up to the area that they lie in</param>
sealed record StatisticTable(
    string Of, string Rows, string Columns, string? Month, DateOnly? Day, DateTime? CountedAt, string Area, IReadOnlyList<string> ColumnCodes,
    StatisticSums AddsUp, IReadOnlyList<StatisticLine> Lines)
{
    public string Header => string.Join(',', ColumnCodes.Prepend(Rows));
}

/// <param name="Rows">whether a column's figures add up to its first</param>
/// <param name="Columns">whether a row's figures add up to its first</param>
sealed record StatisticSums(bool Rows, bool Columns);

/// <param name="Code">12-digit code of an area, a code, a score band or a month</param>
/// <param name="Level">of an area; in a city without districts one code stands for two levels</param>
/// <param name="Figures">one a column, null where it is withheld</param>
sealed record StatisticLine(string Code, string? Level, IReadOnlyList<int?> Figures)
{
    public string ToCsv() => CsvCell.Line([Code, .. Figures.Select(it => it is { } shown ? $"{shown}" : Figure.Withheld)]);
}
