using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Defaults;

/// <summary>What a server of PostgreSQL must be before anything is entrusted to it: a commit that was answered survives the power.</summary>
/// <param name="Version">as <c>server_version_num</c>: 150018 is 15.18</param>
sealed record PostgresSettings(int Version, string Encoding, string Fsync, string FullPageWrites, string SynchronousCommit)
{
    const int Oldest = 15_00_00;

    /// <summary>The first rule that does not hold, null when all do.</summary>
    public string? BrokenRule => this switch
    {
        { Version: < Oldest } => "postgres-is-15-or-later",
        { Encoding: not "UTF8" } => "postgres-database-is-utf8",
        { Fsync: not "on" } => "postgres-fsync-is-on",
        { FullPageWrites: not "on" } => "postgres-full-page-writes-are-on",
        { SynchronousCommit: "off" } => "postgres-synchronous-commit-is-on", // every other value waits for this server's disk at least
        _ => null,
    };

    public static async Task<PostgresSettings> ReadAsync(NpgsqlConnection open, CancellationToken stop)
    {
        await using var command = open.CreateCommand();
        command.CommandText = """
            SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding), current_setting('fsync'),
                   current_setting('full_page_writes'), current_setting('synchronous_commit')
            FROM pg_database WHERE datname = current_database()
            """;
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new PostgresSettings(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
    }

    public static async Task<PostgresSettings> ReadAsync(DbContext db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            return await ReadAsync((NpgsqlConnection)db.Database.GetDbConnection(), stop);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
