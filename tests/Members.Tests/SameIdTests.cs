using System.Net;
using System.Net.Http.Json;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>Members and households are numbered by lists of their own: 1, 2, 3 on either side.</summary>
public sealed class SameIdTests
{
    const string choices = $"campaigns/{District.Campaign}/choices";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static async Task<District> FilledAsync(string provider)
    {
        var district = await District.OpenAsync(provider);
        await district.RegisterAsync(
            District.Row("1", longitude: "118.8001"), District.Row("2", longitude: "118.82"), District.Row("m3", longitude: "118.84", organization: District.OtherOrgan));
        await district.EnterAsync(
            (District.Household("1"), new(118.82, 32.05)), (District.Household("2", District.Second), new(118.8, 32.05)), (District.Household("h3"), null));
        return district;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_id_of_both_sides_is_chosen_paired_and_explained_like_any_other(string provider)
    {
        await using var district = await FilledAsync(provider);
        await district.ImportAsync(choices + "/import", "from,to,rank", "1,h3,1", "1,m3,1", "h3,1,1");
        await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", "m3,1,亲属");
        var run = await district.RunAsync();
        Assert.Equal("done ", $"{run["state"]} {run["fault"]}");
        Assert.Equal(["1,2,1", "2,m3,1", "h3,1,1"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => string.Join(',', it.Split(',')[0], it.Split(',')[1], it.Split(',')[3])));
        Assert.Equal(
            ["household,1,m3,1,false", "household,h3,1,1,true", "member,1,h3,1,true"],
            (await district.CsvAsync($"runs/{run["id"]}/choices")).Select(it => string.Join(',', it.Split(',')[..5])));
        // 1 has somebody near whom it did not choose, and is told why: not that others came first.
        Assert.Equal(["near", "choices-not-permitted"], (await district.GetAsync($"runs/{run["id"]}/pairs"))["items"]![0]!["reasons"]!.AsArray().Select(it => (string?)it));
        Assert.Equal("""[{"id":"h3","side":"household","centre":"320102002001"}]""", (await district.GetAsync($"runs/{run["id"]}/proof"))["assumed"]!.ToJsonString());
        var adoption = await district.AdoptAsync(run);
        Assert.Equal("3 0", $"{adoption["proposed"]} {adoption["skipped"]}");
        Assert.Equal("done", (string?)(await district.RunAsync())["state"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_calls_tells_whose_list_is_meant_and_nobody_reaches_the_other(string provider)
    {
        await using var district = await FilledAsync(provider);
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        using var community = district.Service.As(Role.Community, District.First);
        using var other = district.Service.As(Role.Community, District.Second);
        Assert.Equal("OK OK NotFound", $"{await Put(organ, "1", "2")} {await Put(community, "1", "m3")} {await Put(other, "1", "m3")}");
        Assert.Equal("""[{"to":"2","rank":1}]""", (await district.GetAsync(choices + "/1", district.Service.As(Role.Organ, District.Code, District.Organ)))["choices"]!.ToJsonString());
        Assert.Equal("""[{"to":"m3","rank":1}]""", (await district.GetAsync(choices + "/1?side=household"))["choices"]!.ToJsonString());
        using var department = district.Department;
        Assert.Equal(HttpStatusCode.BadRequest, (await department.GetAsync("/api/v1/members/" + choices + "/1")).StatusCode);

        static async Task<HttpStatusCode> Put(HttpClient caller, string from, string to)
        {
            using var answer = await caller.PutAsJsonAsync($"/api/v1/members/{choices}/{from}", new[] { to });
            return answer.StatusCode;
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_choice_between_two_ids_of_both_sides_is_refused_by_name(string provider)
    {
        await using var district = await FilledAsync(provider);
        using var http = district.Department;
        Assert.Equal(
            ["2 from ids-tell-the-market", "3 from ids-tell-the-market", "5 to target-is-known"],
            await district.FaultsAsync(http, choices + "/import", "from,to,rank", "1,2,1", "1,1,2", "m3,1,1", "1,nobody,1"));
    }
}
