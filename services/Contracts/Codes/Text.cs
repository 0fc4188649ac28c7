namespace Contracts;

/// <summary>What no text from outside may hold.</summary>
public static class Text
{
    /// <summary>
    /// True for control characters (U+0000 is refused by PostgreSQL, the others hide in lists and logs),
    /// bidirectional overrides and isolates (U+202A–202E, U+2066–2069, which let a name read as another) and halves of
    /// a surrogate pair (which no UTF-8 can hold).
    /// </summary>
    public static bool HasForbidden(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')
                return true;
            if (!char.IsSurrogate(c))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
