using Defaults;

namespace Assessment;

/// <summary>Hears a fact of any service: it goes into the ledger, and into the copies that coverage is counted from.</summary>
sealed class WhenTold<TFact>(RecordFact record, KeepCopies keep) : IWhen<TFact> where TFact : class
{
    public async Task HearAsync(TFact fact, CancellationToken stop)
    {
        await record.RecordAsync(fact, stop);
        await keep.KeepAsync(fact, stop);
    }
}
