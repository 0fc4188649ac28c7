using System.Globalization;

namespace Households;

/// <summary>
/// The days for which one and the same was said of a household, as one text: <c>yyyyMMdd</c> after <c>yyyyMMdd</c>. They tell how long
/// it was out of force when a list that comes late says something else of a day between two of them.
/// </summary>
static class SaidDays
{
    /// <summary>Of a state that is confirmed on more days, the first and the last of them are kept.</summary>
    public const int Most = 128;

    /// <summary>Characters of a day.</summary>
    public const int Length = 8;

    const string form = "yyyyMMdd";

    public static string Of(DateOnly day) => day.ToString(form, CultureInfo.InvariantCulture);

    /// <param name="day">later than all of them</param>
    public static string Add(string days, DateOnly day) =>
        (days.Length < Length * Most ? days : string.Concat(days.AsSpan(0, Length), days.AsSpan(2 * Length))) + Of(day);

    public static IReadOnlyList<DateOnly> Read(string days)
    {
        var read = new DateOnly[days.Length / Length];
        for (var at = 0; at < read.Length; at++) read[at] = DateOnly.ParseExact(days.AsSpan(at * Length, Length), form, CultureInfo.InvariantCulture);
        return read;
    }
}
