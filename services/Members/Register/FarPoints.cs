using Contracts;

namespace Members;

/// <summary>
/// Finds points far from the other points of their community: a mistyped digit, or the wrong reference system. Each is
/// compared with the median of its community, which a few wrong points cannot move.
/// </summary>
static class FarPoints
{
    public const double Metres = 50_000;

    /// <param name="points">who is where, in which community; the far ones among them are given back</param>
    public static IEnumerable<T> Among<T>(IEnumerable<(T Who, string Community, Coordinates At)> points)
    {
        foreach (var community in points.GroupBy(it => it.Community, StringComparer.Ordinal))
        {
            var all = community.ToList();
            if (all.Count == 1) continue;
            var median = new Coordinates(Median(all.ConvertAll(it => it.At.Longitude)), Median(all.ConvertAll(it => it.At.Latitude)));
            // Of two points neither is the odd one out: both are told.
            foreach (var (who, _, at) in all)
                if (all.Count == 2 ? all[0].At.MetresTo(all[1].At) > Metres : median.MetresTo(at) > Metres) yield return who;
        }
    }

    static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
