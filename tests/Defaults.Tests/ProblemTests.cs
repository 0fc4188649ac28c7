using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Defaults.Tests;

public sealed class ProblemTests(OpenShop open) : IClassFixture<OpenShop>
{
    readonly Shop shop = open.Shop;

    const string Area = "320102001001";

    [Theory]
    [InlineData("refused", 409, "crate-is-whole")]
    [InlineData("missing", 404, "crate")]
    [InlineData("stale", 412, "stale-version")]
    [InlineData("invalid", 400, "input-follows-its-rules")]
    [InlineData("one-fault", 400, "page-limit")]
    [InlineData("away", 503, "store-is-reachable")]
    [InlineData("anything", 500, "internal-error")]
    public async Task What_a_verb_throws_is_a_problem_with_the_rules_name(string how, int status, string rule)
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.GetAsync($"/api/v1/shop/fail/{how}");
        var text = await answer.Content.ReadAsStringAsync();
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal((status, rule, $"urn:pairing:rule:{rule}"), ((int)problem["status"]!, (string)problem["rule"]!, (string)problem["type"]!));
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
        Assert.DoesNotContain("王秀英", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, int, string> StoreErrors => new()
    {
        { new SqliteException("database is locked", 5), 503, "store-is-reachable" },
        { new DbUpdateException("", new SqliteException("disk I/O error", 10)), 503, "store-is-reachable" },
        { new DbUpdateException("", new SqliteException("database or disk is full", 13)), 503, "store-has-room" },
        { new SqliteException("UNIQUE constraint failed", 19, 2067), 409, "recorded-already" },
        { new DbUpdateException("", new SqliteException("UNIQUE constraint failed", 19, 1555)), 409, "recorded-already" },
        { new DbUpdateException("", new SqliteException("FOREIGN KEY constraint failed", 19, 787)), 500, "internal-error" },
        { new DbUpdateException("", new PostgresException("", "", "", "23505")), 409, "recorded-already" },
        { new PostgresException("", "", "", "53100"), 503, "store-has-room" },
        { new PostgresException("", "", "", "57P01"), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "57P03"), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "3D000"), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "28P01"), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "53300"), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "42601"), 500, "internal-error" },
        { new DbUpdateException("", new NpgsqlException("", new System.Net.Sockets.SocketException(111))), 503, "store-is-reachable" },
        { new InvalidOperationException("", new NpgsqlException("", new TimeoutException())), 503, "store-is-reachable" },
        { new PostgresException("", "", "", "22021"), 400, "no-control-characters" },
        { new NpgsqlException("", new IOException()), 503, "store-is-reachable" },
    };

    [Theory, MemberData(nameof(StoreErrors), DisableDiscoveryEnumeration = true)]
    public void What_a_store_throws_is_told_by_what_can_be_done_about_it(Exception error, int status, string rule)
    {
        var problem = Problems.Of(error);
        Assert.Equal((status, rule), (problem.Status!.Value, (string)problem.Extensions["rule"]!));
    }

    [Fact]
    public async Task Every_fault_of_an_input_is_told_with_its_words_in_both_languages()
    {
        using var http = shop.Service.As(Role.Community, Area);
        var problem = JsonNode.Parse(await (await http.GetAsync("/api/v1/shop/fail/invalid")).Content.ReadAsStringAsync())!;
        Assert.Equal(
            """[{"file":"crates.csv","line":3,"field":"id","rule":"id-form","message":"编号须为 1 至 64 个字符，不含空白、控制字符和斜杠，不得为 . 或 ..，不得以 = \u002B - @ 开头 / an id has 1 to 64 characters without blanks, control characters and slashes; it is not . or .. and does not begin with = \u002B - @"},{"file":"crates.csv","line":4,"field":"area","rule":"is-given","message":"必填 / it must be given"}]""",
            problem["errors"]!.ToJsonString(Wire.Json));
    }

    [Fact]
    public async Task A_thousand_faults_are_listed_and_the_rest_counted()
    {
        using var http = shop.Service.As(Role.Community, Area);
        var problem = JsonNode.Parse(await (await http.GetAsync("/api/v1/shop/fail/many-faults")).Content.ReadAsStringAsync())!;
        Assert.Equal((1_500, 1_000), ((int)problem["faults"]!, problem["errors"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("GET", "/api/v1/shop/nowhere", 404)]
    [InlineData("DELETE", "/api/v1/shop/crates/c1", 405)]
    public async Task What_the_framework_refuses_is_a_problem_too(string method, string path, int status)
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_second_row_with_one_key_is_a_conflict_however_it_is_written()
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var first = await http.PostAsync("/api/v1/shop/crates/import", Csv($"id,area\nc1,{Area}\n"));
        using var second = await http.PostAsync("/api/v1/shop/crates/import", Csv($"id,area\nc2,{Area}\nc1,{Area}\n"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Contains("recorded-already", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var missing = await http.GetAsync("/api/v1/shop/crates/c2");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        using var texts = System.Text.Json.JsonDocument.Parse(typeof(Texts).Assembly.GetManifestResourceStream("Texts.json")!);
        foreach (var text in texts.RootElement.EnumerateObject())
        {
            Assert.Equal(2, text.Value.GetArrayLength());
            Assert.Contains(text.Value[0].GetString()!, c => c is >= '一' and <= '鿿');
            Assert.DoesNotContain(text.Value[1].GetString()!, c => c is >= '一' and <= '鿿');
        }
    }

    static StringContent Csv(string text) => new(text, System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv"));

    [Fact]
    public void A_rule_that_is_said_in_other_words_is_refused()
    {
        Texts.Add("shelf-is-full", ["货架已满", "the shelf is full"]);
        Texts.Add("shelf-is-full", ["货架已满", "the shelf is full"]);
        Assert.Throws<InvalidOperationException>(() => Texts.Add("shelf-is-full", ["货架满了", "the shelf is full"]));
    }
}
