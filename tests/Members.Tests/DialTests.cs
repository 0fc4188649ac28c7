using System.Globalization;
using System.Text.Json.Nodes;
using Contracts;
using Support;

namespace Members.Tests;

/// <summary>Runs by rules of their own, side by side.</summary>
public sealed class DialTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres, string skills = "") =>
        District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture), skills: skills);

    static async Task<District> OpenAsync(string provider)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0, "medical"), At("m2", 1_000), At("m3", 2_000));
        await district.EnterAsync(
            (District.Household("h1", needs: ["medical", "legal"]), East(10)), (District.Household("h2", needs: ["medical"]), East(990)), (District.Household("h3"), East(2_010)));
        // They choose each other across the district: what the stable outcome grants and the nearest does not.
        await district.ImportAsync($"campaigns/{District.Campaign}/choices/import", "from,to,rank", "h3,m1,1", "m1,h3,1", "h1,m2,1");
        return district;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Alternatives_are_made_side_by_side_and_each_shows_its_price(string provider)
    {
        await using var district = await OpenAsync(provider);
        var stable = await district.RunAsync();
        district.Time.Pass(TimeSpan.FromSeconds(1)); // the newest comes first
        var nearest = await district.RunAsync(new { rules = new { objective = "nearest" } });
        district.Time.Pass(TimeSpan.FromSeconds(1));
        var tight = await district.RunAsync(new { rules = new { radius = 500 } });
        Assert.Equal(("stable", "nearest", 500), ((string?)stable["rules"]!["objective"], (string?)nearest["rules"]!["objective"], (int)tight["rules"]!["radius"]!));
        Assert.False((bool)nearest["rules"]!["secondPlace"]!); // what the run does not say is the campaign's
        await district.AdoptAsync(stable);

        var dial = (await district.GetAsync($"campaigns/{District.Campaign}/dial"))["items"]!.AsArray();
        Assert.Equal([tight["id"]!.ToString(), nearest["id"]!.ToString(), stable["id"]!.ToString()], dial.Select(it => it!["run"]!.ToString()));
        Assert.Equal(["done", "done", "adopted"], dial.Select(it => it!["state"]!.ToString()));
        // The nearest leave h3 with m3 at 10 m, m1 and h3 would rather have each other, and the choices go begging.
        Assert.Equal("0/2 0/1", Choices(dial[1]!));
        Assert.True((int)dial[1]!["price"]!["blocking"]! > 0);
        // h3 and m1 have each other; m2 has its neighbour h2 rather than h1, who has to go to m3.
        Assert.Equal("1/1 1/0", Choices(dial[2]!));
        Assert.Equal(0, (int)dial[2]!["price"]!["blocking"]!);
        foreach (var (shown, run) in new[] { (dial[1]!, nearest), (dial[2]!, stable) }) Assert.Equal(await RecountAsync(district, run), Figures(shown));
        Assert.Equal("3/1", $"{dial[1]!["price"]!["needs"]}/{dial[1]!["price"]!["needsMet"]}");
        Assert.Equal("3/0", $"{dial[2]!["price"]!["needs"]}/{dial[2]!["price"]!["needsMet"]}");
        // A campaign's own rules are what they were.
        Assert.Equal("stable", (string?)(await district.RunAsync())["rules"]!["objective"]);
        Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/dial?limit=1&after={dial[1]!["run"]}"))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_runs_are_compared_by_their_rules_their_price_and_who_changes(string provider)
    {
        await using var district = await OpenAsync(provider);
        var one = (await district.RunAsync())["id"]!.ToString();
        var other = (await district.RunAsync(new { rules = new { objective = "nearest", radius = 500, load = 10_000 } }))["id"]!.ToString();
        var compared = await district.GetAsync($"runs/{one}/compare/{other}");
        Assert.Equal(
            """[{"rule":"objective","one":"stable","other":"nearest"},{"rule":"radius","one":null,"other":500}]""", compared["rules"]!.ToJsonString());
        Assert.Equal((one, other, 2), (compared["one"]!["run"]!.ToString(), compared["other"]!["run"]!.ToString(), (int)compared["changes"]!));
        Assert.Equal("1/1 1/0 0/2 0/1", $"{Choices(compared["one"]!)} {Choices(compared["other"]!)}");
        Assert.Equal(["h1,1,m3,m1", "h3,1,m1,m3"], await district.CsvAsync($"runs/{one}/compare/{other}/changes"));
        var page = await district.GetAsync($"runs/{one}/compare/{other}/changes?limit=1");
        Assert.Equal("""[{"household":"h1","stage":1,"one":"m3","other":"m1"}]""", page["items"]!.ToJsonString());
        var rest = await district.GetAsync($"runs/{one}/compare/{other}/changes?limit=1&after={Uri.EscapeDataString(page["next"]!.ToString())}");
        Assert.Equal("""[{"household":"h3","stage":1,"one":"m1","other":"m3"}]""", rest["items"]!.ToJsonString());
        Assert.Null(rest["next"]);

        // Who has somebody in one of them only.
        await district.TellHouseholdsAsync(District.Household("h2", active: false, version: 2));
        await district.EnterAsync((District.Household("h4"), East(980)));
        var later = (await district.RunAsync(new { rules = new { objective = "nearest", radius = 500 } }))["id"]!.ToString();
        Assert.Equal(["h2,1,m2,", "h4,1,,m2"], await district.CsvAsync($"runs/{other}/compare/{later}/changes"));
        Assert.Empty((await district.GetAsync($"runs/{other}/compare/{later}"))["rules"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Levels_pair_more_under_a_radius_and_name_those_who_gave_way(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false, Radius: 1_000));
        await district.RegisterAsync(At("m1", 0), At("m2", 1_200));
        // h2 reaches m1 only, who would rather have h1; h1 reaches both.
        await district.EnterAsync((District.Household("h1"), East(300)), (District.Household("h2"), East(-400)));
        var one = await district.RunAsync();
        var two = await district.RunAsync(new { rules = new { levels = 2 } });
        Assert.Equal(["h1,m1"], (await district.CsvAsync($"runs/{one["id"]}/pairs")).Select(it => it[..5]));
        Assert.Equal(["h1,m2", "h2,m1"], (await district.CsvAsync($"runs/{two["id"]}/pairs")).Select(it => it[..5]));
        var compared = await district.GetAsync($"runs/{one["id"]}/compare/{two["id"]}");
        Assert.Equal("1/0 0/1", $"{compared["one"]!["price"]!["leftOut"]}/{compared["one"]!["price"]!["blocking"]} {compared["other"]!["price"]!["leftOut"]}/{compared["other"]!["price"]!["blocking"]}");
        Assert.Equal("""[{"rule":"levels","one":1,"other":2}]""", compared["rules"]!.ToJsonString());
        Assert.Empty(await district.CsvAsync($"runs/{one["id"]}/blocking"));
        Assert.Equal(["h1,m1,1,h2,1,名额给了否则将无人帮扶的家庭 / the seat went to a household that would have been left out"], await district.CsvAsync($"runs/{two["id"]}/blocking"));
        var page = (await district.GetAsync($"runs/{two["id"]}/blocking"))["items"]!.AsArray();
        Assert.Equal("h1 m1 h2 seat-went-to-one-left-out", string.Join(' ', page[0]!["household"], page[0]!["member"], page[0]!["holder"], page[0]!["reason"]));
        Assert.True((bool)(await district.GetAsync($"runs/{two["id"]}/proof"))["ok"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_takes_the_radius_away_that_its_campaign_has(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false, Radius: 500));
        await district.RegisterAsync(At("m1", 0));
        await district.EnterAsync((District.Household("h1"), East(900)));
        var (near, far) = (await district.RunAsync(), await district.RunAsync(new { rules = new { radius = 0 } }));
        Assert.Equal("0 1", $"{near["figures"]!["paired"]} {far["figures"]!["paired"]}");
        Assert.Null(far["rules"]!["radius"]);
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false, Radius: 0));
        Assert.Equal(1, (int)(await district.RunAsync())["figures"]!["paired"]!);
    }

    [Fact]
    public async Task The_dial_and_a_comparison_leave_replacements_out()
    {
        await using var district = await OpenAsync("sqlite");
        var run = await district.RunAsync();
        await district.AdoptAsync(run);
        await district.LeavesAsync("m2");
        await district.LookAsync();
        district.Time.Pass(TimeSpan.FromMinutes(2));
        await district.LookAndWaitAsync();
        var replacement = (await district.RunsAsync()).Single(it => (bool)it["replacement"]!);
        Assert.Equal("adopted", (string?)replacement["state"]);
        var dial = (await district.GetAsync($"campaigns/{District.Campaign}/dial"))["items"]!.AsArray();
        Assert.Equal([run["id"]!.ToString()], dial.Select(it => it!["run"]!.ToString()));
        using var http = district.Department;
        using var answer = await http.GetAsync($"/api/v1/members/runs/{run["id"]}/compare/{replacement["id"]}");
        Assert.Equal("runs-are-of-one-market", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!.ToString());
    }

    [Fact]
    public async Task Rules_that_a_campaign_could_not_have_are_refused_to_a_run_and_only_finished_runs_are_compared()
    {
        await using var district = await OpenAsync("sqlite");
        using var http = district.Department;
        foreach (var (rules, rule) in new (object, string)[]
        {
            (new { objective = "cheapest" }, "code-is-known"), (new { k = 0 }, "k-is-at-least-1"), (new { load = -1 }, "weight-is-not-negative"), (new { levels = 0 }, "levels-is-"),
        })
            Assert.StartsWith("400 " + rule, await District.RefusedAsync(http, $"campaigns/{District.Campaign}/runs", new { rules }));
        Assert.Empty((await district.GetAsync($"campaigns/{District.Campaign}/runs"))["items"]!.AsArray());
        var done = (await district.RunAsync())["id"]!.ToString();
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        var waits = (await district.PostAsync($"campaigns/{District.Campaign}/runs"))["id"]!.ToString();
        using var answer = await http.GetAsync($"/api/v1/members/runs/{done}/compare/{waits}");
        Assert.Equal("run-has-results", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!.ToString());
        Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/dial"))["items"]!.AsArray());
        gate.SetResult();
        using var street = district.Service.As(Defaults.Role.WorkCommittee, "320102002");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await street.GetAsync($"/api/v1/members/runs/{done}/compare/{done}")).StatusCode);
    }

    /// <summary>Paired, left out; mean, median, 99th-percentile and total distance in decimetres.</summary>
    static string Figures(JsonNode it) => string.Join(' ', new[] { it["price"]!["pairs"]!, it["price"]!["leftOut"]! }.Select(count => (int)count)
        .Concat(new[] { "meanDistanceM", "medianDistanceM", "p99DistanceM", "totalDistanceM" }.Select(name => (int)Math.Round((double)it["price"]![name]! * 10))));

    /// <summary>The same counted over the list of three pairs.</summary>
    static async Task<string> RecountAsync(District district, JsonNode run)
    {
        var metres = (await district.GetAsync($"runs/{run["id"]}/pairs"))["items"]!.AsArray().Select(it => (int)Math.Round((double)it!["distanceM"]! * 10)).Order().ToList();
        Assert.Equal(3, metres.Count);
        return $"3 0 {metres.Sum() / 3} {metres[1]} {metres[2]} {metres.Sum()}";
    }

    /// <summary>Granted and not granted, of the households and of the members.</summary>
    static string Choices(JsonNode it) => string.Join(' ', new[] { "householdChoices", "memberChoices" }
        .Select(side => $"{it["price"]![side]!["granted"]}/{it["price"]![side]!["notGranted"]}"));
}
