using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds what is kept longer than it is to be kept.</summary>
sealed class FindDue(HouseholdsStore db, RetentionRules rules)
{
    /// <summary>Households that have left and are due by one of these rules.</summary>
    public IQueryable<Household> Households(params string[] by)
    {
        var ((endedOn, recordedAt), (mistakenOn, _), doubtful) = (
            rules.DueBy(RetentionRules.Ended, db.Today, db.Now), rules.DueBy(RetentionRules.Mistaken, db.Today, db.Now), Codes.DoubtfulEnds.ToArray());
        var (ended, mistaken) = (by.Contains(RetentionRules.Ended), by.Contains(RetentionRules.Mistaken));
        return db.Households.Where(it => !it.Active && it.AnonymisedAt == null && it.RecordedAt <= recordedAt
            && (mistaken && doubtful.Contains(it.EndReason!) && it.EndedOn <= mistakenOn || ended && !doubtful.Contains(it.EndReason!) && it.EndedOn <= endedOn));
    }

    /// <summary>Parked rows that were decided on long ago.</summary>
    public IQueryable<ParkedRow> ParkedRows()
    {
        var until = db.Now.AddDays(-rules.ParkedDays);
        return db.ParkedRows.Where(it => it.DecidedAt <= until);
    }

    /// <summary>Pushes that ended long ago and have a report still; past the filter of the reports, which belong to their push.</summary>
    public IQueryable<Batch> Reported()
    {
        var until = db.Now.AddDays(-rules.ReportDays);
        return db.Batches.Where(it => it.FinishedAt <= until && db.BatchStretches.IgnoreQueryFilters().Any(stretch => stretch.Batch == it.Id));
    }

    /// <param name="area">a division's code or its significant prefix; null or empty for the caller's whole area</param>
    public async Task<RetentionView> ShowAsync(string? area, string? after, int? limit, CancellationToken stop)
    {
        var (from, until) = string.IsNullOrEmpty(area) ? ("", Scope.Until("")) : AreaFilter.Range(area);
        var households = Households(RetentionRules.Ended, RetentionRules.Mistaken).AsNoTracking()
            .Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        var counts = new List<DueCount>();
        foreach (var rule in (string[])[RetentionRules.Ended, RetentionRules.Mistaken]) counts.AddRange(await CountAsync(rule, Households(rule).Select(it => it.Area), from, until, stop));
        counts.AddRange(await CountAsync(RetentionRules.ParkedRows, ParkedRows().Select(it => it.Area), from, until, stop));
        counts.AddRange(await CountAsync(RetentionRules.Reports, Reported().Select(it => it.Area), from, until, stop));
        if (after is not null) households = households.Where(it => it.Id.CompareTo(after) > 0);
        var page = await households.OrderBy(it => it.Id).Select(it => new { it.Id, it.Area, it.EndReason, it.EndedOn }).PageAsync(limit, it => it.Id, stop);
        return new RetentionView(rules, counts, new Page<DueHousehold>(
            [.. page.Items.Select(it => new DueHousehold(it.Id, it.Area, it.EndReason!, it.EndedOn!.Value, RetentionRules.RuleOf(it.EndReason!)))], page.Next));
    }

    static async Task<IEnumerable<DueCount>> CountAsync(string rule, IQueryable<string> areas, string from, string until, CancellationToken stop) =>
        (await areas.Where(it => it.CompareTo(from) >= 0 && it.CompareTo(until) < 0).GroupBy(it => it).Select(it => new { Area = it.Key, Count = it.Count() })
            .OrderBy(it => it.Area).ToListAsync(stop)).Select(it => new DueCount(rule, it.Area, it.Count));
}
