using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Closes an accuracy audit; nothing of it changes afterwards.</summary>
sealed class CloseAccuracyAudit(HouseholdsStore db)
{
    /// <param name="version">the version of the audit that the caller has read</param>
    public async Task RunAsync(string id, long version, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop, RecordFound.Queue);
        var audit = Missing.IfNull(await db.AccuracyAudits.SingleOrDefaultAsync(it => it.Id == id, stop), "accuracy-audit-is-known");
        Refused.Unless(audit.AreaPrefix.StartsWith(db.Caller.Area, StringComparison.Ordinal), "area-in-scope"); // who is inside its area sees it too
        ETag.Match(version, audit.Version);
        audit.Close(db.Caller.Subject, db.Now);
        db.Record(new AuditedAct(AuditedAct.Write, "accuracy-close", AuditedAct.TargetOf(audit), audit.AreaPrefix));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }
}
