using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Defaults;

/// <summary>
/// Brings a SQLite file to the newest migration as a whole: in a copy, which takes the file's place when it is done. EF
/// splits a migration that rebuilds a table over several transactions; a process that ends between two of them, or a disk
/// that is full there, would leave a file that no later start can go on with.
/// </summary>
static class FileMigration
{
    public static async Task RunAsync(DbContext db, CancellationToken stop)
    {
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any()) await MigrateCopyAsync(db, stop);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", stop);
    }

    static async Task MigrateCopyAsync(DbContext db, CancellationToken stop)
    {
        var address = db.Database.GetConnectionString()!;
        var file = new SqliteConnectionStringBuilder(address).DataSource;
        var copy = file + ".migrating";
        foreach (var left in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(copy + left);
        if (File.Exists(file))
        {
            await EndLogAsync(db, stop);
            File.Copy(file, copy);
        }
        ForgetConnections(db);
        db.Database.SetConnectionString(new SqliteConnectionStringBuilder(address) { DataSource = copy }.ToString());
        try
        {
            await db.Database.MigrateAsync(stop);
            await EndLogAsync(db, stop);
        }
        finally
        {
            await db.Database.GetDbConnection().CloseAsync(); // a disk that fills up amid a migration leaves it open
            ForgetConnections(db);
            db.Database.SetConnectionString(address);
        }
        File.Move(copy, file, overwrite: true);
    }

    /// <summary>Those that wait to be used again: they would go on with a file that is no longer there.</summary>
    static void ForgetConnections(DbContext db) => SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());

    /// <summary>Writes the log back, so that all there is lies in the one file.</summary>
    static Task EndLogAsync(DbContext db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=DELETE", stop);
}
