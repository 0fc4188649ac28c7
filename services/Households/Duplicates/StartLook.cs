using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Has a look taken over the caller's area; while one of it waits to begin, that is the one.</summary>
sealed class StartLook(HouseholdsStore db)
{
    public async Task<DuplicateLook> RunAsync(CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var area = db.Caller.Area;
        var look = await db.Looks.FirstOrDefaultAsync(it => it.Area == area && it.State == RunState.Queued, stop);
        if (look is null)
        {
            look = new DuplicateLook { Id = db.NewId(), Area = area, AskedBy = db.Caller.Subject, QueuedAt = db.Now };
            db.Add(look);
            db.Record(new AuditedAct(AuditedAct.Write, "duplicates-look", $"look/{look.Id}", area));
            await db.SaveChangesAsync(stop);
        }
        await turn.CommitAsync(stop);
        return look;
    }
}
