using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Lets an approved correction take effect on its day, in the transaction that is open.</summary>
sealed class ApplyCorrection(HouseholdsStore db, FindNeedRule rules, FindCodes codes, Keys keys)
{
    /// <summary>The rule by which it cannot take effect, null when it can.</summary>
    public async Task<string?> CheckAsync(Correction correction, Household household, DateOnly on, CancellationToken stop) => (await ReadAsync(correction, household, on, stop)).Broken;

    /// <param name="household">tracked, with its persons</param>
    /// <param name="by">who decided, where a worker does it</param>
    /// <returns>null, or the rule by which it cannot take effect; nothing is changed then</returns>
    public async Task<string?> RunAsync(Correction correction, Household household, DateOnly on, string? by, CancellationToken stop)
    {
        var (entry, broken) = await ReadAsync(correction, household, on, stop);
        if (entry is null) return broken;
        if (household.Take(entry, everyone: true, await rules.InForceAsync(stop), keys, new Source("correction/" + correction.Id, db.Now)) != Taken.Nothing)
        {
            db.MarkChanged(household);
            db.AnnounceChanged([household]);
        }
        var guarding = await db.Corrections.IgnoreQueryFilters().Where(it => it.Household == household.Id && it.Guards != null && it.Id != correction.Id).ToListAsync(stop);
        foreach (var before in guarding) before.Unguard([.. correction.Fields.Select(it => it.Name)]);
        correction.CarryOut(db.Now);
        db.Record(AuditedAct.OnCorrection("correction-effect", correction), by);
        return null;
    }

    async Task<(HouseholdEntry? Entry, string? Broken)> ReadAsync(Correction correction, Household household, DateOnly on, CancellationToken stop)
    {
        if (!household.Active) return (null, "household-is-active");
        if (household.IsOlder(on)) return (null, "as-of-not-older");
        var faults = new Faults("");
        var entry = ProposedFields.Of(correction.Fields).Over(household, await codes.ListsAsync(stop), on, faults);
        return (entry, faults.List.FirstOrDefault()?.Rule);
    }
}
