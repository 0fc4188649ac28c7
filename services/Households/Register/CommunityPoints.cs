using Contracts;

namespace Households;

/// <summary>
/// The known points of one community. Their centre is the median of longitudes and of latitudes: one point far off
/// makes a mean suspect all the others.
/// </summary>
sealed class CommunityPoints
{
    /// <summary>Farther than any community is wide, in metres.</summary>
    public const double Far = 50_000;

    readonly double[] longitudes;
    readonly double[] latitudes;

    public CommunityPoints(IEnumerable<Coordinates> points)
    {
        var all = points.ToList();
        longitudes = [.. all.Select(point => point.Longitude).Order()];
        latitudes = [.. all.Select(point => point.Latitude).Order()];
    }

    /// <summary>Whether one of the points lies far from the centre of the others; a lonely point is far from nothing.</summary>
    public bool IsFarFromOthers(Coordinates point) =>
        longitudes.Length > 1
        && point.MetresTo(new Coordinates(MedianWithout(longitudes, point.Longitude), MedianWithout(latitudes, point.Latitude))) > Far;

    /// <summary>The median of sorted values when one of them is left out; of two in the middle, the one nearer to it.</summary>
    static double MedianWithout(double[] sorted, double value)
    {
        var left = Array.BinarySearch(sorted, value);
        double Other(int index) => sorted[index < left ? index : index + 1];
        var (lower, upper) = (Other((sorted.Length - 2) / 2), Other((sorted.Length - 1) / 2));
        return Math.Abs(lower - value) < Math.Abs(upper - value) ? lower : upper;
    }
}
