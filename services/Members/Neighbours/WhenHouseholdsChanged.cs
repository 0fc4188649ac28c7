using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// A household that leaves the database ends its pairings; one that moves takes them to its new community, which answers
/// for them from now on. One that comes back may be paired again.
/// </summary>
sealed class WhenHouseholdsChanged(MembersStore db) : IWhen<HouseholdsChanged>
{
    public async Task HearAsync(HouseholdsChanged fact, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var ids = fact.Items.Select(it => it.Id).ToArray();
        var before = await db.Households.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, stop);
        var kept = await db.KeepNewestAsync(fact.Items.Select(it => HouseholdCopy.Of(it, before.GetValueOrDefault(it.Id), db.Now)), stop);
        var now = kept.Where(it => before.TryGetValue(it.Id, out var old) && (!it.Active || old.Area != it.Area))
            .ToDictionary(it => it.Id, StringComparer.Ordinal);
        if (now.Count > 0) await FollowAsync(now, stop);
        await db.MarkUnseenAsync(
            [
                .. from it in kept
                   let old = before.GetValueOrDefault(it.Id)
                   where it.Active != (old?.Active ?? false) || it.Active && it.Area != old?.Area
                   select (it.Id, old is null ? new[] { it.Area } : [it.Area, old.Area]),
            ], stop);
        await turn.CommitAsync(stop);
    }

    async Task FollowAsync(Dictionary<string, HouseholdCopy> now, CancellationToken stop)
    {
        var ids = now.Keys.ToArray();
        var standing = await db.Pairings.Where(it => it.Until == null && ids.Contains(it.Household)).ToListAsync(stop);
        foreach (var pairing in standing)
        {
            var household = now[pairing.Household];
            pairing.Area = household.Area;
            if (!household.Active) pairing.End(Pairing.HouseholdLeft, null, db.Now);
        }
        foreach (var exclusion in await db.Exclusions.Where(it => ids.Contains(it.Household)).ToListAsync(stop))
            exclusion.Area = now[exclusion.Household].Area;
        db.TellPairings(standing);
    }
}
