using Npgsql;

namespace Support;

/// <summary>An empty store for one test: a SQLite folder or a PostgreSQL database, gone when the test is over.</summary>
public sealed class TestStore : IAsyncDisposable
{
    static readonly byte[] key = [.. Enumerable.Range(1, 64).Select(value => (byte)value)];

    readonly string? database;

    TestStore(string folder, string? database) => (Folder, this.database) = (folder, database);

    /// <summary>Both providers, for <c>[MemberData]</c>: every store test runs on each.</summary>
    public static IEnumerable<object[]> Providers => [["sqlite"], ["postgres"]];

    /// <summary>The data folder: the SQLite files and the sealing key.</summary>
    public string Folder { get; }

    public Dictionary<string, string?> Settings
    {
        get
        {
            var settings = new Dictionary<string, string?> { ["Store:Folder"] = Folder, ["Store:Provider"] = database is null ? "sqlite" : "postgres" };
            if (database is not null) settings["Store:Connection"] = ConnectionTo(database);
            return settings;
        }
    }

    public static async Task<TestStore> MakeAsync(string provider)
    {
        var folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
        // One key for all: the store's model, which holds the sealing converters, is then built once and not for each test.
        await File.WriteAllBytesAsync(Path.Combine(folder, "sealing.key"), key);
        if (provider == "sqlite") return new TestStore(folder, null);
        var database = "t" + Path.GetFileName(folder)["pairing-test-".Length..].ToLowerInvariant();
        await RunAsync($"CREATE DATABASE \"{database}\"");
        return new TestStore(folder, database);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await RunAsync($"DROP DATABASE \"{database}\" WITH (FORCE)");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    static string Server => Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES")
        ?? throw new InvalidOperationException("PAIRING_TEST_POSTGRES is not set: tests/run starts a server and sets it");

    static string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = true, MaxPoolSize = 20 }.ToString();

    static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
