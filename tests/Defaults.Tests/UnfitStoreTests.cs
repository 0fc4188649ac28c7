using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Support;

namespace Defaults.Tests;

/// <summary>Whatever is wrong with a server of PostgreSQL has words of its own, in the log once and in readiness as long as it lasts.</summary>
public sealed class UnfitStoreTests
{
    /// <summary>What is wrong, and the rule by which it is told.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "no server", "store-is-reachable" },
        { "wrong password", "store-password-is-right" },
        { "no database", "store-database-is-there" },
        { "no tables", "store-is-migrated" },
        { "no rights", "store-role-may-do-this" },
        { "server_version_num=140019", "postgres-is-15-or-later" },
        { "fsync=off", "postgres-fsync-is-on" },
        { "full_page_writes=off", "postgres-full-page-writes-are-on" },
        { "synchronous_commit=off", "postgres-synchronous-commit-is-on" },
        { "encoding", "postgres-database-is-utf8" },
    };

    [Theory, MemberData(nameof(Table))]
    public async Task What_is_wrong_is_said_in_the_log_and_by_readiness_and_nothing_is_served(string what, string rule)
    {
        using var log = new RecordedLog();
        await using var shop = await Shop.OpenAsync("postgres", change: builder => Spoil(builder, what, log), make: services => SpoilAsync(services, what));
        using var http = shop.Service.As(Role.Community, "320102001001");
        using (var ready = await http.GetAsync("/readyz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var detail = (string)JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["checks"]!["store"]!;
            Assert.Equal($"{rule}: {Texts.Of(rule)}", detail);
        }
        using (var asked = await http.GetAsync("/api/v1/shop/crates/c1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, asked.StatusCode);
            Assert.NotNull(asked.Headers.RetryAfter);
        }
        Assert.Single(Regex.Matches(log.Text, "Not ready: .*", RegexOptions.NonBacktracking), line => line.Value.Contains($"{rule}: {Texts.Of(rule)}", StringComparison.Ordinal));
        Assert.DoesNotContain("a wrong password", log.Text, StringComparison.Ordinal);
    }

    static void Spoil(WebApplicationBuilder builder, string what, RecordedLog log)
    {
        builder.Logging.AddProvider(log);
        var address = new NpgsqlConnectionStringBuilder(builder.Configuration["Store:Connection"]);
        if (what == "no server") address.Port = 1;
        if (what == "wrong password") (address.Username, address.Password) = ("nobody", "a wrong password");
        if (what == "no database") address.Database = "nowhere";
        builder.Configuration["Store:Connection"] = address.ConnectionString;
    }

    static async Task SpoilAsync(IServiceProvider services, string what)
    {
        if (what is "no server" or "wrong password" or "no database" or "no tables") return;
        await Shop.MakeAsync(services);
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ShopStore>().Database;
        var name = database.GetDbConnection().Database;
        await database.ExecuteSqlRawAsync(what switch
        {
            "synchronous_commit=off" => $"ALTER DATABASE \"{name}\" SET synchronous_commit = off",
            // A role that may sign in and nothing more.
            "no rights" => $"CREATE ROLE \"{name}\"; ALTER ROLE postgres IN DATABASE \"{name}\" SET role = \"{name}\"",
            "encoding" => $"""
                CREATE FUNCTION pg_encoding_to_char(int) RETURNS name LANGUAGE sql AS $$ SELECT 'SQL_ASCII'::name $$;
                ALTER DATABASE "{name}" SET search_path = public, pg_catalog
                """,
            // A server that says so of itself: what it is asked by finds this function before its own.
            _ => $"""
                CREATE FUNCTION current_setting(text) RETURNS text LANGUAGE sql AS
                $$ SELECT CASE $1 WHEN '{what.Split('=')[0]}' THEN '{what.Split('=')[1]}' ELSE pg_catalog.current_setting($1) END $$;
                ALTER DATABASE "{name}" SET search_path = public, pg_catalog
                """,
        });
        NpgsqlConnection.ClearPool((NpgsqlConnection)database.GetDbConnection());
    }
}
