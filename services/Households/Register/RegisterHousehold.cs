using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Enters one household with its persons.</summary>
sealed class RegisterHousehold(HouseholdsStore db, LoadKnown known, NeedRule rule, Keys keys)
{
    public async Task<HouseholdReceipt> RunAsync(HouseholdInput input, CancellationToken stop)
    {
        var entry = input.Read(known: null, await known.CommunitiesAsync([input.Area], stop), db.Today);
        // The primary key decides; asking first only gives the refusal its own name.
        Refused.Unless(!await db.Households.IgnoreQueryFilters().AnyAsync(it => it.Id == entry.Id, stop), "household-id-is-new");
        var household = Household.Enter(entry, rule, keys, db.Said);
        var warnings = new ImportWarnings();
        await known.WarnAsync(warnings, [new ListedHousehold(0, entry)], _ => true, everyone: true, stop);
        db.Add(household);
        db.Record(AuditedAct.OnHousehold("register", household.Id, household.Area));
        db.AnnounceChanged([household]);
        await db.SaveChangesAsync(stop);
        return new HouseholdReceipt(household.Id, household.Version, household.Need, warnings.Told(""));
    }
}
