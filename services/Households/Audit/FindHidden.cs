using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds where a household is that was not found for the caller; for the audit log, never for the caller.</summary>
sealed class FindHidden(HouseholdsStore db)
{
    /// <summary>Null where there is none, or the caller may see it.</summary>
    public async Task<string?> AreaAsync(string id, CancellationToken stop) =>
        await db.Households.AnyAsync(it => it.Id == id, stop)
            ? null
            : await db.Households.IgnoreQueryFilters().Where(it => it.Id == id).Select(it => it.Area).SingleOrDefaultAsync(stop);
}
