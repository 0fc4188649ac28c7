using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Looks whether anything personal is left of households that were anonymised, in every place that there is: past areas, since
/// it says how many rows and nothing of them.
/// </summary>
sealed class VerifyAnonymised(HouseholdsStore db)
{
    public async Task<AnonymisedVerdict> RunAsync(CancellationToken stop)
    {
        var anonymised = db.Households.IgnoreQueryFilters().Where(it => it.AnonymisedAt != null).Select(it => it.Id);
        var places = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var place in PersonalPlaces.Beside.Prepend(PersonalPlaces.Own))
            places[place.Table] = await place.Holders(db).IgnoreQueryFilters().CountAsync(id => anonymised.Contains(id), stop);
        var (ids, stretches) = ((await anonymised.ToListAsync(stop)).ToHashSet(StringComparer.Ordinal), 0);
        if (ids.Count > 0)
            await foreach (var _ in ClearReports.HoldingAsync(db, ids, stop)) stretches++;
        places["batch_stretches"] = stretches;
        return new AnonymisedVerdict(ids.Count, places.Values.Sum(), places);
    }
}
