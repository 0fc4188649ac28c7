namespace Households;

/// <summary>How many households are looked at (样本量), and how many of each stratum.</summary>
static class SampleSize
{
    /// <summary>
    /// The least n by which an accuracy near the expected one is known within the margin: n₀ = z²·p(1−p)/e², with the correction
    /// for a finite population n = n₀ / (1 + (n₀ − 1)/N), rounded up (Cochran, Sampling Techniques, 3rd edition, 4.4 and 4.5).
    /// </summary>
    /// <param name="margin">percent points to either side</param>
    /// <param name="expected">percent of households whose data are right; 50 asks for most</param>
    public static int Of(int population, int confidence, int margin, int expected)
    {
        var (z, p, e) = (Interval.Quantile(confidence), expected / 100d, margin / 100d);
        var infinite = z * z * p * (1 - p) / (e * e);
        // A millionth less, so that what is a whole number but for the last digit is not rounded up.
        return Math.Min(population, (int)Math.Ceiling(infinite / (1 + (infinite - 1) / population) - 1e-6));
    }

    /// <summary>
    /// So many of each stratum that they are in proportion to its households, by the largest remainder, with one of each at least
    /// where it has any; more than <paramref name="size"/> only where there are more strata than that.
    /// </summary>
    /// <param name="populations">households by stratum; the order decides between equal remainders</param>
    public static int[] Allocate(IReadOnlyList<int> populations, int size)
    {
        var all = populations.Sum(it => (long)it);
        var given = populations.Select(it => (int)((Int128)size * it / all)).ToArray();
        foreach (var at in Enumerable.Range(0, given.Length).OrderByDescending(at => (long)((Int128)size * populations[at] % all)).Take(size - given.Sum()).ToArray()) given[at]++;
        for (var at = 0; at < given.Length; at++)
        {
            if (given[at] > 0 || populations[at] == 0) continue;
            given[at] = 1;
            var most = Array.IndexOf(given, given.Max());
            if (given[most] > 1) given[most]--;
        }
        return given;
    }
}
