using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Takes some rows of a push in one transaction: what they change, what is told of it, what became of each, and how far the
/// push has come.
/// </summary>
sealed class TakeStretch(HouseholdsStore db, FindUndone undo)
{
    /// <param name="prepare">what they change; asked for once nobody else can change anything any longer, and what was prepared before is given then only if nobody did</param>
    public async Task RunAsync(Batch batch, Func<Task<PreparedStretch>> prepare, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var prepared = await prepare();
        var stretch = prepared.Stretch;
        var refused = batch.AllOrNothing && !stretch.IsAllGood;
        if (refused) stretch.RejectAll("every-row-is-good");
        else await SaveAsync(batch, prepared, stop);
        await KeepReportAsync(batch, stretch.Reports, stop);
        await turn.CommitAsync(stop);
        Refused.Unless(!refused, "every-row-is-good");
    }

    async Task SaveAsync(Batch batch, PreparedStretch prepared, CancellationToken stop)
    {
        var listed = prepared.Stretch.Listed;
        await db.PutManyAsync(prepared.Statements, stop);
        await db.SaveManyAsync(prepared.Added, prepared.Changed, stop);
        await db.ConfirmAsync(prepared.Confirmed, stop);
        await db.AnnounceManyAsync(HouseholdsStore.Changes(prepared.Added.Concat(prepared.Changed)), stop);
        await undo.UnguardAsync(prepared.Undone, listed.ToHashSet(StringComparer.Ordinal), stop);
        await ForgetAsync(listed, stop);
        await KeepParkedAsync(batch, prepared.Stretch.Parked, stop);
    }

    /// <summary>What became of some rows, and with it how far the push has come.</summary>
    public async Task KeepReportAsync(Batch batch, IReadOnlyList<RowReport> reports, CancellationToken stop)
    {
        await db.AddManyAsync([ReportText.Pack(db.Sealing, batch, reports)], stop);
        var counts = StretchCounts.Of(reports);
        db.Record(AuditedAct.OnBatch("push-stretch", batch) with { Detail = $"first={batch.Rows} {counts.ToText()}" }, by: batch.PushedBy);
        batch.Count(counts);
        await db.SaveChangesAsync(stop); // last: until then its lease is renewed, and who has taken it over finds nothing of this
    }

    /// <summary>What was said before of the same household and waits still is not asked twice.</summary>
    async Task KeepParkedAsync(Batch batch, IReadOnlyList<DoubtfulRow> parked, CancellationToken stop)
    {
        foreach (var some in parked.Chunk(Packets.Most))
        {
            var ids = some.Select(it => it.Row.Id).ToArray();
            await db.ParkedRows.Where(it => it.Accepted == null && ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
            await db.AddManyAsync(some.Select(it => Parked(batch, it)), stop);
        }
    }

    /// <summary>Named again, they are missing no longer, however the full push without them is decided on; and what was said before and waits is void.</summary>
    async Task ForgetAsync(IReadOnlyList<string> listed, CancellationToken stop)
    {
        var (missing, parked) = (await db.Missing.AnyAsync(stop), await db.ParkedRows.AnyAsync(it => it.Accepted == null, stop));
        foreach (var ids in missing || parked ? listed.Chunk(10 * Packets.Most) : [])
        {
            await db.Missing.Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
            await db.ParkedRows.Where(it => it.Accepted == null && ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
        }
    }

    ParkedRow Parked(Batch batch, DoubtfulRow it) => new()
    {
        Id = db.NewId(), Batch = batch.Id, Line = it.Row.Line, Household = it.Row.Id, Area = it.Entry.Area, Rule = it.Rule, Others = it.Others,
        Entry = db.Sealing.Seal(JsonSerializer.Serialize(it.Entry, Wire.Json)), Said = it.Entry.Said!, Everyone = it.Row.Everyone, At = db.Now,
    };
}
