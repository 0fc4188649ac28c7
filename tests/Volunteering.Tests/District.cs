using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Members;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Volunteering.Tests;

/// <summary>
/// The running service in a district of two communities (C1 in 320102001001, C2 in 320102002001) and two organs (O1, O2),
/// early on 2 March 2026.
/// </summary>
sealed class District : IAsyncDisposable
{
    public const string Code = "320102";
    public const string First = "320102001001";
    public const string Second = "320102002001";
    public const string Api = "/api/v1/volunteering";

    readonly TestStore store;
    readonly TestIssuer issuer;

    District(TestStore store, TestIssuer issuer) => (this.store, this.issuer) = (store, issuer);

    public RunningService Service { get; private set; } = null!;
    public FakeTime Time { get; } = new(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc));
    public ToldFacts Told { get; } = new();
    public string DataFolder => store.Folder;

    public static async Task<District> OpenAsync(string provider)
    {
        var district = new District(await TestStore.ForServiceAsync(provider), await TestIssuer.StartAsync());
        district.Service = await RunningService.StartAsync(
            builder => builder.AddVolunteering(), app => app.MapVolunteering(), VolunteeringService.MigrateAsync, district.store, district.issuer,
            district.Prepare);
        return district;
    }

    void Prepare(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<IRelayEnd>(Told);
    }

    public HttpClient Community(string area = First) => Service.As(Role.Community, area, OrganizationOf(area));
    public HttpClient Organ(string organization) => Service.As(Role.Organ, Code, organization);
    public HttpClient Member(string member, string organization = "O1") => Service.As(Role.Member, Code, organization, member);

    public static string OrganizationOf(string area) => area == First ? "C1" : "C2";

    /// <summary>What a community says of a post, to be changed by <c>with</c>.</summary>
    public static NewPost Post(string area = First, int places = 3, string? id = null) => new(
        "Reading with children", area, OrganizationOf(area), places, ["schooling", "company"], PostKind.Flexible, new DateOnly(2026, 3, 1), Id: id);

    public async Task<PostView> SetAsync(string area = First, int places = 3, string? id = null) =>
        await SetAsync(Post(area, places, id));

    public async Task<PostView> SetAsync(NewPost post)
    {
        using var community = Community(post.Area);
        return await ReadAsync<PostView>(await community.PostAsJsonAsync(Api + "/posts", post, Wire.Json), HttpStatusCode.Created);
    }

    public async Task<ClaimView> ClaimAsync(string post, string member)
    {
        using var caller = Member(member);
        return await ReadAsync<ClaimView>(await caller.PostAsJsonAsync($"{Api}/posts/{post}/claims", new Claiming(), Wire.Json), HttpStatusCode.Created);
    }

    /// <summary>Members in service of O1 are made known.</summary>
    public Task KnowAsync(params string[] members) =>
        Service.TellAsync(new MembersChanged([.. members.Select(it => Member(it, version: 1))]));

    public static MemberChange Member(string id, long version, string organization = "O1", bool inService = true) =>
        new(id, organization, First, [], 1, inService, version);

    public Task<T> StoreAsync<T>(Func<VolunteeringStore, Task<T>> read) => ReadStoreAsync(Service.Services, read);

    static async Task<T> ReadStoreAsync<T>(IServiceProvider services, Func<VolunteeringStore, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await read(scope.ServiceProvider.GetRequiredService<VolunteeringStore>());
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {body}");
        return JsonSerializer.Deserialize<T>(body, Wire.Json)!;
    }

    /// <summary>The name of the rule that the request broke.</summary>
    public static async Task<string> RuleAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var problem = await ReadAsync<JsonElement>(answer, expected);
        var rule = problem.GetProperty("rule").GetString()!;
        Assert.NotEqual(rule, problem.GetProperty("title").GetString()); // it has words
        return rule;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await store.DisposeAsync();
    }
}
