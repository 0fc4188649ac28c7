using System.Runtime.CompilerServices;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Reads by community how fresh the data are, in one grouped query. No index serves it but that of the areas: each push moves the
/// day of every household that it confirms, and an index of these days would have to be written with it, for a question that is
/// asked a few times a day.
/// </summary>
sealed class ReadFreshness(HouseholdsStore db, IConfiguration configuration)
{
    /// <summary><c>Freshness:MostDays</c>, 35 unless said: a month and some days of grace; <c>Freshness:MostShare</c>, 10 unless said.</summary>
    public FreshnessRule Rule
    {
        get
        {
            var days = configuration.GetValue("Freshness:MostDays", 35);
            return new FreshnessRule(days, configuration.GetValue("Freshness:MostShare", 10), db.Today.AddDays(-days));
        }
    }

    public async Task<FreshnessPage> PageAsync(string? area, bool? stale, string? after, int? limit, CancellationToken stop)
    {
        var most = Paging.MostOf(limit);
        var found = await AllAsync(area, stale, after, stop).Take(most + 1).ToListAsync(stop);
        return new FreshnessPage(Rule, [.. found.Take(most)], found.Count > most ? found[most - 1].Area : null);
    }

    /// <summary>All of them, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<CommunityFreshness>> ExportAsync(string? area, bool? stale, CancellationToken stop)
    {
        var all = AllAsync(area, stale, after: null, stop);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "freshness", "register", db.Caller.Area), stop);
        return all;
    }

    async IAsyncEnumerable<CommunityFreshness> AllAsync(string? area, bool? stale, string? after, [EnumeratorCancellation] CancellationToken stop)
    {
        var (rule, days) = (Rule, new List<ConfirmedCount>());
        await foreach (var day in Days(area, after).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (days.Count > 0 && days[0].Area != day.Area)
            {
                if (Shown(days) is { } one) yield return one;
                days.Clear();
            }
            days.Add(day);
        }
        if (days.Count > 0 && Shown(days) is { } last) yield return last;

        CommunityFreshness? Shown(List<ConfirmedCount> some) =>
            CommunityFreshness.Of(some[0].Area, some, rule) is var it && (stale is null || it.Stale == stale) ? it : null;
    }

    IQueryable<ConfirmedCount> Days(string? area, string? after)
    {
        var households = db.Households.AsNoTracking().Where(it => it.Active);
        if (!string.IsNullOrEmpty(area))
        {
            var (from, until) = AreaFilter.Range(area);
            households = households.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        }
        if (after is not null) households = households.Where(it => it.Area.CompareTo(after) > 0);
        return households.GroupBy(it => new { it.Area, it.AsOf }).OrderBy(it => it.Key.Area).ThenBy(it => it.Key.AsOf)
            .Select(it => new ConfirmedCount(it.Key.Area, it.Key.AsOf, it.Count(), it.Count(one => one.Said != null)));
    }
}
