using Microsoft.EntityFrameworkCore;

namespace Defaults.Tests;

public sealed class StatementPlansTests
{
    const string Asked = """SELECT "Id" FROM "Tallies" WHERE "Id" = ANY($1)""";

    [Fact]
    public async Task A_table_that_was_empty_when_it_was_first_asked_is_read_by_its_index()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        await shop.InAsync(Caller.System, async db =>
        {
            await db.Database.OpenConnectionAsync();
            await RunAsync(db, "ALTER TABLE \"Tallies\" SET (autovacuum_enabled = false)");
            await RunAsync(db, "ANALYZE \"Tallies\""); // as the server does by itself within a minute
            await RunAsync(db, $"PREPARE asked (text[]) AS {Asked}");
            for (var times = 0; times < 10; times++) await RunAsync(db, "EXECUTE asked ('{one,two}')"); // kept from now on, as the server thinks best for an empty table
            await db.PlanOnceAsync(CancellationToken.None);
            await RunAsync(db, """INSERT INTO "Tallies" ("Id", "Count") SELECT n::text, 1 FROM generate_series(1, 100000) n""");
            Assert.Contains("Seq Scan", await PlanAsync(db), StringComparison.Ordinal);
            await db.PlanAnewAsync(CancellationToken.None);
            Assert.Contains("Index", await PlanAsync(db), StringComparison.Ordinal);
            await db.PlanEachAsync(CancellationToken.None);
            Assert.Equal("auto", await RunAsync(db, "SELECT current_setting('plan_cache_mode')"));
            return true;
        });
    }

    static Task<string> PlanAsync(ShopStore db) => RunAsync(db, "EXPLAIN EXECUTE asked ('{one,two}')");

    /// <returns>its rows, a line each</returns>
    static async Task<string> RunAsync(ShopStore db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0));
        return string.Join('\n', lines);
    }
}
