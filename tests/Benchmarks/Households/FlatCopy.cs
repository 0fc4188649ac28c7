using System.Security.Cryptography;
using Npgsql;

namespace Benchmarks;

/// <summary>
/// The peer: Npgsql's binary COPY of rows of 20 columns, parsed and sealed before the clock starts, into one table with the
/// indexes by which households are found.
/// </summary>
static class FlatCopy
{
    const string Table = """
        CREATE TABLE flat (
          "Id" varchar(64) COLLATE "C" PRIMARY KEY, "Area" varchar(12) COLLATE "C" NOT NULL, "Address" text, "Position" text, "Crs" varchar(8),
          "Needs" text[], "Categories" text[], "Need" int, "RuleVersion" int, "AsOf" date, "Since" date, "Active" boolean, "Said" varchar(44), "Version" bigint,
          "Name" text, "NameHash" varchar(44) COLLATE "C", "IdNumber" text, "IdNumberHash" varchar(44) COLLATE "C", "Phone" text, "PhoneHash" varchar(44) COLLATE "C");
        CREATE UNIQUE INDEX ON flat ("Area", "Id");
        CREATE INDEX ON flat ("NameHash", "Area");
        """;

    /// <param name="method">of the indexes that are asked for equality alone: <c>hash</c> as the service has them, or <c>btree</c> as they are unless one says otherwise</param>
    static string Indexes(string method) => $"CREATE INDEX ON flat USING {method} (\"IdNumberHash\"); CREATE INDEX ON flat USING {method} (\"PhoneHash\")";

    static List<object[]> Rows(int count)
    {
        string Sealed(int clear) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(29 + clear));
        string Hash() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var (names, day) = (Enumerable.Range(0, 120).Select(_ => Hash()).ToArray(), new DateOnly(2026, 3, 1));
        var communities = HouseholdList.Communities(count).ToArray();
        return [.. Enumerable.Range(0, count).Select(number => (object[])
        [
            HouseholdList.Id(number), communities[number / 400], Sealed(30), Sealed(18), "WGS-84", new[] { "medical" }, new[] { "marginal" }, 40, 1, day, day, true,
            Hash(), 1L, Sealed(9), names[number % 120], Sealed(18), Hash(), Sealed(11), Hash(),
        ])];
    }

    /// <inheritdoc cref="Indexes"/>
    /// <returns>seconds</returns>
    public static async Task<double> RunAsync(string address, int count, string method)
    {
        var rows = Rows(count);
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await RunAsync(connection, Table + Indexes(method));
        await RunAsync(connection, "CHECKPOINT"); // as there is one before a push, when the peer's database is dropped
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using (var writer = await connection.BeginBinaryImportAsync("COPY flat FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows)
            {
                await writer.StartRowAsync();
                foreach (var value in row) await writer.WriteAsync(value);
            }
            await writer.CompleteAsync();
        }
        var seconds = clock.Elapsed.TotalSeconds;
        await RunAsync(connection, "DROP TABLE flat");
        return seconds;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
