using System.Globalization;

namespace Households;

/// <summary>A category (困难类别) that holds for a household, or for one person of it, over a time.</summary>
/// <param name="Person">number of the person, or <see cref="Everyone"/></param>
/// <param name="ValidTo">first day on which it no longer holds, null while it holds</param>
sealed record HeldCategory(int Person, string Code, DateOnly ValidFrom, DateOnly? ValidTo = null)
{
    /// <summary>Stands for the household as a whole where a person's number would stand.</summary>
    public const int Everyone = 0;

    const string Day = "yyyy-MM-dd";

    public bool Holds => ValidTo is null;

    /// <summary>Several as one text, as they are stored beside their household: one row less to write and to read for each.</summary>
    public static string ToText(IReadOnlyList<HeldCategory> all) => string.Join(';', all.Select(it => it.ToText()));

    public static IReadOnlyList<HeldCategory> Read(string text) => text.Length == 0 ? [] : [.. text.Split(';').Select(ReadOne)];

    string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Person} {ValidFrom:yyyy-MM-dd}{(ValidTo is null ? "" : " ")}{ValidTo:yyyy-MM-dd}");

    static HeldCategory ReadOne(string text)
    {
        var parts = text.Split(' ');
        return new HeldCategory(
            int.Parse(parts[1], CultureInfo.InvariantCulture), parts[0], DateOnly.ParseExact(parts[2], Day, CultureInfo.InvariantCulture),
            parts.Length == 3 ? null : DateOnly.ParseExact(parts[3], Day, CultureInfo.InvariantCulture));
    }
}
