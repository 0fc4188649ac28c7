using Microsoft.EntityFrameworkCore;

namespace Defaults;

/// <summary>
/// What a service keeps of a neighbour's row, to decide by. <see cref="Store"/> makes the version a concurrency check, so
/// that of two facts taken in at once the older one cannot come out on top: it fails, and is told again.
/// </summary>
public interface ICopy : IScoped
{
    string Id { get; }

    /// <summary>The neighbour's own version.</summary>
    long Version { get; }
}

public static class Copies
{
    /// <summary>
    /// Keeps what is newer than what is known, and gives those back. Facts arrive in any order and more than once: the
    /// highest version wins. Does not save.
    /// </summary>
    public static async Task<IReadOnlyList<TCopy>> KeepNewestAsync<TCopy>(
        this Store db, IEnumerable<TCopy> told, CancellationToken stop) where TCopy : class, ICopy
    {
        var newest = told.GroupBy(it => it.Id, StringComparer.Ordinal).Select(same => same.MaxBy(it => it.Version)!).ToList();
        var ids = newest.ConvertAll(it => it.Id);
        var known = await db.Set<TCopy>().IgnoreQueryFilters().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, stop);
        var kept = new List<TCopy>(newest.Count);
        foreach (var copy in newest)
        {
            if (!known.TryGetValue(copy.Id, out var old)) db.Add(copy);
            else if (old.Version < copy.Version) db.Entry(old).CurrentValues.SetValues(copy);
            else continue;
            kept.Add(copy);
        }
        return kept;
    }
}
