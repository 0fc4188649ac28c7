using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Anchors the head of the chain outside of the database: a signed line in a file, and a fact that Assessment keeps. Who edits
/// the table and chains it anew, or cuts off its end, cannot change either.
/// </summary>
sealed class AnchorAudit(HouseholdsStore db, AnchorFile file)
{
    static readonly TimeSpan pause = TimeSpan.FromMinutes(1);

    /// <summary>At most once a minute.</summary>
    public Task WhenDueAsync(CancellationToken stop) => file.TriedAt > db.Now - pause ? Task.CompletedTask : RunAsync(stop);

    /// <summary>Where something was chained since the last anchor.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (await db.HeadAsync(stop) is not { } seen || seen.Number <= file.LastNumber) return;
        file.TriedAt = db.Now;
        await using var turn = await Turn.TakeAsync(db, stop, RecordAudit.Queue);
        var head = (await db.HeadAsync(stop))!;
        if (head.Number <= file.LastNumber) return; // anchored while this waited for its turn
        var (area, now) = (await AreaAsync(file.LastNumber, head.Number, stop), db.Now);
        // The line first: the head that it names is committed, and a fact without a line would anchor nothing here.
        file.Append(HouseholdsService.Name, head, now);
        db.Announce(new AuditAnchored(HouseholdsService.Name, head.Number, head.Hash, now, area));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }

    /// <summary>The narrowest division that all newly anchored entries lie in, so that its auditors find the anchor in the ledger.</summary>
    async Task<string> AreaAsync(long after, long until, CancellationToken stop)
    {
        var areas = db.Audit.IgnoreQueryFilters().Where(it => it.Number > after && it.Number <= until && it.Area != "").Select(it => it.Area);
        return AreaFilter.Common(await areas.MinAsync(stop) ?? "", await areas.MaxAsync(stop) ?? "");
    }
}
