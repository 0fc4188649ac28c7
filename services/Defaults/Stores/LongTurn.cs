using Microsoft.EntityFrameworkCore;

namespace Defaults;

/// <summary>
/// Keeps the <see cref="Turn"/> from one transaction to the next for as long as nobody else waits for it: what was read ahead
/// for the next one still holds then. On SQLite, where one writes at a time, it is never kept.
/// </summary>
public sealed class LongTurn(Store db) : IAsyncDisposable
{
    bool held;

    /// <summary>Whether what is read from now on, until this turn is taken anew, is what it will be then but for what this turn writes.</summary>
    public bool Holds => held;

    /// <summary>Takes the turn anew, before the next transaction; whoever waits has it first.</summary>
    /// <returns>whether nobody else has had it since</returns>
    public async Task<bool> TakeAsync(CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return false;
        if (held && !await IsAwaitedAsync(stop)) return true;
        await LeaveAsync(stop);
        await db.Database.OpenConnectionAsync(stop); // the lock is the connection's
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Turn.Main})", stop);
        held = true;
        return false;
    }

    public async ValueTask DisposeAsync() => await LeaveAsync(CancellationToken.None);

    Task<bool> IsAwaitedAsync(CancellationToken stop) => db.Database.SqlQuery<bool>($"""
        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {Turn.Main}
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS "Value"
        """).SingleAsync(stop);

    async Task LeaveAsync(CancellationToken stop)
    {
        if (!held) return;
        held = false;
        // A connection that has ended has left the lock with it.
        if (db.Database.GetDbConnection().State == System.Data.ConnectionState.Open) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Turn.Main})", stop);
        await db.Database.CloseConnectionAsync();
    }
}
