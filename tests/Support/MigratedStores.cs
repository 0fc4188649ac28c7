using System.Collections.Concurrent;
using Defaults;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Support;

/// <summary>
/// Stores at their newest migration, one of each kind, made once a process. The store of a test is a copy of one: to run
/// all migrations for each test takes longer than most tests.
/// </summary>
static class MigratedStores
{
    static readonly ConcurrentDictionary<Type, Lazy<Task<byte[]>>> files = new();
    static readonly ConcurrentDictionary<Type, Lazy<Task<string>>> databases = new();

    /// <summary>Makes the store over which a service is to be started; nothing was made of it before.</summary>
    /// <param name="store">the service's</param>
    public static async Task CopyAsync(IServiceProvider provider, Type store, string? database)
    {
        await using var scope = provider.CreateAsyncScope();
        var db = (Store)scope.ServiceProvider.GetRequiredService(store);
        if (database is not null)
        {
            var migrated = await databases.GetOrAdd(db.GetType(), _ => new(() => MakeDatabaseAsync(db))).Value;
            await TestStore.RunAsync($"CREATE DATABASE \"{database}\" TEMPLATE \"{migrated}\"");
        }
        else
        {
            var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
            await File.WriteAllBytesAsync(file, await files.GetOrAdd(db.GetType(), _ => new(() => MakeFileAsync(db, file + ".first"))).Value);
        }
    }

    static async Task<byte[]> MakeFileAsync(Store db, string file)
    {
        await MigrateAsync(db, new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }

    /// <summary>It goes with the server; nobody may stay connected to what is copied.</summary>
    static async Task<string> MakeDatabaseAsync(Store db)
    {
        var name = $"migrated-{Environment.ProcessId}-{db.GetType().Name}";
        await TestStore.RunAsync($"DROP DATABASE IF EXISTS \"{name}\""); // of a process that had this number before
        await TestStore.RunAsync($"CREATE DATABASE \"{name}\"");
        await MigrateAsync(db, new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Database = name, Pooling = false }.ToString());
        return name;
    }

    static async Task MigrateAsync(Store db, string address)
    {
        var own = db.Database.GetConnectionString();
        db.Database.SetConnectionString(address);
        await db.Database.MigrateAsync();
        db.Database.SetConnectionString(own);
    }
}
