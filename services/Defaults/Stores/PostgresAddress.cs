using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Defaults;

/// <summary>
/// Where PostgreSQL is, in any of the forms that people write it down in: <c>Host=…;Username=…;Password=…</c> (Npgsql),
/// <c>host=… user=… password=…</c> or <c>postgresql://user:password@host:port/database</c> (libpq). It stands in
/// <c>Store:Connection</c>, or alone in the file that <c>Store:ConnectionFile</c> names.
/// </summary>
static partial class PostgresAddress
{
    static readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "Username",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
    };

    /// <summary>The address of a service's own store; waiting is bounded, and so are the connections, since the server's are shared.</summary>
    /// <exception cref="CannotServe">rule <c>store-address-is-readable</c></exception>
    public static string Of(IConfiguration configuration, string service)
    {
        var text = configuration["Store:Connection"];
        if (string.IsNullOrEmpty(text)) text = configuration["Store:ConnectionFile"] is { Length: > 0 } file && File.Exists(file) ? File.ReadAllText(file) : null;
        if (string.IsNullOrWhiteSpace(text)) throw new CannotServe("setting-is-given", "Store:Connection, Store:ConnectionFile");
        var address = Parse(text);
        Unless("Timeout", () => address.Timeout = 5);
        Unless("Command Timeout", () => address.CommandTimeout = 15);
        Unless("Maximum Pool Size", () => address.MaxPoolSize = 20);
        Unless("Max Auto Prepare", () => address.MaxAutoPrepare = 100); // the same few statements, a thousand times a second
        Unless("Application Name", () => address.ApplicationName = "pairing " + service);
        return address.ConnectionString;

        void Unless(string given, Action set)
        {
            if (!address.ShouldSerialize(given)) set();
        }
    }

    /// <exception cref="CannotServe">rule <c>store-address-is-readable</c></exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        text = text.Trim();
        try
        {
            if (text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)) return OfUri(new Uri(text));
            return text.Contains(';') || !LibpqPairs().IsMatch(text) ? new NpgsqlConnectionStringBuilder(text) : OfPairs(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new CannotServe("store-address-is-readable", "", error);
        }
    }

    static NpgsqlConnectionStringBuilder OfUri(Uri uri)
    {
        var address = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) address.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) address.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1) address.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
            Set(address, pair[0], Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
        return address;
    }

    static NpgsqlConnectionStringBuilder OfPairs(string text)
    {
        var address = new NpgsqlConnectionStringBuilder();
        foreach (Match pair in LibpqPair().Matches(text))
        {
            var value = pair.Groups["value"].Value;
            if (value is ['\'', .., '\'']) value = value[1..^1];
            Set(address, pair.Groups["key"].Value, Escaped().Replace(value, "${it}"));
        }
        return address;
    }

    static void Set(NpgsqlConnectionStringBuilder address, string key, string value) =>
        address[known.GetValueOrDefault(key, key)] = key.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? value.Replace("-", "", StringComparison.Ordinal) : value;

    const string pair = @"(?<key>\w+)\s*=\s*(?<value>'(\\.|[^'\\])*'|(\\.|[^\s'\\])*)";

    [GeneratedRegex(pair, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LibpqPair();

    [GeneratedRegex($@"^({pair}(\s+|$))+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LibpqPairs();

    [GeneratedRegex(@"\\(?<it>.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escaped();
}
