using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests;

public sealed class PageTests(Doorway doorway) : IClassFixture<Doorway>, IDisposable
{
    // What anybody may ask without a token; everything else names its roles.
    static readonly string[] open =
    [
        "GET /", "POST /sign-in", "POST /sign-out", "POST /connect/token", "GET /.well-known/openid-configuration", "GET /.well-known/jwks.json",
        "GET /openapi/{documentName}.json", " /livez", " /readyz", " /startupz", "POST /grpc.health.v1.Health/Check", "POST /grpc.health.v1.Health/Watch",
    ];

    readonly FrontDoor door = doorway.Door;
    readonly HttpClient http = doorway.Door.As(null);

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_first_page_tells_in_Chinese_what_runs_and_how_it_is()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        var settings = doorway.Behind("members").Settings("members");
        settings["Backends:households:Http"] = "http://127.0.0.1:1";
        await using var other = await FrontDoor.StartAsync(store, settings);
        using var asks = other.As(null);
        using var answer = await asks.GetAsync("/");
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"zh-CN\">", page, StringComparison.Ordinal);
        Assert.Contains("就近就便、双向选择", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/api\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Equal(("正常", "正常", "无应答", "未配置"), (StateOf(page, "网关"), StateOf(page, "党员"), StateOf(page, "困难群众"), StateOf(page, "组织")));
        foreach (var name in new[] { "page-title", "page-lead", "page-running", "page-interface", "page-sign-in", "page-first-start" })
            Assert.True(Defaults.Texts.Has(name), name);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"'sha256-{hash}'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_the_interfaces_lists_every_document_and_needs_no_other_site()
    {
        using var moved = await http.GetAsync("/api");
        using var answer = await http.GetAsync(new Uri(new Uri(http.BaseAddress!, "/api"), moved.Headers.Location!));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("//", page.Replace("<!--", "", StringComparison.Ordinal).Replace("://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var file in new[] { "swagger-ui.css", "index.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "index.js" })
        {
            Assert.Contains(file, page, StringComparison.Ordinal);
            using var asset = await http.GetAsync($"/api/{file}");
            Assert.Equal(200, (int)asset.StatusCode);
        }
        var script = await http.GetStringAsync("/api/index.js");
        foreach (var service in GatewayService.Services.Append("gateway")) Assert.Contains($"/openapi/{service}.json", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gateways_own_document_tells_its_paths_and_that_user_names_are_no_personal_names()
    {
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/gateway.json");
        var paths = document.GetProperty("paths");
        foreach (var path in new[] { "/sign-in", "/connect/token", "/api/v1/accounts", "/api/v1/accounts/{user}", "/api/v1/accounts/clients", "/api/v1/accounts/keys", "/.well-known/jwks.json" })
            Assert.True(paths.TryGetProperty(path, out _), path);
        Assert.Contains("never personal names", paths.GetProperty("/api/v1/accounts").GetProperty("post").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/"), InlineData("/api/index.html"), InlineData("/api/v1/accounts"), InlineData("/api/v1/members/echo/x"), InlineData("/nothing"), InlineData("/livez")]
    public async Task Every_answer_tells_the_browser_to_be_careful(string path)
    {
        using var answer = await http.GetAsync(path);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        if (path.StartsWith("/api/v1", StringComparison.Ordinal)) Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public void Every_endpoint_names_its_roles_or_is_open_on_purpose()
    {
        var endpoints = door.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>().ToArray();
        Assert.True(endpoints.Length > 40);
        // What is handed on is decided by the service that it is handed to.
        var own = endpoints.Where(it => it.Metadata.GetMetadata<RouteModel>() is null).ToArray();
        var anonymous = own.Where(it => it.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(NameOf).ToArray();
        Assert.Equal(open.Order(StringComparer.Ordinal), anonymous.Order(StringComparer.Ordinal));
        foreach (var endpoint in own.Where(it => it.Metadata.GetMetadata<IAllowAnonymous>() is null))
            Assert.True(endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null, NameOf(endpoint));
    }

    [Fact]
    public async Task Accounts_are_for_administrators_alone()
    {
        using var street = door.As(await door.PersonAsync("street", ["street"], "320102001"));
        foreach (var asked in new[]
                 {
                     "GET /api/v1/accounts", "POST /api/v1/accounts", "GET /api/v1/accounts/x", "PUT /api/v1/accounts/x", "POST /api/v1/accounts/x/disable",
                     "POST /api/v1/accounts/x/enable", "POST /api/v1/accounts/clients", "GET /api/v1/accounts/clients", "POST /api/v1/accounts/clients/x/secret",
                     "POST /api/v1/accounts/clients/x/disable", "POST /api/v1/accounts/keys", "GET /api/v1/gateway/outbox",
                 })
        {
            foreach (var (caller, expected) in new[] { (http, 401), (street, 403) })
            {
                var parts = asked.Split(' ');
                using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]) { Content = JsonContent.Create(new { }) };
                using var answer = await caller.SendAsync(request);
                Assert.True(expected == (int)answer.StatusCode, $"{asked}: {answer.StatusCode}");
            }
        }
    }

    static string NameOf(RouteEndpoint endpoint) =>
        $"{string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {endpoint.RoutePattern.RawText}";

    static string StateOf(string page, string service)
    {
        var row = page[page.IndexOf($"<td>{service}<", StringComparison.Ordinal)..];
        var cell = row[..row.IndexOf("</tr>", StringComparison.Ordinal)].Split("<td class=")[1];
        return cell[(cell.IndexOf('>', StringComparison.Ordinal) + 1)..cell.IndexOf('<', StringComparison.Ordinal)];
    }
}
