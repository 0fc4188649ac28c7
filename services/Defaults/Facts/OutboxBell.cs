using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Defaults;

/// <summary>Rings when something was saved, so that the relay need not wait for its next look.</summary>
sealed class OutboxBell<TStore> : ISaveChangesInterceptor, IDbTransactionInterceptor, IDisposable
{
    readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            if (rung.CurrentCount == 0) rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // two rang at once; once is enough
        }
    }

    public Task WaitAsync(TimeSpan most, CancellationToken stop) => rung.WaitAsync(most, stop);

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (result > 0) Ring();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Ring();
        return Task.CompletedTask;
    }

    public void Dispose() => rung.Dispose();
}
