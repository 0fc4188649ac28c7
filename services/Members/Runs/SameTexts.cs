namespace Members;

/// <summary>Keeps each text once, however many rows say it: a province has a million members in some thousand organizations.</summary>
sealed class SameTexts
{
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    readonly Dictionary<string, string[]> lists = new(StringComparer.Ordinal);

    public string Of(string text)
    {
        if (texts.TryGetValue(text, out var known)) return known;
        texts.Add(text, text);
        return text;
    }

    /// <summary>The list is not to be written into.</summary>
    public string[] Of(string[] codes)
    {
        if (codes.Length == 0) return [];
        var key = codes.Length == 1 ? codes[0] : string.Join(';', codes); // no code has a semicolon: lists write them so
        if (lists.TryGetValue(key, out var known)) return known;
        lists.Add(key, codes);
        return codes;
    }
}
