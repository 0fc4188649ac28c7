using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Households;

/// <summary>
/// Writes the audit log: into the transaction of what it tells of, so that neither is there without the other. An entry has no
/// number yet, so nobody waits for anybody.
/// </summary>
static class RecordAudit
{
    /// <summary>One of these at a time numbers and chains, or anchors, whichever process it is in.</summary>
    public const long Queue = 0x4175646974;

    /// <param name="by">for whom a worker does it, null where the caller does it</param>
    public static AuditEntry Record(this HouseholdsStore db, AuditedAct act, string? by = null) =>
        db.Record(act, db.Caller, by);

    /// <inheritdoc cref="Record(HouseholdsStore, AuditedAct, string?)"/>
    public static AuditEntry Record(this HouseholdsStore db, AuditedAct act, Caller caller, string? by = null) =>
        db.Add(AuditEntry.Of(db.GetService<AuditIds>().Next(db.Now, db.NewId()), db.Now, caller, act, by)).Entity;

    /// <summary>Records what is about to be given out; it is not given before this is saved.</summary>
    public static async Task RecordFirstAsync(this HouseholdsStore db, AuditedAct act, CancellationToken stop)
    {
        db.Record(act);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The last entry of the chain, null while there is none.</summary>
    public static Task<AuditHead?> HeadAsync(this HouseholdsStore db, CancellationToken stop) => db.Audit.IgnoreQueryFilters().AsNoTracking()
        .Where(it => it.Number != null).OrderByDescending(it => it.Number).Select(it => new AuditHead(it.Number!.Value, it.Hash ?? "")).FirstOrDefaultAsync(stop);
}
