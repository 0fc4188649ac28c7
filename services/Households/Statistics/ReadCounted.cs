using System.Runtime.CompilerServices;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Reads what is counted of every household that was in the database on a day, as is known now: one pass over those that have
/// not changed since, and the former states of those that have. Of what is sealed only these are opened.
/// </summary>
sealed class ReadCounted(HouseholdsStore db)
{
    public async IAsyncEnumerable<CountedHousehold> OnAsync(DateOnly day, [EnumeratorCancellation] CancellationToken stop)
    {
        var sizes = db.Persons.GroupBy(it => it.Household).Select(it => new { Household = it.Key, Persons = it.Count() });
        var present = db.Households.AsNoTracking().Where(it => it.Active && it.From <= day)
            .Join(sizes, it => it.Id, it => it.Household, (it, size) => new CountedHousehold(it.Area, it.Categories, it.Needs, it.Need, size.Persons));
        await foreach (var it in present.AsAsyncEnumerable().WithCancellation(stop)) yield return it;
        if (day >= db.Today) yield break;

        FormerState? last = null;
        var former = db.FormerStates.AsNoTracking().Where(it => it.From <= day && db.Households.Any(now => now.Id == it.Household && now.From > day))
            .OrderBy(it => it.Household).ThenBy(it => it.Version);
        await foreach (var it in former.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (last is not null && last.Household != it.Household && last.State.Active) yield return Of(last.State);
            last = it;
        }
        if (last is { State.Active: true }) yield return Of(last.State);
    }

    static CountedHousehold Of(HouseholdState it) => new(it.Area, HeldCategory.Read(it.Held), it.Needs, it.Need, it.Persons.Count);
}
