using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Anonymises households that have left, in the turn that is open: nothing personal of them is left in this store, and every
/// service that keeps anything of them hears of it. What stays is the id, the area, the dates, the reason of the end, and what
/// was counted: categories, needs and their score.
/// </summary>
sealed class AnonymiseHouseholds(HouseholdsStore db)
{
    /// <param name="households">tracked, without their persons; at most <see cref="Packets.Most"/></param>
    /// <param name="note">why, sealed; null where it was due</param>
    public async Task RunAsync(IReadOnlyList<Household> households, string detail, string? note, CancellationToken stop)
    {
        var ids = households.Select(it => it.Id).ToArray();
        foreach (var place in PersonalPlaces.Beside) await place.Erase(db, ids, stop);
        // Whoever asked may have done so while it was in another area.
        var asked = await db.Anonymisations.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ToDictionaryAsync(it => it.Household, StringComparer.Ordinal, stop);
        foreach (var it in households)
        {
            it.Anonymise(db.Now);
            var done = asked.GetValueOrDefault(it.Id) ?? db.Add(new Anonymisation { Household = it.Id, Area = it.Area }).Entity;
            done.Area = it.Area;
            done.Do(db.Now);
            db.Record(AuditedAct.OnHousehold("anonymise", it.Id, it.Area) with { SealedNote = note, Detail = detail });
        }
        db.AnnounceChanged(households);
        db.Announce(new HouseholdsAnonymised([.. households.Select(it => new AnonymisedHousehold(it.Id, it.Area))]));
        await db.SaveChangesAsync(stop);
    }
}
