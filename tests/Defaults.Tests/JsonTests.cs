using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Defaults.Tests;

public sealed class JsonTests(OpenShop open) : IClassFixture<OpenShop>
{
    readonly Shop shop = open.Shop;

    const string Area = "320102001001";

    public static TheoryData<string> Unreadable =>
    [
        "", "{}", "null", "[]", "1", "\"c1\"", "{", "}",
        """{"id":"c1"}""",
        """{"id":null,"area":"320102001001"}""",
        """{"id":"c1","area":null}""",
        """{"id":"c1","area":320102001001}""",
        """{"id":"c1","area":["320102001001"]}""",
        """{"id":"c1","area":"320102001001","area":"320104001001"}""",
        """{"id":"c1","area":"320102001001","Area":"320104001001"}""",
        """{"id":"c1","area":"320102001001","colour":"red"}""",
        """{"id":"c1","area":"320102001001","tags":["a",null]}""",
        """{"id":"c1","area":"320102001001","tags":[1]}""",
        """{"id":"c1","area":"320102001001","weight":"5"}""",
        """{"id":"c1","area":"320102001001","weight":5.5}""",
        """{"id":"c1","area":"320102001001","weight":99999999999}""",
        """{"id":"c1","area":"320102001001","weight":NaN}""",
        """{"id":"c1","area":"320102001001","weight":null}""",
        """{"id":"c1","area":"320102001001",}""",
        """{"id":"c1","area":"320102001001"} {}""",
        """{"id":"c1","area":"320102001001" /* comment */}""",
        """{'id':'c1','area':'320102001001'}""",
        """{"id":"\ud800","area":"320102001001"}""",
        """{"id":"c1","area":"320102001001","note":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""",
    ];

    [Theory, MemberData(nameof(Unreadable))]
    public async Task What_is_not_the_json_asked_for_is_refused_and_never_an_error_inside(string body)
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.PostAsync("/api/v1/shop/crates", Json(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("request-is-readable", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!);
    }

    [Fact]
    public async Task Text_that_is_not_utf_8_is_refused()
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.PostAsync("/api/v1/shop/crates", Json([.. """{"area":"320102001001","id":"M"""u8, 0xFC, .. "ller\"}"u8]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Where_a_body_cannot_be_read_is_told_as_a_field()
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.PostAsync("/api/v1/shop/crates", Json("""{"id":"c1","area":"320102001001","tags":["a",1]}"""u8.ToArray()));
        Assert.Equal("$.tags[1]", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!["field"]!);
    }

    [Theory]
    [InlineData("crates", "text/plain")]
    [InlineData("crates", "application/json; charset=bogus")]
    [InlineData("crates", "application/json; charset=\"gb18030\"")]
    [InlineData("crates/import", "application/json")]
    [InlineData("crates/import", "text/csv; charset=gb18030")]
    [InlineData("crates/import", "text/csv", "gzip")]
    [InlineData("crates/import", null)]
    public async Task Another_content_type_is_refused(string what, string? kind, string? encoding = null)
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var content = new ByteArrayContent("id,area\n"u8.ToArray());
        content.Headers.ContentType = kind is null ? null : MediaTypeHeaderValue.Parse(kind);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        using var answer = await http.PostAsync($"/api/v1/shop/{what}", content);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "content-type-is-known"), (answer.StatusCode, (string)problem["rule"]!));
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_refused()
    {
        using var http = shop.Service.As(Role.Community, Area);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/api/v1/shop/crates?limit=many")).StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_its_limit_is_refused_before_it_is_sent()
    {
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.PostAsync("/api/v1/shop/crates", Json(new byte[(1 << 20) + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body-within-limit", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!);
        Assert.StartsWith("HTTP/1.1 413", await RawRequest.StatusAsync(shop, "POST", "/api/v1/shop/crates/import", "text/csv", length: CsvList.MostBytes + 2), StringComparison.Ordinal);
    }

    static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
