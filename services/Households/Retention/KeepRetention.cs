using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Anonymises and forgets what is due, some at a time, so that pushes take their turns between.</summary>
sealed class KeepRetention(HouseholdsStore db, FindDue due, AnonymiseHouseholds anonymise, ClearReports reports) : IRegularWork
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    static readonly IReadOnlyList<string> all = [RetentionRules.Ended, RetentionRules.Mistaken, RetentionRules.ParkedRows, RetentionRules.Reports];

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) => Task.FromResult(all);

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        while (subject switch
        {
            RetentionRules.ParkedRows => await ForgetParkedAsync(stop),
            RetentionRules.Reports => await reports.RunAsync(stop) || await ForgetReportAsync(stop),
            _ => await AnonymiseAsync(subject, stop),
        })
            db.ChangeTracker.Clear();
    }

    /// <returns>whether there may be more</returns>
    async Task<bool> AnonymiseAsync(string rule, CancellationToken stop)
    {
        if (!await due.Households(rule).AnyAsync(stop)) return false; // nobody waits for a look that finds nothing
        await using var turn = await Turn.TakeAsync(db, stop);
        var some = await due.Households(rule).OrderBy(it => it.EndedOn).ThenBy(it => it.Id).Take(Packets.Most).ToListAsync(stop);
        if (some.Count > 0) await anonymise.RunAsync(some, $"rule={rule}", note: null, stop);
        await turn.CommitAsync(stop);
        return some.Count == Packets.Most;
    }

    async Task<bool> ForgetParkedAsync(CancellationToken stop)
    {
        var ids = await due.ParkedRows().OrderBy(it => it.Id).Select(it => it.Id).Take(Packets.Most).ToListAsync(stop);
        if (ids.Count == 0) return false;
        await db.InOneAsync(async () =>
        {
            var forgotten = await db.ParkedRows.Where(it => ids.Contains(it.Id)).ExecuteDeleteAsync(stop);
            if (forgotten > 0) await db.RecordFirstAsync(new AuditedAct(AuditedAct.Write, "forget-parked", "parked-rows", "") { Detail = $"rows={forgotten}" }, stop);
            return forgotten;
        }, stop);
        return ids.Count == Packets.Most;
    }

    /// <summary>The report of one push; that it was pushed, and what became of how many rows, stays.</summary>
    async Task<bool> ForgetReportAsync(CancellationToken stop)
    {
        if (await due.Reported().AsNoTracking().OrderBy(it => it.Id).FirstOrDefaultAsync(stop) is not { } batch) return false;
        await db.InOneAsync(async () =>
        {
            var forgotten = await db.BatchStretches.Where(it => it.Batch == batch.Id).ExecuteDeleteAsync(stop);
            if (forgotten > 0) await db.RecordFirstAsync(AuditedAct.OnBatch("forget-report", batch), stop);
            return forgotten;
        }, stop);
        return true;
    }
}
