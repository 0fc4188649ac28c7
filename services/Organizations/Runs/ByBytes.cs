namespace Organizations;

/// <summary>The order of strings by their UTF-8 bytes, as the engine and both stores have it.</summary>
sealed class ByBytes : IComparer<string>
{
    public static readonly ByBytes Order = new();

    public int Compare(string? x, string? y)
    {
        var (one, other) = (x ?? "", y ?? "");
        var shared = one.AsSpan().CommonPrefixLength(other);
        if (shared == one.Length || shared == other.Length) return one.Length - other.Length;
        return Weight(one[shared]) - Weight(other[shared]);
    }

    /// <summary>Surrogates stand for the characters above all others, though their own numbers are lower.</summary>
    static int Weight(char c) => c < 0xD800 ? c : c < 0xE000 ? c + 0x2000 : c - 0x800;
}
