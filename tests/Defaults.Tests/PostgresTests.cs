using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Support;

namespace Defaults.Tests;

public sealed class PostgresTests
{
    [Theory]
    [InlineData("Host=db.example;Port=6432;Username=u;Password=p w;Database=d")]
    [InlineData("host=db.example port=6432 user=u password='p w' dbname=d")]
    [InlineData("  postgresql://u:p%20w@db.example:6432/d ")]
    [InlineData("postgres://u:p%20w@db.example:6432/d?connect_timeout=9&sslmode=verify-full")]
    public void An_address_is_read_in_every_form_that_people_write_it_in(string text)
    {
        var address = PostgresAddress.Parse(text);
        Assert.Equal(("db.example", 6432, "u", "p w", "d"), (address.Host, address.Port, address.Username, address.Password, address.Database));
    }

    [Theory]
    [InlineData("host=db.example sslmode=verify-full", SslMode.VerifyFull)]
    [InlineData("Host=db.example;SSL Mode=Require", SslMode.Require)]
    public void How_far_a_server_is_to_be_trusted_is_read_too(string text, SslMode mode) => Assert.Equal(mode, PostgresAddress.Parse(text).SslMode);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db.example;Colour=red")]
    public void What_is_no_address_is_refused_with_a_rule_and_without_its_text(string text)
    {
        var refused = Assert.Throws<CannotServe>(() => PostgresAddress.Parse(text));
        Assert.Equal("store-address-is-readable", refused.Rule);
        Assert.DoesNotContain(text, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_address_is_a_setting_that_is_missing() =>
        Assert.Equal("setting-is-given", Assert.Throws<CannotServe>(() => PostgresAddress.Of(new ConfigurationBuilder().Build(), "shop")).Rule);

    [Fact]
    public void Waiting_and_connections_are_bounded_unless_the_address_says_otherwise()
    {
        var bounded = new NpgsqlConnectionStringBuilder(Address("Host=h"));
        Assert.Equal((5, 15, 20), (bounded.Timeout, bounded.CommandTimeout, bounded.MaxPoolSize));
        var said = new NpgsqlConnectionStringBuilder(Address("Host=h;Timeout=9;Command Timeout=90;Maximum Pool Size=7"));
        Assert.Equal((9, 90, 7), (said.Timeout, said.CommandTimeout, said.MaxPoolSize));

        static string Address(string text) => PostgresAddress.Of(
            new ConfigurationBuilder().AddInMemoryCollection([new("Store:Connection", text)]).Build(), "shop");
    }

    [Theory]
    [InlineData(150000, "UTF8", "on", "on", "on", null)]
    [InlineData(180002, "UTF8", "on", "on", "remote_apply", null)]
    [InlineData(140019, "UTF8", "on", "on", "on", "postgres-is-15-or-later")]
    [InlineData(150018, "SQL_ASCII", "on", "on", "on", "postgres-database-is-utf8")]
    [InlineData(150018, "UTF8", "off", "on", "on", "postgres-fsync-is-on")]
    [InlineData(150018, "UTF8", "on", "off", "on", "postgres-full-page-writes-are-on")]
    [InlineData(150018, "UTF8", "on", "on", "off", "postgres-synchronous-commit-is-on")]
    public void A_server_that_would_lose_what_it_answered_is_refused(int version, string encoding, string fsync, string pages, string commit, string? rule)
    {
        Assert.Equal(rule, new PostgresSettings(version, encoding, fsync, pages, commit).BrokenRule);
        Assert.True(rule is null || Texts.Has(rule));
    }

    [Fact]
    public async Task A_service_on_an_unfit_database_is_not_ready_says_why_serves_nothing_and_comes_back()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        using var http = shop.Service.As(Role.Community, "320102001001");
        var database = new NpgsqlConnectionStringBuilder(shop.Store.Settings["Store:Connection"]).Database;
        await ChangeAsync(shop, $"ALTER DATABASE \"{database}\" SET synchronous_commit = off");
        using (var ready = await http.GetAsync("/readyz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var detail = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!;
            Assert.Equal("not-ready", (string)detail["status"]!);
            Assert.StartsWith("postgres-synchronous-commit-is-on: ", (string)detail["checks"]!["store"]!, StringComparison.Ordinal);
        }
        using (var asked = await http.GetAsync("/api/v1/shop/crates/c1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, asked.StatusCode);
            Assert.NotNull(asked.Headers.RetryAfter);
            Assert.Equal("postgres-synchronous-commit-is-on", (string)JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["rule"]!);
        }
        await ChangeAsync(shop, $"ALTER DATABASE \"{database}\" RESET synchronous_commit");
        using (var ready = await http.GetAsync("/readyz")) Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using (var asked = await http.GetAsync("/api/v1/shop/crates/c1")) Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_migrated_on_an_unfit_database()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        var database = new NpgsqlConnectionStringBuilder(shop.Store.Settings["Store:Connection"]).Database;
        await ChangeAsync(shop, $"ALTER DATABASE \"{database}\" SET synchronous_commit = off");
        var refused = await Assert.ThrowsAsync<CannotServe>(() => shop.Service.Services.MigrateStoreAsync<ShopStore>());
        Assert.Equal("postgres-synchronous-commit-is-on", refused.Rule);
    }

    // Connections that are open keep what they began with, so each change begins anew.
    static async Task ChangeAsync(Shop shop, string sql)
    {
        await shop.InAsync(Caller.System, db => db.Database.ExecuteSqlRawAsync(sql));
        await using var pool = new NpgsqlConnection(await shop.InAsync(Caller.System, db => Task.FromResult(db.Database.GetConnectionString())));
        NpgsqlConnection.ClearPool(pool);
    }
}
