using System.Text.RegularExpressions;

namespace Contracts;

/// <summary>Telephone numbers as lists write them.</summary>
public static partial class Phones
{
    /// <summary>
    /// A mainland mobile number of eleven digits (13…–19…), or a land line with its area code, a hyphen or none between
    /// (025-84512345, 02584512345; no local number begins with 0 or 1), an extension of up to six digits behind a further hyphen allowed.
    /// </summary>
    public static bool IsWellFormed(string? text) => text is { Length: <= 20 } && Form().IsMatch(text);

    [GeneratedRegex(@"\A(1[3-9][0-9]{9}|0(10|2[0-9]|[3-9][0-9]{2})-?[2-9][0-9]{6,7}(-[0-9]{1,6})?)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
