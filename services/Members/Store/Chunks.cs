using Microsoft.EntityFrameworkCore;

namespace Members;

static class Chunks
{
    /// <summary>Ids in one query: more make a statement that is slow to prepare.</summary>
    const int chunk = 500;

    /// <summary>
    /// The rows that a list's ids name, chunk by chunk and never one by one. What a rule is decided by is read whoever asks:
    /// the caller's scope does not narrow it.
    /// </summary>
    public static async Task<List<T>> LoadAsync<T>(IEnumerable<string> ids, Func<string[], IQueryable<T>> rows, CancellationToken stop) where T : class
    {
        var found = new List<T>();
        foreach (var some in ids.Where(id => id != "").Distinct(StringComparer.Ordinal).Chunk(chunk))
            found.AddRange(await rows(some).IgnoreQueryFilters().ToListAsync(stop));
        return found;
    }
}
