using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Defaults;

/// <summary>
/// Makes a service's database and the role that owns it, once: <c>Store:Administrator</c> is the address of somebody who
/// may, <c>Store:Database</c> names both, and <c>Store:ConnectionFile</c> is where the service finds its own address with
/// a random password afterwards. Repeated, it makes what is missing and changes nothing that is there.
/// </summary>
static partial class CreatePostgres
{
    /// <exception cref="CannotServe">when the settings, the server or its administrator do not allow it</exception>
    public static async Task RunAsync(IConfiguration configuration, CancellationToken stop)
    {
        var administrator = PostgresAddress.Parse(Given(configuration, "Store:Administrator"));
        var name = Given(configuration, "Store:Database");
        if (!Name().IsMatch(name)) throw new CannotServe("database-name-form", "Store:Database");
        administrator.Database ??= "postgres";
        administrator.Timeout = Math.Min(administrator.Timeout, 5);
        administrator.Pooling = false;
        // The password is on the disk before the role has it, so that a crash between the two loses nothing.
        var own = await OwnAddressAsync(Given(configuration, "Store:ConnectionFile"), administrator, name, stop);
        await using var connection = new NpgsqlConnection(administrator.ConnectionString);
        await connection.OpenAsync(stop);
        if (await PostgresSettings.ReadAsync(connection, stop) is { BrokenRule: { } broken and not "postgres-database-is-utf8" })
            throw new CannotServe(broken, $"{administrator.Host}:{administrator.Port}");
        if (!await IsThereAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", name, stop))
            await DoAsync(connection, $"CREATE ROLE \"{name}\" LOGIN PASSWORD '{own.Password}'", stop);
        if (!await IsThereAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", name, stop))
        {
            await DoAsync(connection, $"GRANT \"{name}\" TO CURRENT_USER", stop); // nobody gives a database to a role that is none of theirs
            await DoAsync(connection, $"CREATE DATABASE \"{name}\" OWNER \"{name}\" ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", stop);
            await DoAsync(connection, $"REVOKE ALL ON DATABASE \"{name}\" FROM PUBLIC", stop);
        }
        await TryAsync(own, stop);
    }

    static async Task<NpgsqlConnectionStringBuilder> OwnAddressAsync(
        string file, NpgsqlConnectionStringBuilder administrator, string name, CancellationToken stop)
    {
        if (File.Exists(file)) return PostgresAddress.Parse(await File.ReadAllTextAsync(file, stop));
        var own = new NpgsqlConnectionStringBuilder(administrator.ConnectionString)
        {
            Username = name,
            Database = name,
            Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(24)),
            Pooling = true,
        };
        var fresh = $"{file}.{Environment.ProcessId}";
        File.Delete(fresh);
        await using (var stream = OwnFile.Create(fresh))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(own.ConnectionString), stop);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file);
        return own;
    }

    /// <summary>A role of this name that somebody else made has another password.</summary>
    static async Task TryAsync(NpgsqlConnectionStringBuilder own, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
    }

    static string Given(IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 } value ? value : throw new CannotServe("setting-is-given", setting);

    static async Task<bool> IsThereAsync(NpgsqlConnection connection, string query, string name, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    // Names cannot be parameters of these; theirs is checked, and the password is made of digits and letters.
    static async Task DoAsync(NpgsqlConnection connection, string statement, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
