using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Opens a push, takes its parts in any order, and leaves it to the workers once all are there.</summary>
sealed class CollectBatch(HouseholdsStore db)
{
    /// <summary>The push of this number; opened by the first who asks.</summary>
    /// <exception cref="RefusedException">rule <c>batch-number-means-one-push</c></exception>
    public async Task<(Batch Batch, bool IsNew)> OpenAsync(BatchInput input, CancellationToken stop)
    {
        input.Check(db.Today);
        var area = db.Caller.Area;
        var known = await db.Batches.SingleOrDefaultAsync(it => it.Area == area && it.Source == input.Source && it.Number == input.Number, stop);
        if (known is not null)
        {
            Refused.Unless(known.PushedBy == db.Caller.Subject && known.Is(input), "batch-number-means-one-push");
            return (known, false);
        }
        var batch = Batch.Open(db.NewId(), input, db.Caller, db.Now);
        db.Add(batch);
        db.Record(AuditedAct.OnBatch("push-open", batch));
        await db.SaveChangesAsync(stop);
        return (batch, true);
    }

    /// <exception cref="RefusedException">rules <c>part-means-one-content</c>, <c>batch-is-open</c></exception>
    public async Task<PartReceipt> TakePartAsync(Batch batch, int number, byte[] content, CancellationToken stop)
    {
        Refused.Unless(batch.PushedBy == db.Caller.Subject, "push-is-ones-own");
        if (number is < 1 or > BatchPart.MostParts) throw new InvalidException("part", "part-number-within-limit");
        if (content.Length is 0 or > BatchPart.MostBytes) throw new InvalidException("part", "part-within-limit");
        var hash = db.Sealing.HashBytes(content);
        var known = await db.BatchParts.IgnoreQueryFilters().Where(it => it.Batch == batch.Id && it.Number == number).Select(it => it.Hash).SingleOrDefaultAsync(stop);
        Refused.Unless(known is null || known == hash, "part-means-one-content");
        if (known is null)
        {
            Refused.Unless(batch.State == RunState.Open, "batch-is-open");
            db.Add(new BatchPart { Batch = batch.Id, Number = number, Bytes = content.Length, Hash = hash, Content = db.Sealing.SealBytes(content) });
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear(); // of many parts one is held in memory
        }
        return new PartReceipt(number, content.Length, known is not null);
    }

    /// <summary>All is there: it waits for its turn.</summary>
    /// <param name="parts">how many there are</param>
    /// <exception cref="RefusedException">rules <c>parts-are-there</c>, <c>batch-is-open</c></exception>
    public async Task CompleteAsync(string id, int parts, CancellationToken stop)
    {
        var batch = Missing.IfNull(await db.Batches.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "batch-is-known");
        Refused.Unless(batch.PushedBy == db.Caller.Subject, "push-is-ones-own");
        if (batch.State != RunState.Open)
        {
            Refused.Unless(batch.Parts == parts, "batch-is-open");
            return;
        }
        var there = await db.BatchParts.IgnoreQueryFilters().Where(it => it.Batch == id).Select(it => new { it.Number, it.Bytes }).ToListAsync(stop);
        Refused.Unless(parts > 0 && there.Count == parts && there.TrueForAll(it => it.Number <= parts), "parts-are-there");
        var (bytes, now) = (there.Sum(it => (long)it.Bytes), db.Now);
        await db.InOneAsync(async () =>
        {
            var completed = await db.Batches.Where(it => it.Id == id && it.State == RunState.Open).ExecuteUpdateAsync(change => change
                .SetProperty(it => it.State, RunState.Queued)
                .SetProperty(it => it.Parts, parts)
                .SetProperty(it => it.Bytes, bytes)
                .SetProperty(it => it.QueuedAt, now), stop);
            if (completed > 0) await db.RecordFirstAsync(AuditedAct.OnBatch("push-complete", batch) with { Detail = $"parts={parts} bytes={bytes}" }, stop);
            return completed;
        }, stop);
    }
}

/// <param name="Again">it was there already</param>
sealed record PartReceipt(int Part, int Bytes, bool Again);
