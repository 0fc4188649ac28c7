using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Verifies the audit log from its first entry to its last: numbers without a gap, each hash recomputed, and every anchor of the
/// file signed by this key and still true. Stops at the first that does not hold.
/// </summary>
sealed class VerifyAudit(HouseholdsStore db, AnchorFile file)
{
    const int AtOnce = 2_000;

    public async Task<AuditVerdict> RunAsync(CancellationToken stop)
    {
        var lines = file.Read(); // before the chain: what is anchored meanwhile is not looked for
        var anchors = lines.OfType<AuditAnchor>().Where(file.Key.HasSigned).ToList();
        var (number, broken) = await WalkAsync(anchors.ToLookup(it => it.Number, it => it.Hash), stop);
        var beyond = anchors.Where(it => it.Number > number).Select(it => (long?)it.Number).Min();
        if (broken is null && beyond is not null) broken = "audit-reaches-its-anchors";
        var at = broken is null ? (long?)null : number + 1;
        if (broken is null && anchors.Count < lines.Count) broken = "audit-anchors-are-signed";
        var waiting = await db.Audit.IgnoreQueryFilters().CountAsync(it => it.Number == null, stop);
        return new AuditVerdict(broken is null, number, waiting, lines.Count, anchors.Select(it => it.Number).DefaultIfEmpty().Max(), at, broken);
    }

    /// <summary>How far it holds, and the rule that what follows breaks; null at the end.</summary>
    async Task<(long Number, string? Broken)> WalkAsync(ILookup<long, string> anchors, CancellationToken stop)
    {
        var (number, hash) = (0L, AuditEntry.Beginning);
        while (true)
        {
            var (after, first) = (number, number == 0);
            var page = await db.Audit.IgnoreQueryFilters().AsNoTracking().Where(it => it.Number != null && (first || it.Number > after))
                .OrderBy(it => it.Number).Take(AtOnce).ToListAsync(stop);
            foreach (var entry in page)
            {
                if (entry.Number != number + 1) return (number, "audit-numbers-follow");
                if (entry.Hash != entry.HashAt(number + 1, hash)) return (number, "audit-hashes-match");
                if (anchors[number + 1].Any(anchored => anchored != entry.Hash)) return (number, "audit-anchors-hold");
                (number, hash) = (number + 1, entry.Hash);
            }
            if (page.Count < AtOnce) return (number, null);
        }
    }
}
