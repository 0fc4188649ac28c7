using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Defaults;

/// <summary>
/// One store, two providers: <c>Store:Provider</c> is <c>sqlite</c> (then <c>Store:Folder</c> holds <c>NAME.db</c>, WAL)
/// or <c>postgres</c> (then <see cref="PostgresAddress"/> says where). Each provider has its own subclass,
/// since each has its own migrations.
/// </summary>
public static class StoreChoice
{
    const long migrations = 0x4D696772;

    public static IServiceCollection AddStore<TStore, TSqlite, TPostgres>(
        this IServiceCollection services, IConfiguration configuration, string name)
        where TStore : Store where TSqlite : TStore where TPostgres : TStore
    {
        services.TryAddSingleton<Sealing>();
        services.TryAddScoped<StoreNeeds>();
        services.AddSingleton<OutboxBell<TStore>>();
        if (configuration["Store:Provider"] == "postgres")
        {
            var address = new Lazy<string>(() => PostgresAddress.Of(configuration, name));
            services.AddDbContext<TStore, TPostgres>((provider, options) => options
                .UseNpgsql(address.Value)
                .ReplaceService<IModelCacheKeyFactory, StoreModelKey>()
                .AddInterceptors(NulRefusal.Instance, provider.GetRequiredService<OutboxBell<TStore>>()));
        }
        else
        {
            var file = Path.Combine(configuration["Store:Folder"] ?? ".pairing", name + ".db");
            var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
            services.AddDbContext<TStore, TSqlite>((provider, options) => options
                // Ids asked for by the thousand travel as one parameter: as many as there are ids, they cost more than the rows.
                .UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .ReplaceService<IModelCacheKeyFactory, StoreModelKey>()
                .AddInterceptors(SqliteSettings.Instance, NulRefusal.Instance, provider.GetRequiredService<OutboxBell<TStore>>()));
        }
        services.AddHostedService<Relay<TStore>>();
        services.AddHostedService<Upkeep<TStore>>();
        services.AddRegularWork<Reseal<TStore>>(Reseal.Every);
        services.AddScoped<Reseal>(provider => provider.GetRequiredService<Reseal<TStore>>());
        services.AddSingleton<IStoreProbe, StoreProbe<TStore>>();
        services.AddSingleton(provider => new StoreCheck(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<IStoreProbe>(), it => it.GetRequiredService<TStore>()));
        return services;
    }

    /// <summary>
    /// Brings the store to the newest migration, and the broker to what is heard here, so that nothing is told past a
    /// service that has not started yet. On SQLite it also makes the file and turns WAL on.
    /// </summary>
    /// <exception cref="CannotServe">when the server is not one that may be served from; nothing was changed then</exception>
    public static async Task MigrateStoreAsync<TStore>(this IServiceProvider provider, CancellationToken stop = default) where TStore : Store
    {
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TStore>();
        if (await StoreCheck.BrokenRuleAsync(db, stop) is { } broken) throw new CannotServe(broken, "");
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1)); // a migration may rewrite a large table
        await (db.Database.IsNpgsql() ? MigrateServerAsync(db, stop) : FileMigration.RunAsync(db, stop));
        await provider.DeclareBusAsync(stop);
    }

    /// <summary>One process at a time: those that are started at once would each begin the same migration.</summary>
    static async Task MigrateServerAsync(Store db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop); // the lock is the connection's
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({migrations})", stop);
            await db.Database.MigrateAsync(stop);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({migrations})", stop);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>A commit is on the disk before it is acknowledged, also when the power fails.</summary>
    sealed class SqliteSettings : DbConnectionInterceptor
    {
        public static readonly SqliteSettings Instance = new();

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
