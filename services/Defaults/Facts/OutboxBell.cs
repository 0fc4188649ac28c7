using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Defaults;

/// <summary>Rings when facts were saved, so that the relay need not wait for its next look.</summary>
sealed class OutboxBell<TStore> : ISaveChangesInterceptor, IDbTransactionInterceptor, IDisposable
{
    readonly SemaphoreSlim rung = new(0, 1);

    /// <summary>And nobody has heard it yet.</summary>
    public bool HasRung => rung.CurrentCount > 0;

    public void Ring()
    {
        try
        {
            if (!HasRung) rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // two rang at once; once is enough
        }
    }

    public Task WaitAsync(TimeSpan most, CancellationToken stop) => rung.WaitAsync(most, stop);

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.Database.CurrentTransaction is null) RingFor(eventData.Context); // else there is nothing to see before it is committed
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        RingFor(eventData.Context);
        return Task.CompletedTask;
    }

    void RingFor(DbContext? context)
    {
        if (context is Store { HasAnnounced: true }) Ring();
    }

    public void Dispose() => rung.Dispose();
}
