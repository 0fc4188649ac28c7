namespace Contracts;

/// <summary>The unified social credit code (统一社会信用代码, GB 32100) of an organization: 17 characters and a check character.</summary>
public static class CreditCode
{
    const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>
    /// Null, or the rule broken: <c>credit-code-form</c>, <c>credit-code-check-digit</c>. The second is a warning only:
    /// codes in real use exist that fail it (91350203M0001QAY9B).
    /// </summary>
    public static string? Check(string? text)
    {
        if (text is not { Length: 18 } || text.AsSpan().ContainsAnyExcept(alphabet))
            return "credit-code-form";
        return text[17] == CheckCharacter(text) ? null : "credit-code-check-digit";
    }

    /// <summary>The check character of the first seventeen characters, each of the code's own alphabet.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        var weight = 1;
        for (var i = 0; i < 17; i++)
        {
            sum += alphabet.IndexOf(first17[i], StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return alphabet[(31 - sum % 31) % 31];
    }
}
