using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>What a push asks of tables that it fills goes by their indexes on PostgreSQL, though they were empty when it began.</summary>
public sealed class PushPlanTests
{
    const int Households = 20_000;
    const int Stretch = 100;

    [Fact]
    public async Task A_push_in_small_stretches_does_not_read_again_and_again_what_it_has_saved()
    {
        await using var bureau = await Bureau.OpenAsync("postgres");
        var address = bureau.Store.Settings["Store:Connection"]!;
        // Else the server may look at the tables by itself meanwhile, or not.
        await RunAsync(address, "ALTER TABLE households SET (autovacuum_enabled = false); ALTER TABLE persons SET (autovacuum_enabled = false)");
        var batch = await bureau.PushAsync("1", Csv([.. Enumerable.Range(1, Households).SelectMany(Rows)]));
        Assert.Equal($"done: {Households + Households / Stretch} rows, {Households} added, {Households / Stretch} changed, 0 unchanged, 0 rejected, 0 parked", Counts(batch));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(address)); // a connection tells what it has read when it is closed, at the latest
        await Eventually.HoldsAsync(async () => await RunAsync(address, "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'persons'") >= Households);
        // Planned as for empty tables throughout it is 400 times; as it is, the first stretches' alone.
        Assert.InRange(await RunAsync(address, "SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ('households', 'persons')"), 0, 20 * Households);
    }

    /// <summary>What a push and a search ask of many ID numbers at once, though the index is none that could be read in order.</summary>
    [Fact]
    public async Task Many_id_numbers_at_once_are_looked_for_by_their_index()
    {
        await using var bureau = await Bureau.OpenAsync("postgres");
        await bureau.PushAsync("1", Csv([.. Enumerable.Range(1, Households).Select(it => Bureau.Row($"h{it}"))]));
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE persons");
        await db.PlanOnceAsync(CancellationToken.None);
        var sought = Enumerable.Range(1, 1_000).Select(it => $"{it}").ToArray();
        Assert.Equal("hash", (await db.Database.SqlQueryRaw<string>("SELECT amname FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE relname = 'IX_persons_IdNumberHash'").ToListAsync()).Single());
        await using var command = db.Persons.Where(it => it.IdNumberHash != null && sought.Contains(it.IdNumberHash)).CreateDbCommand();
        command.CommandText = $"EXPLAIN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        Assert.Contains(plan, line => line.Contains("IX_persons_IdNumberHash", StringComparison.Ordinal));
    }

    /// <summary>The last of each hundred is named a second time, which begins the next stretch.</summary>
    static string[] Rows(int number) => number % Stretch == 0
        ? [Bureau.Row($"h{number}"), Bureau.Row($"h{number}", asOf: "2026-03-02", phone: "13812345678")]
        : [Bureau.Row($"h{number}")];

    static async Task<long> RunAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }
}
