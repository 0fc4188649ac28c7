using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Defaults;

/// <summary>
/// Writes many rows at once, past the change tracker, which costs ten times as much a row: COPY on PostgreSQL, one
/// prepared statement on SQLite. For lists of thousands; inside a transaction, so that all of it counts or nothing.
/// What counts its changes is written as one version more than the row says.
/// </summary>
public static class BulkRows
{
    /// <summary>Adds new rows of one stored type.</summary>
    /// <exception cref="InvalidOperationException">when no transaction is open (<see cref="Store.InOneAsync"/>)</exception>
    public static async Task AddManyAsync<T>(this Store db, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var (table, columns, _) = Describe<T>(db);
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres) await CopyAsync(postgres, table, columns, rows, stop);
        else await EachAsync(db, Insert(table, columns), columns, rows, stop);
    }

    /// <summary>Puts rows of one stored type in the place of those with the same key, and adds those that are new.</summary>
    /// <exception cref="StaleException">when a row is no longer at the version that it was read at</exception>
    public static async Task PutManyAsync<T>(this Store db, IReadOnlyCollection<T> rows, CancellationToken stop) where T : class
    {
        var (table, columns, key) = Describe<T>(db);
        long written;
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            var heap = "put_" + table;
            await postgres.RunAsync($"CREATE TEMP TABLE \"{heap}\" (LIKE \"{table}\") ON COMMIT DROP", stop);
            await CopyAsync(postgres, heap, columns, rows, stop);
            written = await postgres.RunAsync(
                $"INSERT INTO \"{table}\" ({Names(columns)}) SELECT {Names(columns)} FROM \"{heap}\" {Replacing(table, columns, key)}", stop);
            await postgres.RunAsync($"DROP TABLE \"{heap}\"", stop);
        }
        else written = await EachAsync(db, $"{Insert(table, columns)} {Replacing(table, columns, key)}", columns, rows, stop);
        if (written != rows.Count) throw new StaleException();
    }

    static (string Table, Column[] Columns, string Key) Describe<T>(Store db)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("many rows are written in a transaction");
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not stored here");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var key = type.FindPrimaryKey()!.Properties.Select(property => $"\"{property.GetColumnName(table)}\"");
        return (table.Name, [.. type.GetProperties().Select(property => new Column(property, table))], string.Join(", ", key));
    }

    static string Names(Column[] columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    static string Insert(string table, Column[] columns) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"@p{at}"))})";

    static string Replacing(string table, Column[] columns, string key)
    {
        var set = string.Join(", ", columns.Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\""));
        var next = columns.FirstOrDefault(column => column.Counts) is { } version
            ? $" WHERE \"{table}\".\"{version.Name}\" = excluded.\"{version.Name}\" - 1"
            : "";
        return $"ON CONFLICT ({key}) DO UPDATE SET {set}{next}";
    }

    static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(stop);
    }

    static async Task CopyAsync<T>(NpgsqlConnection connection, string table, Column[] columns, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        var copy = $"COPY \"{table}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)";
        await using var writer = await connection.BeginBinaryImportAsync(copy, stop);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(stop);
            foreach (var column in columns)
                if (column.ValueOf(row) is { } value) await writer.WriteAsync(value, stop);
                else await writer.WriteNullAsync(stop);
        }
        await writer.CompleteAsync(stop);
    }

    /// <summary>Runs one statement for each row, and tells how many rows it wrote.</summary>
    static async Task<long> EachAsync<T>(Store db, string sql, Column[] columns, IEnumerable<T> rows, CancellationToken stop) where T : class
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = sql;
        var parameters = columns.Select((_, at) =>
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{at}";
            insert.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        var written = 0L;
        foreach (var row in rows)
        {
            for (var at = 0; at < columns.Length; at++) parameters[at].Value = columns[at].ValueOf(row) ?? DBNull.Value;
            written += await insert.ExecuteNonQueryAsync(stop);
        }
        return written;
    }

    sealed class Column(IProperty property, StoreObjectIdentifier table)
    {
        readonly IClrPropertyGetter getter = property.GetGetter();
        readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        /// <summary>Whether this is the version of what counts its changes.</summary>
        public bool Counts { get; } = property.Name == nameof(IVersioned.Version) && typeof(IVersioned).IsAssignableFrom(property.DeclaringType.ClrType);

        public string Name { get; } = property.GetColumnName(table)!;

        /// <summary>As the database takes it: sealed where it is sealed.</summary>
        public object? ValueOf(object row)
        {
            var value = getter.GetClrValue(row);
            if (Counts) return (long)value! + 1;
            return value is null || convert is null ? value : convert(value);
        }
    }
}
