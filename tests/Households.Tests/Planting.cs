using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;
using Support;

namespace Households.Tests;

/// <summary>Personal values to be planted, and everywhere they might be found again.</summary>
static class Planting
{
    // Each is rare enough to stand nowhere by chance, whole or in the part that would tell it.
    static readonly string[] planted =
    [
        "鄢懿翀", "鄢懿", "11010519491231002X", "19491231", "13812345678", "鸬鹚巷七十七号", "118.812345", "32.054321",
        "澹台灭明", "440524188001010014", "025-84517777", "84517777", "1976-05-06",
    ];

    public static void AssertNone(string where, string text)
    {
        foreach (var value in planted)
            if (text.IndexOf(value, StringComparison.Ordinal) is >= 0 and var at) Assert.Fail($"{value} stands in {where}: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)]}");
    }

    /// <summary>All that stands in the service's store.</summary>
    public static async Task<string> StoredAsync(Bureau bureau) =>
        bureau.Store.Settings["Store:Provider"] == "sqlite" ? SqliteFiles(bureau.Store.Folder) : await PostgresTablesAsync(bureau.Store);

    /// <summary>Every file of the data folder but the key, byte by byte, in both encodings that SQLite has.</summary>
    public static string SqliteFiles(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(folder).Where(it => !it.EndsWith(".key", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            text.Append(Encoding.UTF8.GetString(bytes.ToArray())).Append(Encoding.Unicode.GetString(bytes.ToArray()));
        }
        return text.ToString();
    }

    /// <summary>Every row of every table, as text.</summary>
    static async Task<string> PostgresTablesAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(store.Settings["Store:Connection"]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', table_schema, table_name), true, false, '')::text, E'\n')
            FROM information_schema.tables WHERE table_schema = 'public'
            """, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Everything that is written to a log, as if every category had been turned on.</summary>
    public static void Log(WebApplicationBuilder builder, WrittenLog log)
    {
        builder.Logging.AddProvider(log);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
    }
}
