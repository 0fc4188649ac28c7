using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Defaults;

/// <summary>
/// One at a time in a service's store, for what decides by more rows than it changes: adoptions, imports, households that
/// leave. Held until the transaction ends, which is this turn's own unless a request or a fact has opened one already.
/// </summary>
public sealed class Turn : IAsyncDisposable
{
    internal const long Main = 0x5475726E; // each service has a database of its own, so one key serves all of them

    readonly IDbContextTransaction? own;

    Turn(IDbContextTransaction? own) => this.own = own;

    /// <param name="queue">another number for what need not wait for all that; those of one number wait for each other</param>
    public static async Task<Turn> TakeAsync(Store db, CancellationToken stop, long queue = Main)
    {
        // On SQLite a transaction has the store to itself from its beginning.
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({queue})", stop);
        return new Turn(own);
    }

    /// <summary>Commits, or leaves that to whoever opened the transaction.</summary>
    public Task CommitAsync(CancellationToken stop) => own?.CommitAsync(stop) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
