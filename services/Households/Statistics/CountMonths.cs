using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Keeps the figures of each month: those of the present one once a day, those of one that is over once more as of its last
/// day, and never again. Months during which no process ran are filled afterwards; none before the first that was counted.
/// </summary>
sealed class CountMonths(HouseholdsStore db, ReadCounted read) : IRegularWork
{
    /// <summary>One of these at a time, whichever process it is in.</summary>
    const long queue = 0x4D6F6E7468;

    static readonly IReadOnlyList<string> all = ["months"];

    /// <summary>From the end of one look to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) => Task.FromResult(all);

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        foreach (var month in await DueAsync(stop)) await CountAsync(month, stop);
    }

    async Task<IReadOnlyList<DateOnly>> DueAsync(CancellationToken stop)
    {
        // A day's figures are not those of half a push, nor of a database that nobody has filled yet.
        if (await db.Batches.AnyAsync(it => it.State == RunState.Queued || it.State == RunState.Running, stop) || !await db.Households.AnyAsync(stop)) return [];
        var (today, counted) = (db.Today, await db.CountedMonths.AsNoTracking().OrderBy(it => it.Month).ToListAsync(stop));
        var due = new List<DateOnly>();
        var present = CountedMonth.Of(today);
        for (var month = counted.Count > 0 ? counted[0].Month : present; month <= present; month = month.AddMonths(1))
            if (counted.Find(it => it.Month == month)?.IsDue(today) ?? true) due.Add(month);
        return due;
    }

    async Task CountAsync(DateOnly month, CancellationToken stop)
    {
        var (today, tallies) = (db.Today, StatisticKind.All.ToDictionary(kind => kind, _ => new Tally()));
        var last = CountedMonth.LastDay(month);
        await foreach (var household in read.OnAsync(today > last ? last : today, stop))
            foreach (var (kind, tally) in tallies) tally.Count(household, kind);
        var figures = new List<AreaFigures>();
        foreach (var (kind, tally) in tallies)
        {
            tally.AddUp();
            figures.AddRange(Suppression.Publish(tally).Select(it => AreaFigures.Write(kind.Name, month, it.Area, it.Figures)));
        }
        await KeepAsync(month, today, figures, stop);
    }

    /// <summary>Unless another process has kept them meanwhile.</summary>
    async Task KeepAsync(DateOnly month, DateOnly today, List<AreaFigures> figures, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop, queue);
        var counted = await db.CountedMonths.SingleOrDefaultAsync(it => it.Month == month, stop);
        if (counted is not null && !counted.IsDue(today)) return;
        if (counted is null) db.Add(counted = new CountedMonth { Month = month });
        counted.Count(today, db.Now);
        await db.AreaFigures.Where(it => it.Month == month).ExecuteDeleteAsync(stop);
        await db.AddManyAsync(figures, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        db.ChangeTracker.Clear();
    }
}
