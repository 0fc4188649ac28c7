using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Proposes another notice, or adopts it as a second person. Each in a turn, so that of two who do so at once the second sees the first.</summary>
sealed class DecideNotice(HouseholdsStore db)
{
    public async Task<int> ProposeAsync(NoticeInput input, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        await db.MustReachAllAsync("notice-is-for-all-households", stop);
        var notice = input.Read(await db.Notices.MaxAsync(it => it.Number, stop) + 1, db.Caller.Subject, db.Today, db.Now);
        db.Add(notice);
        Record("notice-propose", notice.Number);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return notice.Number;
    }

    public async Task AdoptAsync(int number, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var notice = Missing.IfNull(await db.Notices.SingleOrDefaultAsync(it => it.Number == number, stop), "notice-is-known");
        await db.MustReachAllAsync("notice-is-for-all-households", stop);
        notice.Adopt(db.Caller.Subject, db.Today, db.Now);
        Record("notice-adopt", number);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }

    void Record(string act, int number) => db.Record(new AuditedAct(AuditedAct.Write, act, $"notice/{number}", db.Caller.Area));
}
