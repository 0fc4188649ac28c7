namespace Households;

/// <summary>
/// Names of what is counted, one for each figure of an area: <c>all</c>, <c>category/child</c>, <c>need/legal</c>,
/// <c>score/20-39</c>, and of a county two at once, <c>category/child score/20-39</c>.
/// </summary>
static class Column
{
    public const string All = "all";

    const string category = "category/";
    const string need = "need/";
    const string score = "score/";

    /// <summary>Bands of the need score; the last holds 100 too.</summary>
    public static readonly IReadOnlyList<string> Bands = ["0-19", "20-39", "40-59", "60-79", "80-100"];

    public static string Category(string code) => category + code;

    public static string Need(string code) => need + code;

    public static string Score(string band) => score + band;

    public static string BandOf(int points) => Bands[Math.Min(points / 20, Bands.Count - 1)];

    /// <summary>One of two dimensions at once, in the order category, need, score; a total is nothing of its own.</summary>
    public static string Cross(string one, string other) =>
        one == All ? other : other == All ? one : string.CompareOrdinal(one, other) < 0 ? $"{one} {other}" : $"{other} {one}";

    /// <summary>Whether figures of this name and the others like it add up to <see cref="All"/>: everybody is in one band, and in as many categories as apply.</summary>
    public static bool IsPartOfAll(string column) => column.StartsWith(score, StringComparison.Ordinal) && !column.Contains(' ', StringComparison.Ordinal);

    /// <summary>Of a figure by two dimensions what its bands add up to; null where nothing is split into bands.</summary>
    public static string? SplitBy(string column) =>
        column.IndexOf(" " + score, StringComparison.Ordinal) is > 0 and var at ? column[..at] : null;

    public static bool IsCross(string column) => column.Contains(' ', StringComparison.Ordinal);
}
