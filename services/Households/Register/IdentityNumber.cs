using System.Globalization;

namespace Households;

/// <summary>What an ID number (公民身份号码) of 18 characters says of its holder.</summary>
static class IdentityNumber
{
    public static DateOnly? Birth(string? number) => number is null
        ? null
        : DateOnly.ParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The last of the three sequence digits is odd for men and even for women.</summary>
    public static string? Gender(string? number) => number is null ? null : (number[16] - '0') % 2 == 1 ? Person.Male : Person.Female;
}
