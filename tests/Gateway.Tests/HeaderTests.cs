using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests;

public sealed class HeaderTests(Doorway doorway) : IClassFixture<Doorway>
{
    readonly FrontDoor door = doorway.Door;

    [Fact]
    public async Task A_service_hears_where_a_caller_is_from_the_gateway_only()
    {
        var echo = await EchoAsync(HttpMethod.Get,
            ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/x"),
            ("Forwarded", "for=203.0.113.9"), ("X-Real-IP", "203.0.113.9"), ("X-Original-URL", "/api/v1/members/other"),
            ("X-HTTP-Method-Override", "DELETE"), ("Proxy-Authorization", "Basic eDp5"));
        Assert.Equal("127.0.0.1", echo.Headers["X-Forwarded-For"]);
        Assert.Equal(door.Http.Authority, echo.Headers["X-Forwarded-Host"]);
        Assert.Equal("http", echo.Headers["X-Forwarded-Proto"]);
        Assert.Equal(new Uri(doorway.Behind("members").Http).Authority, echo.Headers["Host"]);
        foreach (var name in new[] { "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-Original-URL", "X-HTTP-Method-Override", "Proxy-Authorization" })
            Assert.False(echo.Headers.ContainsKey(name), name);
    }

    [Fact]
    public async Task A_token_that_the_gateway_has_checked_is_handed_on_alone()
    {
        var token = await TokenAsync();
        var echo = await EchoAsync(HttpMethod.Get, ("Authorization", "Bearer " + token), ("Cookie", $"{SessionCookie.Name}=x; other=y"));
        Assert.Equal("Bearer " + token, echo.Headers["Authorization"]);
        Assert.False(echo.Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("Basic YWRtaW5pc3RyYXRvcjp4")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Bearer {0}x")]
    [InlineData("Bearer {0}, Bearer {0}")]
    public async Task Any_other_authorization_is_not_handed_on(string authorization)
    {
        var echo = await EchoAsync(HttpMethod.Get, ("Authorization", authorization.Replace("{0}", await TokenAsync(), StringComparison.Ordinal)));
        Assert.False(echo.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("GET", null, null, true)]
    [InlineData("GET", "cross-site", null, true)]
    [InlineData("POST", "same-origin", null, true)]
    [InlineData("POST", "same-site", null, false)]
    [InlineData("POST", "cross-site", null, false)]
    [InlineData("POST", null, null, false)]
    [InlineData("POST", null, "here", true)]
    [InlineData("POST", null, "http://127.0.0.1:1", false)]
    [InlineData("DELETE", "none", null, false)]
    public async Task A_browsers_cookie_counts_as_the_token_unless_another_page_may_have_asked(string method, string? site, string? origin, bool counts)
    {
        var token = await TokenAsync();
        var headers = new List<(string, string)> { ("Cookie", $"{SessionCookie.Name}={token}") };
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));
        if (origin is not null) headers.Add(("Origin", origin == "here" ? $"http://{door.Http.Authority}" : origin));
        var echo = await EchoAsync(new HttpMethod(method), [.. headers]);
        Assert.Equal(counts ? "Bearer " + token : null, echo.Headers.GetValueOrDefault("Authorization"));
        Assert.False(echo.Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("POST /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde")]
    [InlineData("POST /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c: d\r\n\r\n")]
    public async Task A_request_that_two_servers_could_read_differently_is_refused(string request)
    {
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_lengths_only_the_chunks_count_and_only_they_go_on()
    {
        var answer = await RawAsync(
            "POST /api/v1/members/echo/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"body\":\"abc\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Content-Length\":\"99\"", answer, StringComparison.Ordinal);
    }

    Task<string> TokenAsync() => door.AdministratorAsync();

    async Task<Echo> EchoAsync(HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var http = door.As(null);
        using var request = new HttpRequestMessage(method, "/api/v1/members/echo/x");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Echo>())!;
    }

    async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(door.Http.Host, door.Http.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
