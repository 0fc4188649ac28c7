using System.Net;
using System.Text.Json.Nodes;
using Contracts.Organizations;
using Support;

namespace Organizations.Tests;

/// <summary>Runs by rules of their own, side by side; and runs that are called off.</summary>
public sealed class DialTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Alternatives_are_made_side_by_side_and_compared(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no1,c3,1\nc3,o1,1\no2,c3,1\n");
        var stable = await office.RunAsync();
        office.Time.Pass(TimeSpan.FromSeconds(1)); // the newest comes first
        var nearest = await office.RunAsync(body: new { rules = new { objective = "nearest" } });
        office.Time.Pass(TimeSpan.FromSeconds(1));
        var near = await office.RunAsync(body: new { rules = new { radius = 200 } });
        var dial = (await office.Department.GetAsync("campaigns/k1/dial", HttpStatusCode.OK))["items"]!.AsArray();
        Assert.Equal([near, nearest, stable], dial.Select(it => it!["run"]!.ToString()));
        Assert.Equal(["stable", "nearest", "stable"], dial.Select(it => it!["rules"]!["objective"]!.ToString()));
        Assert.Equal("3 0 0 0 1/1 1/0 0", Price(dial[2]!));
        Assert.StartsWith("2 0 1 1 0/2 0/1 0", Price(dial[0]!));
        Assert.Equal("0/2 0/1", string.Join(' ', Price(dial[1]!).Split(' ')[4..6]));
        Assert.NotEqual(0, (int)dial[1]!["price"]!["blocking"]!);
        Assert.True((double)dial[1]!["price"]!["totalDistanceM"]! < (double)dial[2]!["price"]!["totalDistanceM"]!);
        Assert.True((double)dial[2]!["price"]!["medianDistanceM"]! <= (double)dial[2]!["price"]!["p99DistanceM"]!);

        var compared = await office.Department.GetAsync($"runs/{stable}/compare/{near}", HttpStatusCode.OK);
        Assert.Equal("""[{"rule":"radius","one":null,"other":200}]""", compared["rules"]!.ToJsonString());
        var changes = (await office.Department.GetCsvAsync($"runs/{stable}/compare/{near}/changes")).TrimEnd('\n').Split('\n')[1..];
        Assert.Equal(changes.Length, (int)compared["changes"]!);
        // What changes, made from both lists by hand.
        var (one, other) = (await PairsAsync(office, stable), await PairsAsync(office, near));
        var expected = one.Except(other).Select(it => (it.Organization, it.Community, Line: $"{it.Organization},{it.Community},"))
            .Concat(other.Except(one).Select(it => (it.Organization, it.Community, Line: $"{it.Organization},,{it.Community}"))).Order().Select(it => it.Line).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, changes);
        var page = await office.Department.GetAsync($"runs/{stable}/compare/{near}/changes?limit=1", HttpStatusCode.OK);
        var rest = await office.Department.GetAsync($"runs/{stable}/compare/{near}/changes?after={Uri.EscapeDataString(page["next"]!.ToString())}", HttpStatusCode.OK);
        Assert.Equal(changes.Length - 1, rest["items"]!.AsArray().Count);
        // The campaign's own rules are what they were.
        Assert.Equal("stable", (await office.Department.GetAsync("campaigns/k1", HttpStatusCode.OK))["organizationRules"]!["objective"]!.ToString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Rules_that_a_campaign_could_not_have_are_refused_to_a_run(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        foreach (var (rules, rule) in new (object, string)[]
        {
            (new { objective = "cheapest" }, "code-is-known"), (new { k = 101 }, "k-is-at-most-100"), (new { secondPlace = true }, "organizations-have-no-second-place"),
        })
            Assert.Equal(rule, (await office.Department.PostAsync("campaigns/k1/runs", new { rules }, HttpStatusCode.BadRequest))["rule"]!.ToString());
        Assert.Empty((await office.Department.GetAsync("campaigns/k1/runs", HttpStatusCode.OK))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_that_waits_is_cancelled_once_and_one_that_is_done_is_not(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var done = await office.RunAsync();
        Assert.Equal("run-is-under-way", (await office.Department.PostAsync($"runs/{done}/cancel", null, HttpStatusCode.Conflict))["rule"]!.ToString());
        // Put in without a bell, and leased to a process that is not there: nobody takes it from under the test.
        var waiting = await office.InStoreAsync(async db =>
        {
            var run = new PairingRun { Id = db.NewId(), Campaign = "k1", Area = "320102", Wave = "机关", QueuedAt = db.Now };
            db.Add(run);
            db.Entry(run).Property("State").CurrentValue = Defaults.RunState.Running;
            db.Entry(run).Property("LeasedUntil").CurrentValue = db.Now.AddDays(1);
            await db.SaveChangesAsync();
            return run.Id;
        });
        var cancelled = await office.Department.PostAsync($"runs/{waiting}/cancel", null, HttpStatusCode.OK);
        Assert.Equal(("cancelled", "organization-department-320102"), (cancelled["state"]!.ToString(), cancelled["cancelledBy"]!.ToString()));
        office.Time.Pass(TimeSpan.FromDays(2));
        Assert.Equal(cancelled["finishedAt"]!.ToString(), (await office.Department.PostAsync($"runs/{waiting}/cancel", null, HttpStatusCode.OK))["finishedAt"]!.ToString());
        Assert.Equal("run-is-done", (await office.Department.PostAsync($"runs/{waiting}/adopt", null, HttpStatusCode.Conflict))["rule"]!.ToString());
        Assert.False(office.Told.Any<OrganizationRunFinished>());
        await office.As("work-committee", "320104").PostAsync($"runs/{waiting}/cancel", null, HttpStatusCode.NotFound);
    }

    static string Price(JsonNode it)
    {
        var price = it["price"]!;
        return string.Join(' ', price["pairs"], price["leftOut"], price["short"], price["idle"], Side("organizationChoices"), Side("communityChoices"), price["blocking"]);

        string Side(string side) => $"{price[side]!["granted"]}/{price[side]!["notGranted"]}";
    }

    static async Task<List<(string Organization, string Community)>> PairsAsync(Office office, string run) =>
        [.. (await office.Department.GetAsync($"runs/{run}/pairs", HttpStatusCode.OK))["items"]!.AsArray().Select(it => (it!["organization"]!.ToString(), it["community"]!.ToString()))];
}
