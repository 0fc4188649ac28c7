namespace Defaults;

/// <summary>What an id may be, in lists and in requests alike.</summary>
public static class IdForm
{
    public const int Longest = 64;

    /// <summary>
    /// 1 to 64 characters without blanks and control characters. No slash, backslash, <c>.</c> or <c>..</c>: such an id
    /// could never stand in a path. No leading <c>=</c>, <c>+</c>, <c>-</c> or <c>@</c>: a spreadsheet would run it, and
    /// a list that guards against that would no longer give the id back.
    /// </summary>
    public static bool IsKept(string id) =>
        id.Length is >= 1 and <= Longest && id is not ("." or "..") && id[0] is not ('=' or '+' or '-' or '@')
        && id.AsSpan().IndexOfAny('/', '\\') < 0 && !id.Any(char.IsWhiteSpace) && !Contracts.Text.HasForbidden(id);
}
