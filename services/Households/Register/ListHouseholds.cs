using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Lists the households in the caller's area, ordered by id, without anything personal.</summary>
sealed class ListHouseholds(HouseholdsStore db)
{
    /// <param name="area">a division's code or its significant prefix; null or empty for the caller's whole area</param>
    /// <param name="active">only those in the database, only those who left it, or both</param>
    public Task<Page<HouseholdLine>> PageAsync(string? area, bool? active, string? after, int? limit, CancellationToken stop)
    {
        return Lines(area, active, after).PageAsync(limit, line => line.Id, stop);
    }

    public IAsyncEnumerable<HouseholdLine> AllAsync(string? area, bool? active) =>
        Lines(area, active, after: null).AsAsyncEnumerable();

    /// <summary>All of them, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<HouseholdLine>> ExportAsync(string? area, bool? active, CancellationToken stop)
    {
        var lines = AllAsync(area, active);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "register-list", "register", db.Caller.Area), stop);
        return lines;
    }

    public Task<HouseholdLine?> FindAsync(string id, CancellationToken stop) =>
        Shown(db.Households.AsNoTracking().Where(it => it.Id == id)).SingleOrDefaultAsync(stop);

    IQueryable<HouseholdLine> Lines(string? area, bool? active, string? after)
    {
        var households = db.Households.AsNoTracking();
        if (!string.IsNullOrEmpty(area))
        {
            var (from, until) = AreaFilter.Range(area);
            households = households.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        }
        if (active is not null) households = households.Where(it => it.Active == active);
        if (after is not null) households = households.Where(it => it.Id.CompareTo(after) > 0);
        return Shown(households.OrderBy(it => it.Id));
    }

    static IQueryable<HouseholdLine> Shown(IQueryable<Household> households) => households.Select(it => new HouseholdLine(
        it.Id, it.Area, Codes.Held(it.Categories),
        it.Needs, it.Need, it.Active, it.AsOf, it.Version));
}
