namespace Defaults;

/// <summary>What a service keeps of a neighbour's row, to decide by.</summary>
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
    /// highest version wins, and the store itself compares, so that of two told at once the older cannot come out on top.
    /// Inside a transaction; the rows kept are held until its end.
    /// </summary>
    public static Task<IReadOnlyList<TCopy>> KeepNewestAsync<TCopy>(this Store db, IEnumerable<TCopy> told, CancellationToken stop) where TCopy : class, ICopy
    {
        // In the order of ids, so that two replicas that keep the same ones of a fact wait for each other and not in a circle.
        var newest = told.GroupBy(it => it.Id, StringComparer.Ordinal).Select(same => same.MaxBy(it => it.Version)!).OrderBy(it => it.Id, StringComparer.Ordinal);
        return db.PutNewerAsync(newest.ToList(), nameof(ICopy.Version), stop);
    }
}
