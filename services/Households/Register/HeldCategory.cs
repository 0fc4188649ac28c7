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

    /// <summary>
    /// What holds once these codes are said of a person, as of a day. What never held for a whole day is forgotten, and what
    /// ends on the day on which it is said again has held all the time.
    /// </summary>
    public static IReadOnlyList<HeldCategory> Next(IReadOnlyList<HeldCategory> all, int person, string[] codes, DateOnly asOf)
    {
        var next = new List<HeldCategory>(all.Count + codes.Length);
        foreach (var held in all)
            if (held.Person != person || !held.Holds || codes.Contains(held.Code)) next.Add(held);
            else if (held.ValidFrom < asOf) next.Add(held with { ValidTo = asOf });
        foreach (var code in codes.Where(code => !next.Exists(it => it.Person == person && it.Holds && it.Code == code)))
        {
            var endedToday = next.FindIndex(it => it.Person == person && it.Code == code && it.ValidTo == asOf);
            if (endedToday < 0) next.Add(new HeldCategory(person, code, asOf));
            else next[endedToday] = next[endedToday] with { ValidTo = null };
        }
        return next;
    }

    /// <summary>What was known of them on a day: nothing that began or ended later.</summary>
    public static IReadOnlyList<HeldCategory> AsAt(IReadOnlyList<HeldCategory> all, DateOnly day) =>
        [.. all.Where(it => it.ValidFrom <= day).Select(it => it.ValidTo > day ? it with { ValidTo = null } : it)];

    string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Person} {ValidFrom:yyyy-MM-dd}{(ValidTo is null ? "" : " ")}{ValidTo:yyyy-MM-dd}");

    static HeldCategory ReadOne(string text)
    {
        var parts = text.Split(' ');
        return new HeldCategory(
            int.Parse(parts[1], CultureInfo.InvariantCulture), parts[0], DateOnly.ParseExact(parts[2], Day, CultureInfo.InvariantCulture),
            parts.Length == 3 ? null : DateOnly.ParseExact(parts[3], Day, CultureInfo.InvariantCulture));
    }
}
