using Contracts;

namespace Members;

/// <summary>
/// The centres of known points, for those whose own position is not known: the mean over the community, else over the
/// street, the district, or all. Counted in whole 1e-7 degrees (about a centimetre), so that every order of the points gives
/// the same centre.
/// </summary>
sealed class Centres
{
    const double unit = 1e7;

    /// <summary>Where everybody is when nothing at all is known: then all are equally far, whatever the place.</summary>
    static readonly Coordinates anywhere = new(105, 35);

    static readonly AreaLevel[] widening = [AreaLevel.Community, AreaLevel.Street, AreaLevel.District];

    readonly Dictionary<string, (long Longitude, long Latitude, int Count)> sums = new(StringComparer.Ordinal);

    public void Add(string area, Coordinates at)
    {
        foreach (var key in widening.Select(level => Key(area, level)).Distinct()) Put(key, at);
        Put("", at);
    }

    /// <summary>The place to assume, and the code of the division whose centre it is; empty for all of the market.</summary>
    public (Coordinates At, string Of) For(string area)
    {
        foreach (var level in widening)
            if (sums.TryGetValue(Key(area, level), out var sum)) return (Mean(sum), Key(area, level));
        return (sums.TryGetValue("", out var all) ? Mean(all) : anywhere, "");
    }

    static string Key(string area, AreaLevel level) => AreaCode.At(area, level);

    void Put(string key, Coordinates at)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = (sum.Longitude + (long)Math.Round(at.Longitude * unit), sum.Latitude + (long)Math.Round(at.Latitude * unit), sum.Count + 1);
    }

    static Coordinates Mean((long Longitude, long Latitude, int Count) sum) =>
        new(sum.Longitude / sum.Count / unit, sum.Latitude / sum.Count / unit);
}
