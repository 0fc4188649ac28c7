using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Stops a push; what it has taken stays.</summary>
sealed class CancelBatch(HouseholdsStore db, FindBatches find)
{
    public async Task<Batch> RunAsync(string id, CancellationToken stop)
    {
        var batch = await find.OneAsync(id, stop);
        await db.InOneAsync(async () =>
        {
            var isCancelled = await db.Batches.AnyAsync(it => it.Id == id && it.State == RunState.Cancelled, stop);
            await db.CancelAsync<Batch>(id, stop);
            if (!isCancelled) await db.RecordFirstAsync(AuditedAct.OnBatch("push-cancel", batch), stop);
            return true;
        }, stop);
        return await find.OneAsync(id, stop);
    }
}
