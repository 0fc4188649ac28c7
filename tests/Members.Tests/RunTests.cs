using System.Net;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;
using Support;

namespace Members.Tests;

public sealed class RunTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>A point so many metres east of the middle of the district.</summary>
    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres, string seats = "", string skills = "", string organization = District.Organ) => District.Row(
        id, longitude: East(metres).Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture), seats: seats, skills: skills, organization: organization);

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_pairs_explains_and_proves_what_it_found(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(new OrganizationPairingsChanged(
            District.Campaign, [new("p1", District.OtherOrgan, "community-2", District.Second, "confirmed", district.Time.GetUtcNow().UtcDateTime, null, 1)]));
        await district.RegisterAsync(At("m1", 100, skills: "medical;legal"), At("m2", 300, organization: District.OtherOrgan), At("m3", 2_000), At("m4", 9_000));
        await district.EnterAsync(
            (District.Household("h1", needs: ["medical", "repairs"], need: 50), East(0)),
            (District.Household("h2", District.Second), East(400)),
            (District.Household("h3"), null));
        await district.ImportAsync($"campaigns/{District.Campaign}/choices/import", "from,to,rank", "h3,m4,1", "m4,h3,1", "m1,h2,1");
        var run = await district.RunAsync();
        Assert.Equal("done", (string?)run["state"]);
        Assert.Equal(100, (int)run["progress"]!);
        var figures = run["figures"]!;
        Assert.Equal("3 4 4 3 0 1 0 0", string.Join(' ', new[] { "households", "members", "seats", "paired", "standing", "secondPlaces", "leftOut", "idle" }.Select(it => figures[it])));
        Assert.Equal("3 2 1 1 1", string.Join(' ', new[] { "choicesMade", "choicesGranted", "mutualFirst", "mutualFirstGranted", "assumed" }.Select(it => figures[it])));
        var id = (string)run["id"]!;
        var pairs = await district.CsvAsync($"runs/{id}/pairs");
        Assert.Equal(["h1,m1,1,1", "h2,m2,1,1", "h3,m4,1,1", "h3,m3,1,2"], pairs.Select(it => string.Join(',', it.Split(',')[..4])));
        Assert.StartsWith("h1,m1,1,1,99.9,", pairs[0]);
        Assert.EndsWith(",,,medical,repairs,就近；特长满足部分需求 / near; needs partly met", pairs[0]);
        Assert.EndsWith(",,,,,就近；结对社区 / near; paired community", pairs[1]);
        Assert.EndsWith(",1,1,,,互为第一志愿；家庭坐标不详，取区域中心 / each other's first choice; household's place assumed", pairs[2]);
        Assert.EndsWith(",,,,,第二帮扶人；就近；家庭坐标不详，取区域中心 / second helper; near; household's place assumed", pairs[3]);
        Assert.Empty(await district.CsvAsync($"runs/{id}/unpaired"));
        var proof = await district.GetAsync($"runs/{id}/proof");
        Assert.Equal((true, 0), ((bool)proof["ok"]!, (int)proof["blocking"]!));
        Assert.Equal("""[{"id":"h3","side":"household","centre":"320102002001"}]""", proof["assumed"]!.ToJsonString());
        Assert.Equal(20_000, (int)proof["rules"]!["wProposer"]!);
        Assert.DoesNotContain("118.", proof.ToJsonString());
        var told = Assert.Single(await district.Told.WaitAsync<MemberRunFinished>(1));
        Assert.Equal(new MemberRunFinished(id, District.Campaign, District.Code, 3, 1, 0, 0, true), told);
        var page = await district.GetAsync($"runs/{id}/pairs?after=1&limit=1");
        Assert.Equal(("h2", "2"), ((string?)page["items"]![0]!["household"], (string?)page["next"]));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Those_left_out_and_those_idle_are_listed_with_their_reasons(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(Radius: 1_000, SecondPlace: false));
        await district.RegisterAsync(At("m1", 0), At("m2", 5_000), At("m3", 5_100));
        await district.EnterAsync((District.Household("h1"), East(10)), (District.Household("h2"), East(20)), (District.Household("h3"), East(9_000)));
        await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", "m1,h2,亲属");
        var run = await district.RunAsync();
        Assert.Equal("1 2 2", $"{run["figures"]!["paired"]} {run["figures"]!["leftOut"]} {run["figures"]!["idle"]}");
        Assert.Equal(
            ["household,h2,可及的党员均须回避 / all members within reach are excluded", "household,h3,限定距离内没有空余名额 / no open seat lies within the radius",
                "member,m2,没有可结对的家庭 / nobody was left to be paired with", "member,m3,没有可结对的家庭 / nobody was left to be paired with"],
            await district.CsvAsync($"runs/{run["id"]}/unpaired"));
        Assert.Equal("""{"excluded":1,"no-seat-within-radius":1}""", run["figures"]!["leftOutReasons"]!.ToJsonString());
        var page = await district.GetAsync($"runs/{run["id"]}/unpaired");
        Assert.Equal(["excluded", "no-seat-within-radius", "idle", "idle"], page["items"]!.AsArray().Select(it => (string?)it!["reasons"]![0]));
    }

    [Fact]
    public async Task The_same_lists_in_another_order_give_the_same_bytes()
    {
        const int seed = 7;
        var chance = new Random(seed);
        var households = Enumerable.Range(0, 300).Select(at => (
            District.Household($"h{at}", chance.Next(2) == 0 ? District.First : District.OtherStreet, chance.Next(100), chance.Next(3) == 0 ? ["medical"] : []),
            chance.Next(20) == 0 ? (Coordinates?)null : East(chance.Next(9_000)))).ToArray();
        var members = Enumerable.Range(0, 400).Select(at => At($"m{at}", chance.Next(9_000), $"{chance.Next(1, 4)}", chance.Next(3) == 0 ? "medical;legal" : "")).ToArray();
        var choices = Enumerable.Range(0, 60).SelectMany(at => new[] { $"h{at},m{(at * 7 + 3) % 400},1", $"m{(at * 7 + 3) % 400},h{(at * 11) % 300},1" }).Distinct().ToArray();
        var exclusions = Enumerable.Range(0, 40).Select(at => $"m{at},h{at * 3},x").ToArray();

        var there = await OutAsync(households, members, choices, exclusions);
        chance.Shuffle(households);
        chance.Shuffle(members);
        chance.Shuffle(choices);
        chance.Shuffle(exclusions);
        Assert.Equal(there, await OutAsync(households, members, choices, exclusions));
        Assert.Contains("h299,", there);

        static async Task<string> OutAsync(
            (Contracts.Households.HouseholdChange, Coordinates?)[] households, string[] members, string[] choices, string[] exclusions)
        {
            await using var district = await District.OpenAsync("sqlite");
            await district.RegisterAsync(members);
            await district.EnterAsync(households);
            await district.ImportAsync($"campaigns/{District.Campaign}/choices/import", "from,to,rank", choices);
            await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", exclusions);
            var run = await district.RunAsync();
            Assert.Equal((int)run["figures"]!["mutualFirst"]!, (int)run["figures"]!["mutualFirstGranted"]!);
            Assert.NotEqual(0, (int)run["figures"]!["mutualFirst"]!);
            using var http = district.Department;
            return string.Join('\n', [.. await district.CsvAsync($"runs/{run["id"]}/pairs"), .. await district.CsvAsync($"runs/{run["id"]}/unpaired"),
                await http.GetStringAsync($"/api/v1/members/runs/{run["id"]}/proof")]);
        }
    }

    [Fact]
    public async Task A_market_without_anybody_is_run_and_adopted_like_any_other()
    {
        await using var district = await District.OpenAsync("sqlite");
        var adoption = await district.PairAsync();
        Assert.Equal("0 0 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        // That nobody is idle is told too: it replaces what the campaign's run before said.
        Assert.Empty(Assert.Single(await district.Told.WaitAsync<HelpersLeftIdle>(1)).Items);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Only_members_of_the_kinds_of_organizations_that_take_part_are_paired(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(new OrganizationsChanged([District.Organization(District.OtherOrgan, "320102000000") with { Kind = "enterprise", Version = 2 }]));
        await district.TellCampaignAsync(kinds: ["organ", "street"]);
        await district.RegisterAsync(At("m1", 10), At("m2", 1, organization: District.OtherOrgan), At("m3", 20));
        await district.EnterAsync((District.Household("h1"), East(0)));
        var run = await district.RunAsync();
        Assert.Equal(["h1,m1", "h1,m3"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => it[..5]));
        await district.AdoptAsync(run);
        Assert.Empty(Assert.Single(await district.Told.WaitAsync<HelpersLeftIdle>(1)).Items);
    }

    [Fact]
    public async Task A_run_waits_for_a_neighbour_that_is_away()
    {
        await using var district = await District.OpenAsync("postgres");
        district.Home.Away = true;
        using var http = district.Department;
        using var answer = await http.PostAsync($"/api/v1/members/campaigns/{District.Campaign}/runs", null);
        await Eventually.HoldsAsync(() => district.Home.Asked >= 1);
        district.Home.Away = false;
        var location = answer.Headers.Location!.ToString();
        var run = await Eventually.IsAsync(async () =>
        {
            district.Time.Pass(TimeSpan.FromSeconds(10));
            var it = await district.GetAsync(location["/api/v1/members/".Length..]);
            return (string?)it["state"] == "done" ? it : null;
        });
        Assert.Null(run["fault"]);
        Assert.True(district.Home.Asked > 1);
    }

    [Fact]
    public async Task A_run_that_breaks_a_rule_of_the_engine_fails_by_its_name_and_shows_nothing()
    {
        await using var district = await District.OpenAsync("sqlite", new PairingRules(K: 0));
        var run = await district.RunAsync();
        Assert.Equal("failed k-is-at-least-1", $"{run["state"]} {run["fault"]}");
        using var http = district.Department;
        Assert.Equal("409 run-is-done", await District.RefusedAsync(http, $"runs/{run["id"]}/adopt"));
        Assert.Equal(HttpStatusCode.Conflict, (await http.GetAsync($"/api/v1/members/runs/{run["id"]}/pairs")).StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Only_those_whose_area_covers_the_campaign_run_it_and_see_its_runs(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var id = (string)(await district.RunAsync())["id"]!;
        using var street = district.Service.As(Role.OrganizationDepartment, "320102002");
        Assert.Equal("409 campaign-area-in-scope", await District.RefusedAsync(street, $"campaigns/{District.Campaign}/runs"));
        Assert.Equal("404 run-is-known", await District.RefusedAsync(street, $"runs/{id}/adopt"));
        Assert.Equal(HttpStatusCode.NotFound, (await street.GetAsync($"/api/v1/members/runs/{id}/proof")).StatusCode);
        using var province = district.Service.As(Role.WorkCommittee, "32");
        Assert.Equal(id, (string?)JsonNode.Parse(await province.GetStringAsync($"/api/v1/members/campaigns/{District.Campaign}/runs"))!["items"]![0]!["id"]);
        using var other = district.Service.As(Role.WorkCommittee, "320104");
        Assert.Equal("404 campaign-is-known", await District.RefusedAsync(other, $"campaigns/{District.Campaign}/runs"));
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        Assert.Equal("403 role-may-do-this", await District.RefusedAsync(organ, $"campaigns/{District.Campaign}/runs"));
    }

    [Fact]
    public async Task A_run_that_another_process_takes_over_is_saved_once()
    {
        await using var district = await District.OpenAsync("sqlite");
        await district.RegisterAsync(At("m1", 10));
        await district.EnterAsync((District.Household("h1"), East(0)));
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        using var http = district.Department;
        using var answer = await http.PostAsync($"/api/v1/members/campaigns/{District.Campaign}/runs", null);
        await Eventually.HoldsAsync(() => district.Home.Asked == 1);
        // On SQLite whoever starts takes what it finds running: the one before is dead, or, as here, thought to be.
        await using var again = await district.AgainAsync();
        await Eventually.HoldsAsync(() => district.Home.Asked == 2);
        gate.SetResult();
        var run = await district.EndAsync(answer.Headers.Location!.ToString());
        Assert.Single(await district.CsvAsync($"runs/{run["id"]}/pairs"));
        Assert.Single(await district.Told.WaitAsync<MemberRunFinished>(1));
    }

    [Fact]
    public async Task A_request_for_a_run_that_is_sent_again_queues_one_run()
    {
        await using var district = await District.OpenAsync("sqlite");
        using var http = district.Department;
        http.DefaultRequestHeaders.Add("Idempotency-Key", "run-1");
        using var first = await http.PostAsync($"/api/v1/members/campaigns/{District.Campaign}/runs", null);
        using var again = await http.PostAsync($"/api/v1/members/campaigns/{District.Campaign}/runs", null);
        Assert.Equal((HttpStatusCode.Accepted, first.Headers.Location), (again.StatusCode, again.Headers.Location));
        await district.EndAsync(first.Headers.Location!.ToString());
        Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/runs"))["items"]!.AsArray());
    }
}
