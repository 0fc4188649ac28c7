using System.Net;
using System.Text.Json.Nodes;
using Contracts.Organizations;
using Support;

namespace Organizations.Tests;

public sealed class RunTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_pairs_both_sides_says_why_and_is_proposed(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no1,c3,1\nc3,o1,1\no2,c3,1\no2,c1,2\n");
        var run = await office.RunAsync();
        var reply = await office.Department.GetAsync("runs/" + run, HttpStatusCode.OK);
        Assert.Equal(("done", 100), (reply["state"]!.GetValue<string>(), reply["progress"]!.GetValue<int>()));
        var figures = reply["figures"]!;
        Assert.Equal((2, 3, 3, 2, 0, 0, 0), (Int(figures, "proposers"), Int(figures, "acceptors"), Int(figures, "pairs"), Int(figures, "paired"),
            Int(figures, "leftOut"), Int(figures, "short"), Int(figures, "idle")));
        Assert.Equal((4, 3, 1, 1), (Int(figures, "choicesMade"), Int(figures, "choicesGranted"), Int(figures, "mutualFirst"), Int(figures, "mutualFirstGranted")));

        Assert.Equal(
            """
            organization,community,seat,distance_m,organization_rank,community_rank,why
            o1,c3,1,728.8,1,1,互为第一志愿 / each is the other's first choice
            o2,c1,1,855.4,2,,党组织选择了该社区 / the organization chose the community
            o2,c2,1,145.7,,,"就近安排：有名额的社区中最近（已有结对的名额按较远计）；所选社区已由排序在先的党组织结对 / the nearest with room, places beside others counted as farther; the communities that it chose hold others who came first"

            """,
            await office.Department.GetCsvAsync($"runs/{run}/pairs"));
        Assert.Equal("side,id,reason\n", await office.Department.GetCsvAsync($"runs/{run}/unpaired"));
        Assert.Equal(
            """
            from,to,rank,granted,why,came_first
            c3,o1,1,true,已满足 / granted,
            o1,c3,1,true,已满足 / granted,
            o2,c3,1,false,名额已由对方更优先的一方取得 / the seats hold those whom their owner puts first,o1: 志愿排序更前 / ranked higher
            o2,c1,2,true,已满足 / granted,

            """,
            await office.Department.GetCsvAsync($"runs/{run}/choices"));
        var proof = await office.Department.GetAsync($"runs/{run}/proof", HttpStatusCode.OK);
        Assert.Equal((true, 0, 2), (proof["ok"]!.GetValue<bool>(), Int(proof, "blocking"), proof["rounds"]!.AsArray().Count));

        var adoption = await office.AdoptAsync(run);
        Assert.Equal((3, 0), (Int(adoption, "proposed"), Int(adoption, "kept")));
        var told = await office.Told.NextAsync<OrganizationPairingsChanged>();
        Assert.Equal(["o1 c3 320102003001 proposed 1", "o2 c1 320102002001 proposed 1", "o2 c2 320102002002 proposed 1"],
            told.Items.Select(it => $"{it.Organization} {it.Community} {it.Area} {it.Status} {it.Version}").Order(StringComparer.Ordinal));
        await office.Department.PostAsync($"runs/{run}/adopt", null, HttpStatusCode.Conflict);
        Assert.Equal("adopted", (await office.Department.GetAsync("runs/" + run, HttpStatusCode.OK))["state"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_is_left_out_is_listed_with_the_reason(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.TakeAsync("units", """
            id,name,kind,area,longitude,latitude,seats
            o1,甲,organ,320102000000,118.790,32.050,3
            o2,乙,organ,320102000000,118.791,32.050,1
            o3,丙,organ,320102000000,118.990,32.050,1
            c1,丁,community,320102002001,118.790,32.050,1
            c2,戊,community,320102002002,118.792,32.050,1
            c3,己,community,320102003001,119.100,32.050,1
            s1,庚,street,320102002000,118.790,32.050,1

            """);
        await office.Department.PostAsync("campaigns", Samples.Campaign(organizationRules: new { radius = 1000 }), HttpStatusCode.Created);
        var run = await office.RunAsync();
        Assert.Equal(
            """
            side,id,reason
            organization,o1,结对社区少于所需数量；规定距离内没有有名额的社区 / it has fewer communities than it wants; no community with a seat lies within the radius
            organization,o3,规定距离内没有有名额的社区 / no community with a seat lies within the radius
            community,c3,没有党组织与之结对 / no organization is paired with it

            """, await office.Department.GetCsvAsync($"runs/{run}/unpaired"));
        var page = await office.Department.GetAsync($"runs/{run}/unpaired?limit=2", HttpStatusCode.OK);
        Assert.Equal(["fewer-than-wanted", "no-seat-within-radius"], page["items"]![0]!["reasons"]!.AsArray().Select(it => it!.GetValue<string>()));
        Assert.Equal(["c3"], (await office.Department.GetAsync($"runs/{run}/unpaired?after={page["next"]}", HttpStatusCode.OK)).Ids());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Without_anybody_there_is_nothing_to_pair_and_the_run_says_so(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        var empty = await office.RunAsync();
        Assert.Equal("organization,community,seat,distance_m,organization_rank,community_rank,why\n", await office.Department.GetCsvAsync($"runs/{empty}/pairs"));
        await office.Department.TakeAsync("units", "id,name,kind,area\no1,甲,organ,320102000000\n");
        var lonely = await office.RunAsync();
        Assert.Equal("side,id,reason\norganization,o1,社区已无名额 / no community has a seat left\n", await office.Department.GetCsvAsync($"runs/{lonely}/unpaired"));
        await office.Department.TakeAsync("units", "id,name,kind,area\nc1,乙,community,320102002001\n");
        // The market has changed and nobody's pairing has: the run may still be adopted, and proposes nothing.
        Assert.Equal(0, Int(await office.AdoptAsync(lonely), "proposed"));
        var nowhere = await office.RunAsync();
        // Nobody's position is known: all share one place.
        Assert.Equal("o1,c1,1,0.0,,", (await office.Department.GetCsvAsync($"runs/{nowhere}/pairs")).Split('\n')[1][..13]);
        var proof = await office.Department.GetAsync($"runs/{nowhere}/proof", HttpStatusCode.OK);
        Assert.Equal(["c1:", "o1:"], proof["assumed"]!.AsArray().Select(it => $"{it!["id"]}:{it["centre"]}"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_unknown_position_is_the_centre_of_what_is_known_around_it(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.TakeAsync("units", """
            id,name,kind,area,longitude,latitude
            o1,甲,organ,320102002001,,
            o2,乙,organ,320102003001,,
            c1,丙,community,320102002001,118.790,32.050
            e1,丁,enterprise,320102002001,118.792,32.052
            c2,戊,community,320102002002,118.795,32.060

            """);
        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        var run = await office.RunAsync();
        var proof = await office.Department.GetAsync($"runs/{run}/proof", HttpStatusCode.OK);
        // The community's own points for the first; for the second the district's, since nothing is known of its street.
        Assert.Equal(["o1:320102002001", "o2:320102000000"], proof["assumed"]!.AsArray().Select(it => $"{it!["id"]}:{it["centre"]}"));
        var pairs = await office.Department.GetAsync($"runs/{run}/pairs", HttpStatusCode.OK);
        var first = pairs["items"]![0]!;
        var centre = Matching.Place.FromDegrees(32.051, 118.791);
        Assert.Equal(("o1", "c1"), (first["organization"]!.GetValue<string>(), first["community"]!.GetValue<string>()));
        Assert.Equal(centre.DistanceTo(Matching.Place.FromDegrees(32.050, 118.790)) / 10.0, first["distanceM"]!.GetValue<double>());
        Assert.Contains("assumed position of the organization", first["why"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_stands_in_a_division_that_ended_is_told_of_and_left_out(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Department.TakeAsync("units", "id,name,kind,area\no0,区审计局机关党支部,organ,320102003001\n");
        var kept = string.Join('\n', Samples.Areas.Split('\n').Where(line => !line.StartsWith("320102003", StringComparison.Ordinal) && !line.StartsWith("320104", StringComparison.Ordinal)));
        var receipt = await office.Department.TakeAsync("areas", kept, "?replace=true&on=2026-03-02");
        Assert.Equal(["0 320102003001 organizations-stand-there"], receipt["warnings"]!.AsArray().Listed());
        var run = await office.RunAsync();
        Assert.Equal(
            """
            side,id,reason
            organization,o0,所在区划已撤销，未参加结对 / its division no longer holds: it took no part
            community,c3,所在区划已撤销，未参加结对 / its division no longer holds: it took no part

            """, await office.Department.GetCsvAsync($"runs/{run}/unpaired"));
        Assert.DoesNotContain(",c3,", await office.Department.GetCsvAsync($"runs/{run}/pairs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_asked_for_by_those_who_answer_for_all_of_its_campaign()
    {
        await using var office = await Office.OpenAsync("sqlite");
        await office.FillAsync();
        await office.As("organization-department", "320102002").PostAsync("campaigns/k1/runs", null, HttpStatusCode.Conflict);
        await office.As("organization-department", "320104").PostAsync("campaigns/k1/runs", null, HttpStatusCode.NotFound);
        await office.Department.PostAsync("campaigns/k1/runs", new { wave = "二" }, HttpStatusCode.NotFound);
        var run = await office.RunAsync();
        foreach (var what in new[] { "", "/pairs", "/unpaired", "/choices", "/proof" })
        {
            await office.As("work-committee", "3201").GetAsync("runs/" + run + what, HttpStatusCode.OK);
            await office.As("organization-department", "320104").GetAsync("runs/" + run + what, HttpStatusCode.NotFound);
            await office.As("organization-department", "320102002").GetAsync("runs/" + run + what, HttpStatusCode.NotFound);
            await office.As("community", "320102002001").GetAsync("runs/" + run + what, HttpStatusCode.Forbidden);
        }
        Assert.Equal([run], (await office.Department.GetAsync("campaigns/k1/runs", HttpStatusCode.OK)).Ids());
        await office.As("organization-department", "320104").PostAsync($"runs/{run}/adopt", null, HttpStatusCode.NotFound);
    }

    static int Int(JsonNode node, string name) => node[name]!.GetValue<int>();
}
