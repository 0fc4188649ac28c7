using System.Data;
using System.Runtime.CompilerServices;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Reads what is counted of every household that was in the database on a day, as is known now but for what was said of it late: one pass over those that have
/// not changed since, and the former states of those that have. Of what is sealed only these are opened.
/// </summary>
sealed class ReadCounted(HouseholdsStore db, FindNeedRule rules)
{
    public async IAsyncEnumerable<CountedHousehold> OnAsync(DateOnly day, [EnumeratorCancellation] CancellationToken stop)
    {
        // A household that is revised between the two passes would be counted by both.
        await using var snapshot = db.Database.IsNpgsql() ? await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop) : null;
        // By the rule of that day: one that began since has scored them anew.
        var rule = day < db.Today ? await rules.OnAsync(day, stop) : await rules.InForceAsync(stop);
        var sizes = db.Persons.GroupBy(it => it.Household).Select(it => new { Household = it.Key, Persons = it.Count() });
        var present = db.Households.AsNoTracking().Where(it => it.Active && it.From <= day)
            .Join(sizes, it => it.Id, it => it.Household, (it, size) => new { it.Area, it.Categories, it.Needs, size.Persons });
        await foreach (var it in present.AsAsyncEnumerable().WithCancellation(stop)) yield return Of(it.Area, it.Categories, it.Needs, it.Persons);
        if (day >= db.Today) yield break;

        FormerState? last = null;
        var former = db.FormerStates.AsNoTracking().Where(it => it.From <= day && db.Households.Any(now => now.Id == it.Household && now.From > day))
            .OrderBy(it => it.Household).ThenBy(it => it.Version);
        await foreach (var it in former.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (last is not null && last.Household != it.Household && last.State.Active) yield return OfState(last.State);
            last = it;
        }
        if (last is { State.Active: true }) yield return OfState(last.State);

        CountedHousehold OfState(HouseholdState it) => Of(it.Area, HeldCategory.Read(it.Held), it.Needs, it.Persons.Count);
        CountedHousehold Of(string area, IReadOnlyList<HeldCategory> categories, string[] needs, int persons) =>
            new(area, categories, needs, rule.Points(Codes.Held(categories), needs), persons);
    }
}
