using System.Buffers;
using System.Text;

namespace Contracts;

/// <summary>What no text from outside may hold.</summary>
public static class Text
{
    /// <summary>Bytes with which something forbidden begins in UTF-8.</summary>
    static readonly SearchValues<byte> doubtful = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(it => (byte)it), 0x7F, 0xC2, 0xE2]);

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

    /// <summary>As <see cref="HasForbidden(ReadOnlySpan{char})"/>, of well-formed UTF-8.</summary>
    public static bool HasForbidden(ReadOnlySpan<byte> text) => text.ContainsAny(doubtful) && HasForbidden(Encoding.UTF8.GetString(text));
}
