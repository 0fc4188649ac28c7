using System.Net.Http.Json;
using Contracts.Members;
using Defaults;

namespace Volunteering.Tests;

/// <summary>One endpoint: who may call it, and what comes of it for what is the caller's own and what is another's.</summary>
/// <param name="Send">calls it about a post of the first community, made anew, and of a claim and an offer of M1 of O1</param>
/// <param name="Own">status for a caller in whose area, organization or person that lies</param>
/// <param name="Other">status for a caller elsewhere; a list answers 200 and is empty</param>
sealed record AccessRow(string Endpoint, string[] Roles, Func<District, HttpClient, Task<HttpResponseMessage>> Send, int Own, int Other);

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
        new($"GET {api}/posts/{{id}}", PostReaders, async (district, it) => await it.GetAsync($"{api}/posts/{await PostAsync(district)}"), 200, 404),
        new($"PUT {api}/posts/{{id}}", [Role.Community], PutAsync, 200, 404),
        new($"POST {api}/posts/{{id}}/close", [Role.Community], CloseAsync, 200, 404),
        new($"POST {api}/posts/{{id}}/claims", [Role.Member, Role.Organ], ClaimAsync, 201, 404),
        new($"GET {api}/claims", claimReaders, (_, it) => it.GetAsync(api + "/claims"), 200, 200),
        new($"GET {api}/claims/{{id}}", claimReaders, async (district, it) => await it.GetAsync($"{api}/claims/{await ClaimAsync(district)}"), 200, 404),
        new($"POST {api}/claims/{{id}}/leave", [Role.Member, Role.Organ, Role.Community], LeaveAsync, 200, 404),
        new($"GET {api}/offers", [.. claimReaders.Except([Role.Auditor])], (_, it) => it.GetAsync(api + "/offers"), 200, 200),
        new($"GET {api}/outbox", [Role.Administrator, Role.Service], (_, it) => it.GetAsync(api + "/outbox"), 200, 200),
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

    /// <summary>What there is to see: a post, a claim and an offer.</summary>
    public static async Task FurnishAsync(District district)
    {
        await district.KnowAsync("M1");
        await district.Service.TellAsync(new HelpersLeftIdle("k", "r1", district.Time.GetUtcNow().UtcDateTime, [new("M1", "O1", District.First, [], [])]));
        await ClaimAsync(district);
    }

    static async Task<string> PostAsync(District district) => (await district.SetAsync()).Id;

    static async Task<string> ClaimAsync(District district) => (await district.ClaimAsync(await PostAsync(district), "M1")).Id;

    static async Task<HttpResponseMessage> PutAsync(District district, HttpClient it)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"{api}/posts/{await PostAsync(district)}") { Content = JsonContent.Create(Terms(), options: Wire.Json) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        return await it.SendAsync(request);
    }

    static PostTerms Terms()
    {
        var post = District.Post();
        return new PostTerms(post.Title, post.Places, post.Skills, post.Kind, post.From);
    }

    static async Task<HttpResponseMessage> CloseAsync(District district, HttpClient it) =>
        await it.PostAsJsonAsync($"{api}/posts/{await PostAsync(district)}/close", new Closing(CloseReason.Other), Wire.Json);

    static async Task<HttpResponseMessage> ClaimAsync(District district, HttpClient it) =>
        await it.PostAsJsonAsync($"{api}/posts/{await PostAsync(district)}/claims", new Claiming("M1"), Wire.Json);

    static async Task<HttpResponseMessage> LeaveAsync(District district, HttpClient it) =>
        await it.PostAsJsonAsync($"{api}/claims/{await ClaimAsync(district)}/leave", new Leaving(LeaveReason.Work), Wire.Json);
}
