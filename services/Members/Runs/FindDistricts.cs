using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class FindDistricts
{
    /// <summary>
    /// The districts of an area, in order: those of its communities that hold today and of its active households, whoever
    /// asks. An area within one district is its own.
    /// </summary>
    public static async Task<IReadOnlyList<string>> DistrictsOfAsync(this MembersStore db, string area, CancellationToken stop)
    {
        const int district = 6;
        if (area.Length >= district) return [area];
        var (from, until, today) = (area, Scope.Until(area), db.Today);
        var communities = db.Areas.IgnoreQueryFilters()
            .Where(it => it.Id.CompareTo(from) >= 0 && it.Id.CompareTo(until) < 0 && it.ValidFrom <= today && (it.ValidTo == null || today < it.ValidTo))
            .Select(it => it.Id.Substring(0, district));
        var households = db.Households.IgnoreQueryFilters()
            .Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0).Select(it => it.Area.Substring(0, district));
        return await communities.Union(households).OrderBy(it => it).ToListAsync(stop);
    }
}
