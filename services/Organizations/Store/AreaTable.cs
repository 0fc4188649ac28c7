using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Organizations;

/// <summary>
/// Writes divisions by the hundred thousand: the national list has 665,000 of them, and a row at a time through the change
/// tracker would take minutes. The statement is the same on both stores.
/// </summary>
static class AreaTable
{
    public const string Name = "areas";

    static readonly (string Column, DbType Type)[] columns =
    [
        (nameof(Area.Code), DbType.String),
        (nameof(Area.Level), DbType.Int32),
        (nameof(Area.Name), DbType.String),
        (nameof(Area.Parent), DbType.String),
        (nameof(Area.ValidFrom), DbType.Date),
        (nameof(Area.ValidTo), DbType.Date),
        (nameof(Area.Version), DbType.Int64),
    ];

    /// <summary>Inserts, or replaces what stands under the same code and level. In the transaction that is open.</summary>
    public static async Task PutAsync(this OrganizationsStore db, IReadOnlyList<Area> areas, CancellationToken stop)
    {
        // SQLite looks every parameter up by its name among all of a statement, so few rows at a time are faster there.
        var chunk = db.Database.IsSqlite() ? 20 : 500;
        var whole = areas.Count / chunk * chunk;
        await WriteAsync(db, areas, 0, whole, chunk, stop);
        await WriteAsync(db, areas, whole, areas.Count, areas.Count - whole, stop);
    }

    static async Task WriteAsync(OrganizationsStore db, IReadOnlyList<Area> areas, int from, int to, int chunk, CancellationToken stop)
    {
        if (from == to) return;
        await using var command = Statement(db, chunk);
        await command.PrepareAsync(stop);
        for (var first = from; first < to; first += chunk)
        {
            for (var row = 0; row < chunk; row++) Fill(command.Parameters, row * columns.Length, areas[first + row]);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    static DbCommand Statement(OrganizationsStore db, int rows)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var values = Enumerable.Range(0, rows).Select(row => "(" + string.Join(',', columns.Select((_, at) => $"@p{row * columns.Length + at}")) + ")");
        command.CommandText =
            $"INSERT INTO {Name} ({string.Join(',', columns.Select(it => Quoted(it.Column)))}) VALUES {string.Join(',', values)} "
            + $"ON CONFLICT ({Quoted(nameof(Area.Code))},{Quoted(nameof(Area.Level))}) DO UPDATE SET "
            + string.Join(',', columns.Skip(2).Select(it => $"{Quoted(it.Column)}=excluded.{Quoted(it.Column)}"));
        for (var at = 0; at < rows * columns.Length; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + at;
            parameter.DbType = columns[at % columns.Length].Type;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    static void Fill(DbParameterCollection parameters, int first, Area area)
    {
        parameters[first].Value = area.Code;
        parameters[first + 1].Value = (int)area.Level;
        parameters[first + 2].Value = area.Name;
        parameters[first + 3].Value = (object?)area.Parent ?? DBNull.Value;
        parameters[first + 4].Value = area.ValidFrom;
        parameters[first + 5].Value = (object?)area.ValidTo ?? DBNull.Value;
        parameters[first + 6].Value = area.Version;
    }

    static string Quoted(string name) => $"\"{name}\"";
}
