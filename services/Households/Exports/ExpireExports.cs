using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Takes away the files of exports whose time is over, lets lapse what nobody decides on, and forgets the words of what is long past.</summary>
sealed class ExpireExports(HouseholdsStore db, RetentionRules rules) : IRegularWork
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop)
    {
        var (now, lapsing, past) = (db.Now, db.Now.AddDays(-Export.MostDaysOpen), db.Now.AddDays(-rules.ReportDays));
        return await db.Exports.Where(it => it.ExpiresAt <= now && it.Gone == null || it.State == RunState.Open && it.QueuedAt <= lapsing
            || it.WordsGoneAt == null && it.FinishedAt <= past).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(stop);
    }

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        var export = await db.Exports.AsNoTracking().SingleAsync(it => it.Id == subject, stop);
        await db.InOneAsync(() => export.State == RunState.Open ? LapseAsync(export, stop)
            : export.ExpiresAt <= db.Now && export.Gone is null ? RemoveAsync(db, export, "export-has-expired", stop)
            : ForgetAsync(export, stop), stop);
    }

    async Task<int> LapseAsync(Export export, CancellationToken stop)
    {
        var now = db.Now;
        var lapsed = await db.Exports.Where(it => it.Id == export.Id && it.State == RunState.Open).ExecuteUpdateAsync(change => change
            .SetProperty(it => it.State, RunState.Cancelled).SetProperty(it => it.FinishedAt, now).SetProperty(it => it.Gone, "export-has-lapsed")
            .SetProperty(it => it.Version, it => it.Version + 1), stop);
        if (lapsed > 0) await db.RecordFirstAsync(AuditedAct.OnExport("export-lapse", export), stop);
        return lapsed;
    }

    async Task<int> ForgetAsync(Export export, CancellationToken stop)
    {
        var (now, none) = (db.Now, (string?)null);
        var forgotten = await db.Exports.Where(it => it.Id == export.Id && it.WordsGoneAt == null).ExecuteUpdateAsync(change => change
            .SetProperty(it => it.Reason, "").SetProperty(it => it.Answer, none).SetProperty(it => it.WordsGoneAt, now), stop);
        if (forgotten > 0) await db.RecordFirstAsync(AuditedAct.OnExport("export-forget", export), stop);
        return forgotten;
    }

    /// <summary>In the transaction that is open; once, whoever comes first.</summary>
    public static async Task<int> RemoveAsync(HouseholdsStore db, Export export, string rule, CancellationToken stop)
    {
        var gone = await db.Exports.IgnoreQueryFilters().Where(it => it.Id == export.Id && it.Gone == null).ExecuteUpdateAsync(change => change.SetProperty(it => it.Gone, rule), stop);
        if (gone == 0) return 0;
        var parts = await db.ExportParts.IgnoreQueryFilters().Where(it => it.Export == export.Id).ExecuteDeleteAsync(stop);
        await db.RecordFirstAsync(AuditedAct.OnExport("export-remove", export) with { Rule = rule }, stop);
        return parts;
    }

    /// <summary>Takes away the files made for visits in which a household may stand that is to be visited no longer. In the turn that records that.</summary>
    public static async Task RemoveVisitsToAsync(HouseholdsStore db, string household, string area, CancellationToken stop)
    {
        var exports = await db.Exports.IgnoreQueryFilters().AsNoTracking().Where(it => it.Purpose == Purposes.Visit && it.Gone == null
            && db.ExportParts.Any(part => part.Export == it.Id && part.First.CompareTo(household) <= 0 && household.CompareTo(part.Last) <= 0)).ToListAsync(stop);
        foreach (var export in exports.Where(it => area.StartsWith(it.Area, StringComparison.Ordinal))) await RemoveAsync(db, export, "contact-not-withdrawn", stop);
    }

    /// <summary>A household for each part of a file in which it may stand though it was anonymised since.</summary>
    public static IQueryable<string> Holders(HouseholdsStore db) =>
        from part in db.ExportParts
        join export in db.Exports on part.Export equals export.Id
        from household in db.Households
        where household.AnonymisedAt >= export.FinishedAt && part.First.CompareTo(household.Id) <= 0 && household.Id.CompareTo(part.Last) <= 0
            && (household.RecordedAt >= export.StartedAt!.Value.AddHours(-Export.Unsure.TotalHours) || export.Active != true && household.Area.StartsWith(export.Area))
        select household.Id;

    /// <summary>
    /// Takes away the files in which one of these households may stand, before it is anonymised: those in whose range of ids it
    /// is, unless it had left and they hold only households that were in the database, or those of an area in which it was not.
    /// </summary>
    public static async Task<int> RemoveThoseWithAsync(HouseholdsStore db, string[] ids, CancellationToken stop)
    {
        var households = await db.Households.IgnoreQueryFilters().Where(it => ids.Contains(it.Id)).Select(it => new { it.Id, it.Area, it.RecordedAt }).ToListAsync(stop);
        var ranges = await db.ExportParts.IgnoreQueryFilters().Join(db.Exports.IgnoreQueryFilters(), it => it.Export, it => it.Id,
            (part, export) => new { part.Export, part.First, part.Last, export.Active, export.Area, export.StartedAt }).ToListAsync(stop);
        var removed = 0;
        foreach (var id in ranges.Where(range => households.Exists(it => (it.RecordedAt >= range.StartedAt - Export.Unsure || range.Active != true && it.Area.StartsWith(range.Area, StringComparison.Ordinal))
            && string.CompareOrdinal(range.First, it.Id) <= 0 && string.CompareOrdinal(it.Id, range.Last) <= 0)).Select(it => it.Export).Distinct().ToList())
            removed += await RemoveAsync(db, await db.Exports.IgnoreQueryFilters().AsNoTracking().SingleAsync(it => it.Id == id, stop), "household-was-anonymised", stop);
        return removed;
    }
}
