using System.Net;
using Contracts.Organizations.V1;
using Defaults;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Organizations.Tests;

/// <summary>Which roles each endpoint answers; an endpoint without a row fails. What they see is narrowed in other tests.</summary>
public sealed class AccessTests(SharedOffice shared) : IClassFixture<SharedOffice>
{
    const string Root = "/api/v1/organizations/";
    static readonly string[] everyone = [.. Role.All];
    static readonly string[] runners = [Role.OrganizationDepartment, Role.WorkCommittee];
    static readonly string[] sides = [Role.Organ, Role.Community];

    static readonly (string Method, string Route, string[] Roles)[] rows =
    [
        ("GET", "outbox", [Role.Administrator, Role.Service]),
        ("POST", "areas/import", [Role.OrganizationDepartment, Role.Administrator]),
        ("GET", "areas", everyone),
        ("GET", "areas/{level}/{code}", everyone),
        ("POST", "units/import", [Role.OrganizationDepartment, Role.WorkCommittee, Role.Administrator]),
        ("GET", "units", everyone),
        ("GET", "units/{id}", everyone),
        ("PUT", "units/{id}", runners),
        ("POST", "campaigns", runners),
        ("GET", "campaigns", everyone),
        ("GET", "campaigns/{id}", everyone),
        ("PUT", "campaigns/{id}/rules", runners),
        ("POST", "campaigns/{id}/choices/import", runners),
        ("PUT", "campaigns/{id}/choices/{from}", sides),
        ("GET", "campaigns/{id}/choices/{from}", [.. runners, .. sides]),
        ("POST", "campaigns/{id}/runs", runners),
        ("GET", "campaigns/{id}/runs", runners),
        ("GET", "runs/{id}", runners),
        ("GET", "runs/{id}/pairs", runners),
        ("GET", "runs/{id}/unpaired", runners),
        ("GET", "runs/{id}/choices", runners),
        ("GET", "runs/{id}/proof", runners),
        ("POST", "runs/{id}/adopt", runners),
        ("POST", "runs/{id}/cancel", runners),
        ("GET", "runs/{id}/blocking", runners),
        ("GET", "campaigns/{id}/dial", runners),
        ("GET", "runs/{id}/compare/{other}", runners),
        ("GET", "runs/{id}/compare/{other}/changes", runners),
        ("GET", "campaigns/{id}/pairings", everyone),
        ("GET", "pairings/{id}", everyone),
        ("POST", "pairings/{id}/confirm", sides),
        ("POST", "pairings/{id}/decline", sides),
        ("POST", "pairings/{id}/end", [Role.OrganizationDepartment]),
    ];

    static readonly (string Method, Func<GrpcCall, Task> Call, string[] Roles)[] calls =
    [
        ("pairing.organizations.v1.OrganizationDirectory/Find", async it => await it.Directory.FindAsync(new FindOrganization { Id = "none" }, it.Headers), everyone),
        ("pairing.organizations.v1.OrganizationDirectory/List", it => it.Directory.List(new ListOrganizations(), it.Headers).ResponseStream.MoveNext(), everyone),
        ("pairing.organizations.v1.OrganizationPairings/List", it => it.Pairings.List(new ListOrganizationPairings(), it.Headers).ResponseStream.MoveNext(), everyone),
    ];

    readonly Office office = shared.Office;

    [Fact]
    public void Every_endpoint_has_a_row()
    {
        var endpoints = office.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var http = endpoints.Where(it => it.RoutePattern.RawText!.StartsWith(Root, StringComparison.Ordinal))
            .SelectMany(it => it.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {it.RoutePattern.RawText![Root.Length..]}"));
        Assert.Equal(rows.Select(it => $"{it.Method} {it.Route}").Order(StringComparer.Ordinal), http.Order(StringComparer.Ordinal));
        var grpc = endpoints.Where(it => it.Metadata.GetMetadata<Grpc.AspNetCore.Server.GrpcMethodMetadata>() is not null && it.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(it => it.RoutePattern.RawText!.TrimStart('/'));
        Assert.Equal(calls.Select(it => it.Method).Order(StringComparer.Ordinal), grpc.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_endpoint_answers_its_roles_and_nobody_else()
    {
        foreach (var (method, route, roles) in rows)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(office.As(null), method, route));
            foreach (var role in Role.All)
            {
                var status = await AskAsync(Caller(role), method, route);
                if (roles.Contains(role)) Assert.True(status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)status < 500, $"{role} {method} {route}: {status}");
                else Assert.True(status == HttpStatusCode.Forbidden, $"{role} {method} {route}: {status}");
            }
        }
    }

    [Fact]
    public async Task The_interface_describes_every_endpoint()
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(await office.As(null).GetStringAsync("/openapi/organizations.json"))!;
        foreach (var (method, route, _) in rows)
            Assert.False(string.IsNullOrEmpty(document["paths"]![Root + route]?[method.ToLowerInvariant()]?["summary"]?.GetValue<string>()), $"{method} {route}");
    }

    [Fact]
    public async Task Each_call_answers_its_roles_and_nobody_else()
    {
        using var channel = office.Service.Channel();
        foreach (var (method, call, roles) in calls)
        {
            Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(call, new GrpcCall(channel, [])));
            foreach (var role in Role.All)
            {
                var status = await StatusAsync(call, new GrpcCall(channel, office.Service.Headers(role, "320102", "o1", "m1")));
                Assert.True(roles.Contains(role) ? status is StatusCode.OK or StatusCode.NotFound : status == StatusCode.PermissionDenied, $"{role} {method}: {status}");
            }
        }
    }

    HttpClient Caller(string role) => office.As(role, "320102", role == Role.Organ ? "o1" : null, role == Role.Member ? "m1" : null);

    static async Task<HttpStatusCode> AskAsync(HttpClient http, string method, string route)
    {
        var path = route.Replace("{id}", "none").Replace("{from}", "none").Replace("{level}", "street").Replace("{code}", "none").Replace("{other}", "none");
        using var request = new HttpRequestMessage(new HttpMethod(method), Root + path);
        if (method != "GET")
            request.Content = route.EndsWith("import", StringComparison.Ordinal)
                ? new StringContent("", new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv"))
                : new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<StatusCode> StatusAsync(Func<GrpcCall, Task> call, GrpcCall with)
    {
        var thrown = await Record.ExceptionAsync(() => call(with));
        return thrown is null ? StatusCode.OK : Assert.IsType<RpcException>(thrown).StatusCode;
    }

    sealed record GrpcCall(Grpc.Net.Client.GrpcChannel Channel, Metadata Headers)
    {
        public OrganizationDirectory.OrganizationDirectoryClient Directory { get; } = new(Channel);
        public OrganizationPairings.OrganizationPairingsClient Pairings { get; } = new(Channel);
    }
}
