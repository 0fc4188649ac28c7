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

    /// <summary>Whether somebody waited for it when it was taken last.</summary>
    public bool WasAwaited { get; private set; }

    /// <summary>Takes the turn anew, before the next transaction; whoever waits has it first.</summary>
    /// <returns>whether nobody else has had it since</returns>
    public async Task<bool> TakeAsync(CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return false;
        WasAwaited = held && !await IsOursAloneAsync(stop);
        if (held && !WasAwaited) return true;
        await LeaveAsync();
        await db.Database.OpenConnectionAsync(stop); // the lock is the connection's
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Turn.Main})", stop);
            held = true;
        }
        finally
        {
            if (!held) await db.Database.CloseConnectionAsync();
        }
        return false;
    }

    /// <summary>Lets others have it; for who has nothing to do for a while.</summary>
    public async Task LeaveAsync()
    {
        if (!held) return;
        held = false;
        try
        {
            // A connection that has ended has left the lock with it. To one that is given back it would stick.
            if (db.Database.GetDbConnection().State == System.Data.ConnectionState.Open) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Turn.Main})", CancellationToken.None);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    /// <summary>This connection has it, which may not be the one that took it, and nobody waits for it.</summary>
    Task<bool> IsOursAloneAsync(CancellationToken stop) => db.Database.SqlQuery<bool>($"""
        SELECT coalesce(bool_and(granted AND pid = pg_backend_pid()), false) AS "Value" FROM pg_locks
        WHERE locktype = 'advisory' AND objid = {Turn.Main} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """).SingleAsync(stop);
}
