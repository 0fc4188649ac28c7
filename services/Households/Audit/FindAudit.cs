using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds entries of the audit log for an auditor, the oldest first: those of its area, and those that are of none.</summary>
sealed class FindAudit(HouseholdsStore db)
{
    public async Task<Page<AuditLine>> PageAsync(AuditAsked asked, string? after, int? limit, CancellationToken stop)
    {
        asked.Check();
        var page = await Asked(asked, after).PageAsync(limit, it => it.Id, stop);
        return new Page<AuditLine>([.. page.Items.Select(it => AuditLine.Of(it, db.Sealing))], page.Next);
    }

    /// <summary>All of them, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<AuditLine>> AllAsync(AuditAsked asked, CancellationToken stop)
    {
        asked.Check();
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "audit-log", "audit", db.Caller.Area), stop);
        return Asked(asked, after: null).AsAsyncEnumerable().Select(it => AuditLine.Of(it, db.Sealing));
    }

    IQueryable<AuditEntry> Asked(AuditAsked asked, string? after)
    {
        var entries = Seen;
        if (asked.Subject is { } subject) entries = entries.Where(it => it.Subject == subject);
        if (asked.Kind is { } kind) entries = entries.Where(it => it.Kind == kind);
        if (asked.From is { } from) entries = entries.Where(it => it.At >= from);
        if (asked.To is { } to) entries = entries.Where(it => it.At < to);
        if (after is not null) entries = entries.Where(it => it.Id.CompareTo(after) > 0);
        if (asked.Household is { } household)
        {
            var (target, among) = (AuditedAct.TargetOf(household), $" {household} ");
            entries = entries.Where(it => it.Target == target || it.Households != null && (" " + it.Households + " ").Contains(among));
        }
        return entries.OrderBy(it => it.Id);
    }

    /// <summary>What somebody without a token was denied lies nowhere; every auditor sees it, or nobody would.</summary>
    IQueryable<AuditEntry> Seen
    {
        get
        {
            var (from, until) = (db.Caller.Area, Scope.Until(db.Caller.Area));
            return db.Caller.Reach == Reach.Area
                ? db.Audit.IgnoreQueryFilters().AsNoTracking().Where(it => it.Area == "" || it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0)
                : db.Audit.AsNoTracking();
        }
    }
}
