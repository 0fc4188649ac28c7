using Defaults;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Support;

/// <summary>A store for one test: a SQLite folder or a PostgreSQL database, gone when the test is over.</summary>
public sealed class TestStore : IAsyncDisposable
{
    static readonly byte[] key = [.. Enumerable.Range(1, 64).Select(value => (byte)value)];

    readonly string? database;
    bool made;

    TestStore(string folder, string? database, bool made) => (Folder, this.database, this.made) = (folder, database, made);

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

    /// <summary>An empty one, without a table.</summary>
    public static async Task<TestStore> MakeAsync(string provider)
    {
        var store = await ForServiceAsync(provider);
        if (store.database is not null) await RunAsync($"CREATE DATABASE \"{store.database}\"");
        store.made = true;
        return store;
    }

    /// <summary>One that is made when a service is first started over it, at its newest migration.</summary>
    public static async Task<TestStore> ForServiceAsync(string provider)
    {
        var folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
        // One key for all: the store's model, which holds the sealing converters, is then built once and not for each test.
        await File.WriteAllBytesAsync(Path.Combine(folder, "sealing.key"), key);
        return new TestStore(folder, provider == "sqlite" ? null : "t" + Path.GetFileName(folder)["pairing-test-".Length..].ToLowerInvariant(), made: false);
    }

    /// <summary>Makes it for the service that is about to start, unless it is there.</summary>
    /// <param name="services">which have one store</param>
    public async Task MakeForAsync(IServiceProvider provider, IServiceCollection services)
    {
        if (made) return;
        await MigratedStores.CopyAsync(provider, services.First(it => it.ServiceType.IsSubclassOf(typeof(Store))).ServiceType, database);
        made = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await RunAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    static string Server => Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES")
        ?? throw new InvalidOperationException("PAIRING_TEST_POSTGRES is not set: tests/run starts a server and sets it");

    static string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = true, MaxPoolSize = 20 }.ToString();

    internal static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
