using System.Text.RegularExpressions;
using Defaults;

namespace Gateway;

/// <summary>
/// What an account or a client is called: an office, a post or a number, never a person's name, since it stands in
/// tokens, addresses and records.
/// </summary>
static partial class UserName
{
    // Paths below /api/v1/accounts have these names.
    static readonly string[] taken = ["clients", "keys"];

    public static bool IsOne(string name) => Form().IsMatch(name);

    /// <exception cref="InvalidException">rule <c>user-form</c></exception>
    public static string Of(string field, string name) =>
        IsOne(name) && !taken.Contains(name) ? name : throw new InvalidException(field, "user-form");

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,63}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
