using System.Text.Json;
using Contracts.Volunteering.V1;
using Defaults;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Volunteering.Tests;

/// <summary>Roles × own or other × endpoints: what is not allowed by name is denied.</summary>
public sealed class AccessTests
{
    static readonly string[] grpc = ["/pairing.volunteering.v1.ServicePosts/Find", "/pairing.volunteering.v1.ServicePosts/List"];

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Fact]
    public async Task Every_endpoint_has_its_row()
    {
        await using var district = await District.OpenAsync("sqlite");

        var endpoints = district.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(it => it.Metadata.GetMetadata<IAllowAnonymous>() is null && !it.RoutePattern.RawText!.Contains("{unimplemented"))
            .Select(it => $"{string.Join(',', it.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {it.RoutePattern.RawText}");

        Assert.Equal(AccessRows.All.Select(it => it.Endpoint).Concat(grpc.Select(it => "POST " + it)).Order(), endpoints.Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_role_gets_what_its_row_says(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var scene = await AccessRows.FurnishAsync(district);
        var wrong = new List<string>();
        foreach (var row in AccessRows.All)
        {
            await ExpectAsync(row, "nobody", district.Service.As(null), 401);
            foreach (var role in Role.All)
            {
                var allowed = row.Roles.Contains(role);
                await ExpectAsync(row, role, AccessRows.Own(district, role), allowed ? row.Own : 403);
                if (AccessRows.Other(district, role) is { } other) await ExpectAsync(row, "another " + role, other, allowed ? row.Other : 403);
            }
        }
        Assert.Empty(wrong);

        async Task ExpectAsync(AccessRow row, string who, HttpClient caller, int status)
        {
            using var it = caller;
            using var answer = await row.Send(scene, it);
            if ((int)answer.StatusCode != status) wrong.Add($"{row.Endpoint} as {who}: {(int)answer.StatusCode}, not {status}");
            if (answer.IsSuccessStatusCode && !row.Endpoint.StartsWith("GET")) scene = await AccessRows.RefurnishAsync(district);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Lists_show_what_is_the_callers_own_and_nothing_else(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await AccessRows.FurnishAsync(district);
        var wrong = new List<string>();
        foreach (var list in (string[])["posts", "claims", "offers"])
        {
            var row = AccessRows.All.Single(it => it.Endpoint == $"GET {District.Api}/{list}");
            foreach (var role in row.Roles)
            {
                if (await CountAsync(AccessRows.Own(district, role), list) == 0) wrong.Add($"{list} of {role}");
                if (AccessRows.Other(district, role) is { } other && await CountAsync(other, list) != 0) wrong.Add($"{list} of another {role}");
            }
        }
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_role_gets_by_grpc_what_it_gets_by_http(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var post = await district.SetAsync();
        using var channel = district.Service.Channel();
        var posts = new ServicePosts.ServicePostsClient(channel);
        foreach (var role in Role.All)
        {
            using var own = AccessRows.Own(district, role);
            using var other = AccessRows.Other(district, role);
            var allowed = AccessRows.PostReaders.Contains(role);
            Assert.Equal((role, allowed ? StatusCode.OK : StatusCode.PermissionDenied), (role, await FindAsync(posts, post.Id, own)));
            if (other is not null)
                Assert.Equal((role, allowed ? StatusCode.NotFound : StatusCode.PermissionDenied), (role, await FindAsync(posts, post.Id, other)));
        }
        Assert.Equal(StatusCode.Unauthenticated, await FindAsync(posts, post.Id, district.Service.As(null)));
    }

    static async Task<StatusCode> FindAsync(ServicePosts.ServicePostsClient posts, string id, HttpClient caller)
    {
        var headers = new Metadata();
        if (caller.DefaultRequestHeaders.Authorization is { } token) headers.Add("authorization", token.ToString());
        using var find = posts.FindAsync(new FindPost { Id = id }, headers);
        using var list = posts.List(new ListPosts(), headers);
        var listed = await StatusOf(async () => await list.ResponseStream.MoveNext(CancellationToken.None));
        var found = await StatusOf(async () => await find);
        Assert.Equal(found is StatusCode.NotFound ? StatusCode.OK : found, listed);
        return found;
    }

    static async Task<StatusCode> StatusOf(Func<Task> call) =>
        await Record.ExceptionAsync(call) switch { null => StatusCode.OK, RpcException error => error.StatusCode, var error => throw error };

    static async Task<int> CountAsync(HttpClient caller, string list)
    {
        using var it = caller;
        var page = await District.ReadAsync<JsonElement>(await it.GetAsync($"{District.Api}/{list}"));
        return page.GetProperty("items").GetArrayLength();
    }
}
