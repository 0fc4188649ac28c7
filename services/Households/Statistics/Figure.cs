namespace Households;

/// <summary>
/// A count as it is published: nothing of one to four, otherwise the nearest multiple of five; none is none. So neither a
/// figure nor the difference of two of them, such as those of two months, tells of one, two, three or four households.
/// </summary>
static class Figure
{
    /// <summary>The smallest count that is shown.</summary>
    public const int Least = 5;

    /// <summary>Stands where a figure is not shown.</summary>
    public const string Withheld = "*";

    const int Most = int.MaxValue / 4;

    public static int Shown(int count) => (count + Least / 2) / Least * Least;

    /// <summary>The counts that a published figure may stand for.</summary>
    /// <param name="shown">null where it is withheld; that it is none is never withheld by itself</param>
    public static (int Low, int High) Range(int? shown) => shown switch
    {
        null => (1, Most),
        0 => (0, 0),
        Least => (Least, Least + Least / 2),
        { } of => (of - Least / 2, of + Least / 2),
    };
}
