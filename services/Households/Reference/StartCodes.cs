using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Where there are no coded lists yet, begins with those that ship with the service, as with the first need rule: nobody's act. Codes
/// that a newer version of it ships are not added, since the bureau keeps the lists.
/// </summary>
sealed class StartCodes(HouseholdsStore db)
{
    public async Task BeginAsync(CancellationToken stop)
    {
        if (await db.ReferenceCodes.AnyAsync(stop)) return; // a turn may be long in coming, and a start waits for nothing
        await using var turn = await Turn.TakeAsync(db, stop);
        if (await db.ReferenceCodes.AnyAsync(stop)) return; // another replica was here first
        db.AddRange(ReferenceCode.First());
        await db.SaveChangesAsync(stop);
        var lists = CodeLists.Of(await db.ReferenceCodes.ToListAsync(stop));
        foreach (var list in ReferenceCode.Lists) db.Announce(lists.Of(list).AsFact(list, db.Caller.Area));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }
}
