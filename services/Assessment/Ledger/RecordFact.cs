using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

/// <summary>Appends a fact to the ledger. Runs inside the transaction that takes the fact in, and does not save.</summary>
sealed class RecordFact(AssessmentStore db, MessageSlot message)
{
    public async Task RecordAsync(object fact, CancellationToken stop)
    {
        // One at a time, until this transaction ends: the numbers have no gap, and a reader never passes one that comes later.
        await using var turn = await Turn.TakeAsync(db, stop);
        var last = await db.Ledger.IgnoreQueryFilters().MaxAsync(it => (long?)it.Sequence, stop) ?? 0;
        var type = fact.GetType();
        db.AddRange(FactParts.Of(fact).Select((part, index) => new LedgerRow
        {
            Sequence = last + index + 1,
            Message = message.Id,
            Part = index,
            Service = type.Namespace!.Split('.')[^1].ToLowerInvariant(),
            Type = type.Name,
            Area = part.Area,
            Subjects = part.Subjects,
            Body = JsonSerializer.Serialize(part.Body, type, Wire.Json),
            RecordedAt = db.Now,
        }));
    }
}
