using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Defaults;

/// <summary>A table with sealed columns, and the statements by which they are sealed anew.</summary>
/// <param name="Keys">columns of the primary key</param>
/// <param name="Changing">sealed columns that are sealed anew</param>
/// <param name="Staying">sealed columns that stay as they were first written</param>
sealed record SealedTable(string Name, IReadOnlyList<string> Keys, IReadOnlyList<SealedName> Changing, IReadOnlyList<SealedName> Staying)
{
    const string base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static string Quoted(string name) => $"\"{name}\"";

    string KeyList => string.Join(", ", Keys.Select(Quoted));

    public static IReadOnlyList<SealedTable> Of(Store db)
    {
        var tables = new List<SealedTable>();
        foreach (var type in db.Model.GetEntityTypes())
        {
            if (StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { } table) continue;
            var columns = type.GetProperties().Where(it => it.GetTypeMapping().Converter is ISealedColumn)
                .ToLookup(it => ((ISealedColumn)it.GetTypeMapping().Converter!).Stays, it => new SealedName(it.GetColumnName(table)!, it.GetTypeMapping().Converter!.ProviderClrType == typeof(byte[])));
            if (columns.Count > 0) tables.Add(new SealedTable(table.Name, [.. type.FindPrimaryKey()!.Properties.Select(it => it.GetColumnName(table)!)], [.. columns[false]], [.. columns[true]]));
        }
        return tables;
    }

    /// <summary>Rows of which something is not sealed under this key, after those of a key that was read before.</summary>
    /// <param name="locking">leaves out what somebody else is changing, and keeps others from changing what is read</param>
    public string Select(byte key, bool after, int most, bool locking)
    {
        var older = string.Join(" OR ", Changing.Select(it => it.IsBytes
            ? $"length({Quoted(it.Name)}) > 0 AND {First(it)} <> {(locking ? $"'\\x{key:x2}'::bytea" : $"x'{key:x2}'")}"
            : $"{First(it)} NOT IN ({Beginnings(key)})"));
        var from = after ? $"({KeyList}) > ({string.Join(", ", Keys.Select((_, at) => $"${at + 1}"))}) AND " : "";
        return $"SELECT {KeyList}, {string.Join(", ", Changing.Select(it => Quoted(it.Name)))} FROM {Quoted(Name)} WHERE {from}({older}) ORDER BY {KeyList} LIMIT {most}"
            + (locking ? " FOR UPDATE SKIP LOCKED" : "");
    }

    /// <summary>What the changing columns are to be, then the key.</summary>
    public string Update =>
        $"UPDATE {Quoted(Name)} SET {string.Join(", ", Changing.Select((it, at) => $"{Quoted(it.Name)} = ${at + 1}"))} "
        + $"WHERE {string.Join(" AND ", Keys.Select((it, at) => $"{Quoted(it)} = ${Changing.Count + at + 1}"))}";

    /// <summary>By the beginning of what is sealed how often it stands there, a statement a column.</summary>
    public IEnumerable<string> Counts => Changing.Concat(Staying).Select(it =>
        $"SELECT {First(it)}, count(*) FROM {Quoted(Name)} WHERE length({Quoted(it.Name)}) > 0 GROUP BY 1");

    /// <summary>Number of the key that a sealed value, or its beginning, is sealed under; null for what is empty or null.</summary>
    public static int? KeyOf(object value) => value switch
    {
        string { Length: > 1 } text => base64.IndexOf(text[0], StringComparison.Ordinal) << 2 | base64.IndexOf(text[1], StringComparison.Ordinal) >> 4,
        byte[] { Length: > 0 } bytes => bytes[0],
        _ => null,
    };

    /// <summary>What tells the key: one byte, or two characters of which the second says something else too.</summary>
    static string First(SealedName it) => $"substr({Quoted(it.Name)}, 1, {(it.IsBytes ? 1 : 2)})";

    static string Beginnings(byte key) => string.Join(", ", Enumerable.Range((key & 3) << 4, 16).Select(second => $"'{base64[key >> 2]}{base64[second]}'"));
}

readonly record struct SealedName(string Name, bool IsBytes);
