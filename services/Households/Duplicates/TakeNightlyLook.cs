using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Has a look taken over everything once a day, in the night where the process runs then. Seen by those above all households.</summary>
sealed class TakeNightlyLook(HouseholdsStore db) : IRegularWork
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Of China's clock, as <see cref="Store.Today"/>.</summary>
    const int FirstHour = 2;

    string Night => string.Create(CultureInfo.InvariantCulture, $"night-{db.Today:yyyyMMdd}");

    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop)
    {
        var night = Night;
        return db.Now.AddHours(8).Hour < FirstHour || await db.Looks.AnyAsync(it => it.Id == night, stop) ? [] : [night];
    }

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        if (await db.Looks.AnyAsync(it => it.Id == subject, stop)) return; // another process was first
        var areas = db.Households.Where(it => it.Active).Select(it => it.Area);
        var area = AreaFilter.Common(await areas.MinAsync(stop) ?? "", await areas.MaxAsync(stop) ?? "");
        db.Add(new DuplicateLook { Id = subject, Area = area, AskedBy = db.Caller.Subject, QueuedAt = db.Now });
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }
}
