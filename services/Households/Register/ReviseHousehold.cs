using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Replaces what is known of one household and its persons.</summary>
sealed class ReviseHousehold(HouseholdsStore db, LoadKnown known, FindNeedRule rules, FindCodes codes, Keys keys)
{
    /// <param name="version">the version that the caller has read</param>
    public async Task<HouseholdReceipt> RunAsync(string id, long version, HouseholdInput input, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop); // a push that confirms it meanwhile would say the old again
        var household = Missing.IfNull(await db.Households.Include(it => it.Persons)
            .SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        ETag.Match(version, household.Version);
        var entry = input.Read(household, await known.CommunitiesAsync([input.Area], stop), await codes.ListsAsync(stop), db.Today);
        Refused.Unless(household.Active, "household-is-active");
        Refused.Unless(!household.IsOlder(entry.AsOf), "as-of-not-older");
        var warnings = new ImportWarnings();
        await known.WarnAsync(warnings, [new ListedHousehold(0, entry)], _ => true, everyone: true, stop);
        if (household.Take(entry, everyone: true, await rules.InForceAsync(stop), keys, db.Said) != Taken.Nothing)
        {
            db.MarkChanged(household);
            db.Record(AuditedAct.OnHousehold("revise", household.Id, household.Area));
            db.AnnounceChanged([household]);
            await db.SaveChangesAsync(stop);
            await turn.CommitAsync(stop);
        }
        return new HouseholdReceipt(household.Id, household.Version, household.Need, warnings.Told(""));
    }
}
