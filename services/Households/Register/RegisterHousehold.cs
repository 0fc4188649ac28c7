using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Enters one household with its persons.</summary>
sealed class RegisterHousehold(HouseholdsStore db, LoadKnown known, FindNeedRule rules, FindCodes codes, Keys keys)
{
    public async Task<HouseholdReceipt> RunAsync(HouseholdInput input, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop); // a need rule that begins meanwhile would pass it by
        var entry = input.Read(known: null, await known.CommunitiesAsync([input.Area], stop), await codes.ListsAsync(stop), db.Today);
        // The primary key decides; asking first only gives the refusal its own name.
        Refused.Unless(!await db.Households.IgnoreQueryFilters().AnyAsync(it => it.Id == entry.Id, stop), "household-id-is-new");
        var household = Household.Enter(entry, await rules.InForceAsync(stop), keys, db.Said);
        var warnings = new ImportWarnings();
        await known.WarnAsync(warnings, [new ListedHousehold(0, entry)], _ => true, everyone: true, stop);
        db.Add(household);
        db.Record(AuditedAct.OnHousehold("register", household.Id, household.Area));
        db.AnnounceChanged([household]);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new HouseholdReceipt(household.Id, household.Version, household.Need, warnings.Told(""));
    }
}
