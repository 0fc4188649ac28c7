using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>A second person decides about those whom a full push left out: they have left the database, or they stay.</summary>
sealed class DecideMissing(HouseholdsStore db, FindBatches find)
{
    /// <summary>Leaves it to the workers to end them.</summary>
    public async Task EndAsync(string id, CancellationToken stop)
    {
        var batch = await find.TrackedAsync(id, stop);
        batch.EndMissing(db.Caller.Subject);
        db.Record(AuditedAct.OnBatch("missing-end", batch));
        await db.InOneAsync(async () =>
        {
            await db.SaveChangesAsync(stop);
            await db.BeginAdoptionAsync<Batch>(id, stop);
            return true;
        }, stop);
    }

    public async Task KeepAsync(string id, CancellationToken stop)
    {
        var batch = await find.TrackedAsync(id, stop);
        batch.KeepMissing(db.Caller.Subject);
        db.Record(AuditedAct.OnBatch("missing-keep", batch));
        await db.InOneAsync(async () =>
        {
            await db.SaveChangesAsync(stop);
            return await db.Missing.Where(it => it.Batch == id).ExecuteDeleteAsync(stop);
        }, stop);
    }
}
