using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Shows one household in the caller's area, personal values masked.</summary>
sealed class ShowHousehold(HouseholdsStore db, NeedRule rule)
{
    public async Task<HouseholdView> RunAsync(string id, CancellationToken stop) => HouseholdView.Of(Missing.IfNull(
        await db.Households.AsNoTracking().Include(it => it.Persons)
            .SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known"));

    /// <summary>Where the need score comes from, line by line.</summary>
    public async Task<NeedScore> NeedAsync(string id, CancellationToken stop)
    {
        var household = Missing.IfNull(await db.Households.AsNoTracking()
            .SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        return rule.Score(household.HeldCodes, household.Needs);
    }
}
