using System.Net;
using System.Net.Http.Json;
using Defaults;
using Support;

namespace Members.Tests;

public sealed class ChoiceTests(SharedDistrict shared) : IClassFixture<SharedDistrict>, IAsyncLifetime
{
    const string path = $"campaigns/{District.Campaign}/choices";
    const string header = "from,to,rank";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    public Task InitializeAsync() => FillAsync(shared.District);

    public Task DisposeAsync() => Task.CompletedTask;

    static async Task FillAsync(District district)
    {
        await district.RegisterAsync(District.Row("m1"), District.Row("m2"), District.Row("m3", organization: District.OtherOrgan));
        await district.TellHouseholdsAsync(
            District.Household("h1"), District.Household("h2", District.Second), District.Household("far", District.OtherDistrict),
            District.Household("gone", active: false));
    }

    public static TheoryData<string, string> BadRows => new()
    {
        { "m1,m1,1", "2 to choice-not-of-oneself" },
        { "m1,m2,1", "2 to choice-of-other-side" },
        { "h1,h2,1", "2 to choice-of-other-side" },
        { "nobody,h1,1", "2 from from-is-known" },
        { "gone,m1,1", "2 from from-is-known" },
        { "m1,nobody,1", "2 to target-is-known" },
        { "m1,gone,1", "2 to target-is-known" },
        { "far,m1,1", "2 from area-in-scope" },
        { "m1,h1,0", "2 rank rank-from-1-to-5" },
        { "m1,h1,6", "2 rank rank-from-1-to-5" },
        { "m1,h1,x", "2 rank number-in-range" },
        { "m1,h1,", "2 rank is-given" },
        { ",h1,1", "2 from is-given" },
        { "m1,h1,1\nm2,h1,1\nm1,h2,1", "2 rank rank-stands-once; 4 rank rank-stands-once" },
        { "m1,h1,1\nm1,h1,2", "2 to choice-stands-once; 3 to choice-stands-once" },
    };

    [Theory, MemberData(nameof(BadRows))]
    public async Task A_choice_that_breaks_a_rule_is_named_and_nothing_is_applied(string rows, string expected)
    {
        using var http = shared.District.Department;
        Assert.Equal(expected, string.Join("; ", await shared.District.FaultsAsync(http, path + "/import", header, rows, "h2,m2,1")));
        Assert.Equal("[]", (await shared.District.GetAsync(path + "/h2"))["choices"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_rows_of_one_who_chooses_replace_the_whole_list(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await FillAsync(district);
        var first = await district.ImportAsync(path + "/import", header, "m1,h2,3", "m1,h1,1", "h1,m1,1");
        Assert.Equal((3, 3, 0, 0), (first.Rows, first.Added, first.Changed, first.Unchanged));
        Assert.Equal("""[{"to":"h1","rank":1},{"to":"h2","rank":3}]""", (await district.GetAsync(path + "/m1"))["choices"]!.ToJsonString());
        var again = await district.ImportAsync(path + "/import", header, "h1,m1,1", "m1,h1,1", "m1,h2,3");
        Assert.Equal((0, 0, 3), (again.Added, again.Changed, again.Unchanged));
        var changed = await district.ImportAsync(path + "/import", header, "m1,h2,1", "m2,h2,1");
        Assert.Equal((1, 1, 0), (changed.Added, changed.Changed, changed.Unchanged));
        Assert.Equal("""[{"to":"h2","rank":1}]""", (await district.GetAsync(path + "/m1"))["choices"]!.ToJsonString());
        var partial = await district.ImportAsync(path + "/import?partial=true", header, "m2,h1,1", "m2,h2,9");
        Assert.Equal((1, 1L), (partial.Changed, partial.Faults));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_side_sets_only_the_lists_that_are_its_own(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await FillAsync(district);
        HttpClient Self() => district.Service.As(Role.Member, District.Code, District.Organ, "m1");
        HttpClient Organ() => district.Service.As(Role.Organ, District.Code, District.Organ);
        HttpClient Community() => district.Service.As(Role.Community, District.First);
        Assert.Equal("OK OK NotFound NotFound NotFound", await Set("m1", "h1", Self(), Organ(), Community(),
            district.Service.As(Role.Organ, District.Code, District.OtherOrgan), district.Service.As(Role.Member, District.Code, District.Organ, "m2")));
        Assert.Equal("OK NotFound NotFound NotFound Forbidden", await Set("h1", "m1", Community(), district.Service.As(Role.Community, District.Second), Self(), Organ(), district.Department));
        Assert.Equal("NotFound", await Set("nobody", "m1", Community()));
        using var self = Self();
        Assert.Equal(HttpStatusCode.NotFound, (await self.GetAsync($"/api/v1/members/{path}/h1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await Put(self, "m1", "m2"));
        Assert.Equal(HttpStatusCode.NotFound, (await self.GetAsync("/api/v1/members/campaigns/none/choices/m1")).StatusCode);
        var read = await self.GetAsync($"/api/v1/members/{path}/m1");
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
        self.DefaultRequestHeaders.IfMatch.Add(new("\"7\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Put(self, "m1", "h2"));

        async Task<string> Set(string from, string to, params HttpClient[] callers)
        {
            var answers = new List<HttpStatusCode>();
            foreach (var caller in callers)
                using (caller) answers.Add(await Put(caller, from, to));
            return string.Join(' ', answers);
        }

        static async Task<HttpStatusCode> Put(HttpClient caller, string from, string to)
        {
            using var answer = await caller.PutAsJsonAsync($"/api/v1/members/{path}/{from}", new[] { to });
            return answer.StatusCode;
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Conflicts_of_interest_are_taken_in_with_reasons_that_only_those_who_decide_read(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await FillAsync(district);
        const string exclusions = $"campaigns/{District.Campaign}/exclusions";
        using var http = district.Department;
        Assert.Equal(
            ["2 member member-is-known", "3 household household-is-known", "4 household area-in-scope", "5 household pair-stands-once", "6 household pair-stands-once"],
            await district.FaultsAsync(http, exclusions + "/import", "member,household,reason", "h1,h1,x", "m1,gone,x", "m1,far,x", "m1,h1,x", "m1,h1,y"));
        var first = await district.ImportAsync(exclusions + "/import", "member,household,reason", "m1,h1,亲属", "m2,h2,邻里纠纷", "m1,h2,");
        Assert.Equal((3, 3), (first.Rows, first.Added));
        var again = await district.ImportAsync(exclusions + "/import", "member,household,reason", "m1,h1,亲属", "m2,h2,其他");
        Assert.Equal((0, 1, 1), (again.Added, again.Changed, again.Unchanged));
        var page = await district.GetAsync(exclusions + "?limit=2");
        Assert.Equal(["m1 h1 亲属", "m1 h2 "], page["items"]!.AsArray().Select(it => $"{it!["member"]} {it["household"]} {it["reason"]}"));
        var rest = await district.GetAsync(exclusions + "?after=" + Uri.EscapeDataString((string)page["next"]!));
        Assert.Equal(["m2 h2 其他"], rest["items"]!.AsArray().Select(it => $"{it!["member"]} {it["household"]} {it["reason"]}"));
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        Assert.Equal(HttpStatusCode.Forbidden, (await organ.GetAsync("/api/v1/members/" + exclusions)).StatusCode);
        using var far = district.Service.As(Role.WorkCommittee, District.OtherStreet[..9]);
        Assert.Equal(HttpStatusCode.NotFound, (await far.DeleteAsync($"/api/v1/members/{exclusions}/h1/m1")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync($"/api/v1/members/{exclusions}/h1/m1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync($"/api/v1/members/{exclusions}/h1/m1")).StatusCode);
        Assert.Equal(2, (await district.GetAsync(exclusions))["items"]!.AsArray().Count);
        using var street = district.Service.As(Role.WorkCommittee, "320104");
        Assert.Equal(HttpStatusCode.NotFound, (await street.GetAsync("/api/v1/members/" + exclusions)).StatusCode);
    }
}
