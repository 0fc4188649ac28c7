using System.Globalization;

namespace Contracts;

/// <summary>
/// The citizen identification number (公民身份号码, GB 11643): six digits of area, eight of birth date, three of
/// sequence and a check character. Its 15-digit predecessor has a two-digit year and no check character.
/// </summary>
/// <remarks>The area part is never judged: it may name a county abolished long ago.</remarks>
public static class CitizenNumber
{
    const string checkCharacters = "10X98765432";

    /// <summary>Nobody with such a number was born earlier: an older year is a misprint.</summary>
    const int firstYear = 1800;

    static readonly int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>
    /// Null when <paramref name="text"/> is a number of 18 or 15 characters, otherwise the name of the rule it
    /// breaks: <c>id-number-form</c>, <c>id-number-check-digit</c>, <c>id-number-birth-date</c> or
    /// <c>birth-date-not-in-future</c>. A lower-case x is accepted.
    /// </summary>
    public static string? Check(string? text, DateOnly today, out DateOnly birth)
    {
        birth = default;
        if (!HasForm(text))
            return "id-number-form";
        var number = Normalise(text!);
        // Of a 15-digit number the check character was just computed, so the comparison holds by itself.
        if (number[^1] != CheckCharacter(number))
            return "id-number-check-digit";
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birth)
            || birth.Year < firstYear)
        {
            return "id-number-birth-date";
        }
        return birth > today ? "birth-date-not-in-future" : null;
    }

    /// <summary>The one spelling to keep and to compare by: 18 characters, X in upper case. Needs a well-formed number.</summary>
    public static string Normalise(string text) => text.Length == 15 ? ToEighteen(text) : text.ToUpperInvariant();

    /// <summary>The 18-character number of a 15-digit predecessor: those were all given to people born in 19xx.</summary>
    public static string ToEighteen(string fifteen)
    {
        var first = string.Concat(fifteen.AsSpan(0, 6), "19", fifteen.AsSpan(6));
        return first + CheckCharacter(first);
    }

    /// <summary>The check character (ISO 7064 MOD 11-2) of the first seventeen digits; what follows them is not read.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (first17[i] - '0') * weights[i];
        return checkCharacters[sum % 11];
    }

    static bool HasForm(string? text)
    {
        if (text is not { Length: 15 or 18 })
            return false;
        var digits = text.Length == 18 ? 17 : 15;
        return !text.AsSpan(0, digits).ContainsAnyExceptInRange('0', '9')
            && (digits == 15 || char.IsAsciiDigit(text[17]) || text[17] is 'X' or 'x');
    }
}
