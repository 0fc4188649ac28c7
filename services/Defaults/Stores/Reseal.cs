using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Defaults;

/// <summary>
/// Seals anew, under the newest key, what is sealed under an older one (重新加密): a stretch of rows at a time, in the order of their
/// keys, past the versions that people and facts see. Two processes at once do the same twice and nothing wrong; a row that
/// somebody else is changing is left for the next time.
/// </summary>
public abstract class Reseal(Store db) : IRegularWork
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    const int AtOnce = 500;

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop)
    {
        db.Sealing.LookForKeys();
        return Task.FromResult<IReadOnlyList<string>>(db.Sealing.HasOneKey ? [] : [.. SealedTable.Of(db).Select(it => it.Name)]);
    }

    public Task DoAsync(string subject, CancellationToken stop) => TableAsync(SealedTable.Of(db).Single(it => it.Name == subject), stop);

    /// <summary>Everything; what was sealed anew, and what is left under which key.</summary>
    public async Task<Resealed> RunAsync(CancellationToken stop)
    {
        db.Sealing.LookForKeys();
        var (rows, left) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<int, long>());
        foreach (var table in SealedTable.Of(db)) rows[table.Name] = await TableAsync(table, stop);
        foreach (var table in SealedTable.Of(db))
            foreach (var (key, count) in await CountAsync(table, stop)) left[key] = left.GetValueOrDefault(key) + count;
        return new Resealed(db.Sealing.Key, rows, left);
    }

    /// <returns>how many rows were sealed anew</returns>
    async Task<int> TableAsync(SealedTable table, CancellationToken stop)
    {
        if (table.Changing.Count == 0) return 0;
        var (count, after) = (0, (object[]?)null);
        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var rows = await ReadAsync(table, after, transaction.GetDbTransaction(), stop);
            if (rows.Count == 0) return count;
            await WriteAsync(table, rows, transaction.GetDbTransaction(), stop);
            await transaction.CommitAsync(stop);
            count += rows.Count;
            after = rows[^1][..table.Keys.Count];
        }
    }

    /// <summary>The next rows of which something is sealed under an older key: their key, then every column that is sealed.</summary>
    async Task<List<object[]>> ReadAsync(SealedTable table, object[]? after, DbTransaction transaction, CancellationToken stop)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = table.Select(db.Sealing.Key, after is not null, AtOnce, locking: db.Database.IsNpgsql());
        foreach (var value in after ?? []) Add(command, value);
        var rows = new List<object[]>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    async Task WriteAsync(SealedTable table, List<object[]> rows, DbTransaction transaction, CancellationToken stop)
    {
        if (transaction.Connection is NpgsqlConnection postgres)
        {
            await using var batch = new NpgsqlBatch(postgres);
            foreach (var row in rows)
            {
                var command = new NpgsqlBatchCommand(table.Update);
                foreach (var value in Anew(table, row)) command.Parameters.Add(new NpgsqlParameter { Value = value });
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(stop);
            return;
        }
        await using var update = transaction.Connection!.CreateCommand();
        (update.Transaction, update.CommandText) = (transaction, table.Update);
        foreach (var row in rows)
        {
            update.Parameters.Clear();
            foreach (var value in Anew(table, row)) Add(update, value);
            await update.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>What the columns are to be, and the key.</summary>
    object[] Anew(SealedTable table, object[] row)
    {
        var key = db.Sealing.Key;
        return [.. row[table.Keys.Count..].Select(value => SealedTable.KeyOf(value) is not { } number || number == key ? value : Sealed(value)), .. row[..table.Keys.Count]];
    }

    object Sealed(object value) => value is string text ? db.Sealing.SealAnew(text) : db.Sealing.SealAnew((byte[])value);

    async Task<List<(int Key, long Count)>> CountAsync(SealedTable table, CancellationToken stop)
    {
        var counts = new List<(int, long)>();
        await db.Database.OpenConnectionAsync(stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        foreach (var sql in table.Counts)
        {
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                if (SealedTable.KeyOf(reader.GetValue(0)) is { } key) counts.Add((key, reader.GetInt64(1)));
        }
        await db.Database.CloseConnectionAsync();
        return counts;
    }

    static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value;
        if (command is not NpgsqlCommand) parameter.ParameterName = $"${command.Parameters.Count + 1}"; // PostgreSQL counts them itself
        command.Parameters.Add(parameter);
    }
}

/// <inheritdoc/>
public sealed class Reseal<TStore>(TStore db) : Reseal(db) where TStore : Store;

/// <param name="Key">number of the key that seals now</param>
/// <param name="Rows">rows sealed anew, by table</param>
/// <param name="Left">values by the number of the key that they are sealed under; no key may go that any are left under</param>
public sealed record Resealed(int Key, IReadOnlyDictionary<string, int> Rows, IReadOnlyDictionary<int, long> Left);
