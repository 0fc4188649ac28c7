using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Defaults;

/// <summary>
/// Writes many rows at once, past the change tracker, which costs ten times as much a row: COPY on PostgreSQL, or one
/// statement while there are few, and a prepared statement on SQLite. Inside a transaction, so that all of it counts or
/// nothing. What counts its changes is written as one version more than the row says.
/// </summary>
public static class BulkRows
{
    /// <summary>So many rows are one statement with a parameter a value; COPY costs a table of its own before the first row.</summary>
    const int Few = 100;

    /// <summary>Adds new rows of one stored type.</summary>
    /// <exception cref="InvalidOperationException">when no transaction is open (<see cref="Store.InOneAsync"/>)</exception>
    public static async Task AddManyAsync<T>(this Store db, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var (table, columns, _) = Describe<T>(db);
        if (db.Database.GetDbConnection() is not NpgsqlConnection postgres) await EachAsync(db, Insert(table, columns), columns, rows, stop);
        else if (rows.TryGetNonEnumeratedCount(out var count) && count <= Few) await AtOnceAsync(postgres, Insert(table, columns), columns, rows, stop);
        else await CopyAsync(postgres, table, columns, rows, stop);
    }

    /// <summary>Puts rows of one stored type in the place of those with the same key, and adds those that are new.</summary>
    /// <exception cref="StaleException">when a row is no longer at the version that it was read at</exception>
    public static async Task PutManyAsync<T>(this Store db, IReadOnlyCollection<T> rows, CancellationToken stop) where T : class
    {
        var (table, columns, key) = Describe<T>(db);
        var put = $"{Insert(table, columns)} {Replacing(table, columns, key)}";
        var written = db.Database.GetDbConnection() is not NpgsqlConnection postgres ? (await EachAsync(db, put, columns, rows, stop)).Sum()
            : rows.Count <= Few ? (await AtOnceAsync(postgres, put, columns, rows, stop)).Sum()
            : await CopyOverAsync(postgres, table, columns, key, rows, stop);
        if (written != rows.Count) throw new StaleException();
    }

    /// <summary>
    /// Has PostgreSQL look at a table that very many rows were just added to. By itself it does so within a minute; until then
    /// it takes the table for small, and where two such are compared may compare each row with each. SQLite plans by indexes.
    /// </summary>
    public static Task WeighAsync<T>(this Store db, CancellationToken stop) where T : class =>
        db.Database.GetDbConnection() is NpgsqlConnection postgres ? postgres.RunAsync($"ANALYZE \"{Describe<T>(db).Table}\"", stop) : Task.CompletedTask;

    /// <summary>Puts each row in the place of an older one with the same key, or adds it; gives those that were put or added.</summary>
    internal static async Task<IReadOnlyList<T>> PutNewerAsync<T>(this Store db, IReadOnlyList<T> rows, string version, CancellationToken stop) where T : class
    {
        var (table, columns, key) = Describe<T>(db);
        var put = $"{Insert(table, columns)} ON CONFLICT ({key}) DO UPDATE SET {Set(columns)} WHERE \"{table}\".\"{version}\" < excluded.\"{version}\"";
        var written = db.Database.GetDbConnection() is NpgsqlConnection postgres
            ? await AtOnceAsync(postgres, put, columns, rows, stop)
            : await EachAsync(db, put, columns, rows, stop);
        return [.. rows.Where((_, at) => written[at] > 0)];
    }

    static (string Table, BulkColumn[] Columns, string Key) Describe<T>(Store db)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("many rows are written in a transaction");
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not stored here");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var key = type.FindPrimaryKey()!.Properties.Select(property => $"\"{property.GetColumnName(table)}\"");
        return (table.Name, [.. type.GetProperties().Select(property => BulkColumn.Of(property, table))], string.Join(", ", key));
    }

    static string Names(BulkColumn[] columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    static string Insert(string table, BulkColumn[] columns) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"${at + 1}"))})";

    static string Replacing(string table, BulkColumn[] columns, string key)
    {
        var next = columns.FirstOrDefault(column => column.Counts) is { } version
            ? $" WHERE \"{table}\".\"{version.Name}\" = excluded.\"{version.Name}\" - 1"
            : "";
        return $"ON CONFLICT ({key}) DO UPDATE SET {Set(columns)}{next}";
    }

    static string Set(BulkColumn[] columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\""));

    static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>One statement a row, many of them in one go to the server and back; tells how many rows each wrote.</summary>
    static async Task<List<int>> AtOnceAsync<T>(NpgsqlConnection connection, string sql, BulkColumn[] columns, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var written = new List<int>();
        foreach (var some in rows.Chunk(Packets.Most))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var row in some)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var column in columns) command.Parameters.Add(new NpgsqlParameter { Value = column.ValueOf(row) ?? DBNull.Value });
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(stop);
            written.AddRange(batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => command.RecordsAffected));
        }
        return written;
    }

    static async Task<long> CopyOverAsync<T>(NpgsqlConnection connection, string table, BulkColumn[] columns, string key, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var heap = "put_" + table;
        await connection.RunAsync($"CREATE TEMP TABLE \"{heap}\" (LIKE \"{table}\") ON COMMIT DROP", stop);
        await CopyAsync(connection, heap, columns, rows, stop);
        var written = await connection.RunAsync(
            $"INSERT INTO \"{table}\" ({Names(columns)}) SELECT {Names(columns)} FROM \"{heap}\" {Replacing(table, columns, key)}", stop);
        await connection.RunAsync($"DROP TABLE \"{heap}\"", stop);
        return written;
    }

    static async Task CopyAsync<T>(NpgsqlConnection connection, string table, BulkColumn[] columns, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var copy = $"COPY \"{table}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)";
        await using var writer = await connection.BeginBinaryImportAsync(copy, stop);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(stop);
            foreach (var column in columns) await column.WriteAsync(writer, row, stop);
        }
        await writer.CompleteAsync(stop);
    }

    /// <summary>Runs one statement for each row, and tells how many rows each wrote.</summary>
    static async Task<List<int>> EachAsync<T>(Store db, string sql, BulkColumn[] columns, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = sql;
        var parameters = columns.Select((_, at) =>
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"${at + 1}";
            insert.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        var written = new List<int>();
        foreach (var row in rows)
        {
            for (var at = 0; at < columns.Length; at++) parameters[at].Value = columns[at].ValueOf(row) ?? DBNull.Value;
            written.Add(await insert.ExecuteNonQueryAsync(stop));
        }
        return written;
    }
}
