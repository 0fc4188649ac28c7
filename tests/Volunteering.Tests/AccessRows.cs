using System.Net.Http.Json;
using Contracts.Members;
using Defaults;

namespace Volunteering.Tests;

/// <summary>One endpoint: who may call it, and what comes of it for what is the caller's own and what is another's.</summary>
/// <param name="Send">calls it about a post of the first community, and a claim of M1 of O1</param>
/// <param name="Own">status for a caller in whose area, organization or person that lies</param>
/// <param name="Other">status for a caller elsewhere; a list answers 200 and is empty</param>
sealed record AccessRow(string Endpoint, string[] Roles, Func<AccessScene, HttpClient, Task<HttpResponseMessage>> Send, int Own, int Other);

/// <summary>Every endpoint of the service.</summary>
static class AccessRows
{
    const string api = District.Api;

    static readonly string[] claimReaders =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilizationOffice, Role.Street, Role.Organ, Role.Community, Role.Member,
        Role.Auditor,
    ];

    public static readonly string[] PostReaders = [.. Role.All.Except([Role.Administrator])];

    public static IReadOnlyList<AccessRow> All { get; } =
    [
        new($"POST {api}/posts", [Role.Community], (_, it) => it.PostAsJsonAsync(api + "/posts", District.Post(), Wire.Json), 201, 400),
        new($"GET {api}/posts", PostReaders, (_, it) => it.GetAsync(api + "/posts"), 200, 200),
        new($"GET {api}/posts/{{id}}", PostReaders, (scene, it) => it.GetAsync($"{api}/posts/{scene.Post}"), 200, 404),
        new($"PUT {api}/posts/{{id}}", [Role.Community], PutAsync, 200, 404),
        new($"POST {api}/posts/{{id}}/close", [Role.Community], CloseAsync, 200, 404),
        new($"POST {api}/posts/{{id}}/claims", [Role.Member, Role.Organ], ClaimAsync, 201, 404),
        new($"GET {api}/claims", claimReaders, (_, it) => it.GetAsync(api + "/claims"), 200, 200),
        new($"GET {api}/claims/{{id}}", claimReaders, (scene, it) => it.GetAsync($"{api}/claims/{scene.Claim}"), 200, 404),
        new($"POST {api}/claims/{{id}}/leave", [Role.Member, Role.Organ, Role.Community], LeaveAsync, 200, 404),
        new($"GET {api}/offers", [.. claimReaders.Except([Role.Auditor])], (_, it) => it.GetAsync(api + "/offers"), 200, 200),
        new($"GET {api}/outbox", [Role.Administrator, Role.Service], (_, it) => it.GetAsync(api + "/outbox"), 200, 200),
        new($"GET {api}/parked", [Role.Administrator], (_, it) => it.GetAsync(api + "/parked"), 200, 200),
        new($"POST {api}/parked/{{id:guid}}/replay", [Role.Administrator], (_, it) => it.PostAsync($"{api}/parked/{Guid.Empty}/replay", null), 404, 404),
    ];

    /// <summary>A caller of this role to whom M1, O1, the first community and their district are its own.</summary>
    public static HttpClient Own(District district, string role) => role switch
    {
        Role.Member => district.Member("M1"),
        Role.Organ => district.Organ("O1"),
        Role.Community => district.Community(),
        Role.Street => district.Service.As(role, "320102001"),
        Role.Service => district.Service.As(role),
        _ => district.Service.As(role, District.Code),
    };

    /// <summary>A caller of this role from somewhere else, or null for those who have no elsewhere.</summary>
    public static HttpClient? Other(District district, string role) => role switch
    {
        Role.Member => district.Service.As(role, "320104", "O9", "M9"),
        Role.Organ => district.Service.As(role, "320104", "O9"),
        Role.Community => district.Community(District.Second),
        Role.Street => district.Service.As(role, "320102002"),
        Role.Service => null,
        _ => district.Service.As(role, "320104"),
    };

    /// <summary>What there is to see: a post with room, a claim on another post, and an offer.</summary>
    public static async Task<AccessScene> FurnishAsync(District district)
    {
        await district.KnowAsync("M1");
        await district.Service.TellAsync(new HelpersLeftIdle("k", "r1", district.Time.GetUtcNow().UtcDateTime, [new("M1", "O1", District.First, [], [])]));
        return await RefurnishAsync(district);
    }

    /// <summary>A post and a claim that no call has changed yet.</summary>
    public static async Task<AccessScene> RefurnishAsync(District district)
    {
        var claim = await district.ClaimAsync((await district.SetAsync()).Id, "M1");
        return new AccessScene((await district.SetAsync()).Id, claim.Id);
    }

    static Task<HttpResponseMessage> PutAsync(AccessScene scene, HttpClient it)
    {
        var post = District.Post();
        var terms = new PostTerms(post.Title, post.Places, post.Skills, post.Kind, post.From);
        var request = new HttpRequestMessage(HttpMethod.Put, $"{api}/posts/{scene.Post}") { Content = JsonContent.Create(terms, options: Wire.Json) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        return it.SendAsync(request);
    }

    static Task<HttpResponseMessage> CloseAsync(AccessScene scene, HttpClient it) =>
        it.PostAsJsonAsync($"{api}/posts/{scene.Post}/close", new Closing(CloseReason.Other), Wire.Json);

    static Task<HttpResponseMessage> ClaimAsync(AccessScene scene, HttpClient it) =>
        it.PostAsJsonAsync($"{api}/posts/{scene.Post}/claims", new Claiming("M1"), Wire.Json);

    static Task<HttpResponseMessage> LeaveAsync(AccessScene scene, HttpClient it) =>
        it.PostAsJsonAsync($"{api}/claims/{scene.Claim}/leave", new Leaving(LeaveReason.Work), Wire.Json);
}

/// <summary>Ids of the post and the claim that calls are about.</summary>
sealed record AccessScene(string Post, string Claim);
