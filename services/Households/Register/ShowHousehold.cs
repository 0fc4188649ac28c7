using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Shows one household in the caller's area, personal values masked.</summary>
sealed class ShowHousehold(HouseholdsStore db, FindCodes codes)
{
    public async Task<HouseholdView> RunAsync(string id, CancellationToken stop)
    {
        var view = HouseholdView.Of(Missing.IfNull(
            await db.Households.AsNoTracking().Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known"), (await codes.ListsAsync(stop)).Categories);
        // One elsewhere is not named.
        return view.MergedInto is { } into && !await db.Households.AnyAsync(it => it.Id == into, stop) ? view with { MergedInto = "" } : view;
    }
}
