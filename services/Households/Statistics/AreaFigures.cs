using System.Globalization;
using Defaults;

namespace Households;

/// <summary>What is published of an area for a month: figures as they are shown, those withheld without their counts.</summary>
sealed class AreaFigures : IInArea
{
    /// <summary>Name of a <see cref="StatisticKind"/>.</summary>
    public required string Of { get; init; }

    /// <summary>The month's first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Significant prefix of the division's code: who sees all of the division sees its figures.</summary>
    public required string Area { get; init; }

    /// <summary>Figures that are not none, as one text: <c>all=45;category/child=*</c>.</summary>
    public required string Text { get; init; }

    public static AreaFigures Write(string of, DateOnly month, string area, IReadOnlyDictionary<string, int?> figures) => new()
    {
        Of = of, Month = month, Area = area,
        Text = string.Join(';', figures.Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Key}={(object?)it.Value ?? Figure.Withheld}"))),
    };

    public IReadOnlyDictionary<string, int?> Read() => Text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(it => it.Split('=')).ToDictionary(
        it => it[0], it => it[1] == Figure.Withheld ? (int?)null : int.Parse(it[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}

/// <summary>A month of which there are figures.</summary>
sealed class CountedMonth : IOpen, IVersioned
{
    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The day as whose end or present the figures stand; the last of the month once it is over.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Counted after the month was over, and never again.</summary>
    public bool IsOver { get; private set; }

    public DateTime CountedAt { get; private set; }
    public long Version { get; private set; }

    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly LastDay(DateOnly month) => month.AddMonths(1).AddDays(-1);

    public void Count(DateOnly today, DateTime now) =>
        (Day, IsOver, CountedAt) = (today > LastDay(Month) ? LastDay(Month) : today, today > LastDay(Month), now);

    /// <summary>Whether it has to be counted once more: once a day while it lasts, and once when it is over.</summary>
    public bool IsDue(DateOnly today) => !IsOver && Day < today;
}
