using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Which households were found not to be one. Looks past the caller's area: a verdict holds wherever the two are now, and
/// nothing of it is shown.
/// </summary>
sealed class LoadVerdicts(HouseholdsStore db)
{
    public Task<DistinctVerdict?> FindAsync(HouseholdPair pair, CancellationToken stop) =>
        db.Verdicts.IgnoreQueryFilters().SingleOrDefaultAsync(it => it.One == pair.One && it.Other == pair.Other, stop);

    /// <summary>By household the others that hold what it says too, without those from which it was found to be distinct.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> WithoutDistinctAsync(IReadOnlyDictionary<string, string[]> shared, CancellationToken stop)
    {
        var distinct = new HashSet<(string, string)>();
        foreach (var ids in shared.Keys.Chunk(Packets.Most))
            foreach (var it in await db.Verdicts.IgnoreQueryFilters().AsNoTracking().Where(it => ids.Contains(it.One) || ids.Contains(it.Other)).ToListAsync(stop))
            {
                distinct.Add((it.One, it.Other));
                distinct.Add((it.Other, it.One));
            }
        return distinct.Count == 0 ? shared : shared
            .Select(it => (Household: it.Key, Others: it.Value.Where(other => !distinct.Contains((it.Key, other))).ToArray()))
            .Where(it => it.Others.Length > 0).ToDictionary(it => it.Household, it => it.Others, StringComparer.Ordinal);
    }
}
