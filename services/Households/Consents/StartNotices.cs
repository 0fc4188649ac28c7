using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>At each start: the first notice where there is none.</summary>
sealed class StartNotices(HouseholdsStore db)
{
    public async Task BeginAsync(CancellationToken stop)
    {
        if (await db.Notices.AnyAsync(stop)) return; // a turn may be long in coming, and a start waits for nothing
        await using var turn = await Turn.TakeAsync(db, stop);
        if (!await db.Notices.AnyAsync(stop)) db.Add(Notice.First(db.Now));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }
}
