using Contracts;

namespace Organizations;

/// <summary>
/// The points known in each division, summed in whole 1e-7 degrees so that a centre does not depend on the order in which
/// they came.
/// </summary>
sealed class KnownPoints
{
    const double Unit = 1e7;

    readonly Dictionary<string, (long East, long North, int Count)> sums = new(StringComparer.Ordinal);

    /// <summary>Prefixes under which a point in an area counts: its own code, its street, its district, and everything.</summary>
    public static IEnumerable<string> Around(string area)
    {
        yield return area;
        var level = AreaCode.LevelOf(area);
        if (level >= AreaLevel.Street) yield return area[..9];
        if (level >= AreaLevel.District) yield return area[..6];
        yield return "";
    }

    public void Add(string area, Coordinates point) => Count(area, point, 1);

    public void Remove(string area, Coordinates point) => Count(area, point, -1);

    /// <summary>The centre of the points under a prefix, null where there are none.</summary>
    public Coordinates? Centre(string prefix) => Mean(sums.GetValueOrDefault(prefix));

    /// <summary>The centre of the points under a prefix without one of them.</summary>
    public Coordinates? CentreOfOthers(string prefix, Coordinates own)
    {
        var (east, north, count) = sums.GetValueOrDefault(prefix);
        return Mean((east - Whole(own.Longitude), north - Whole(own.Latitude), count - 1));
    }

    void Count(string area, Coordinates point, int times)
    {
        foreach (var prefix in Around(area))
        {
            var (east, north, count) = sums.GetValueOrDefault(prefix);
            sums[prefix] = (east + times * Whole(point.Longitude), north + times * Whole(point.Latitude), count + times);
        }
    }

    static Coordinates? Mean((long East, long North, int Count) sum) =>
        sum.Count < 1 ? null : new(sum.East / sum.Count / Unit, sum.North / sum.Count / Unit);

    static long Whole(double degrees) => (long)Math.Round(degrees * Unit, MidpointRounding.AwayFromZero);
}
