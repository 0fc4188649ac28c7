using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>The same journey wherever the platform runs: nothing but configuration tells the two apart.</summary>
[Collection(OnServers.Name)]
public sealed class JourneyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_campaign_from_its_lists_to_a_newcomers_pairing_in_one_process()
    {
        using var folder = new Folder();
        var data = folder.Sub("data");
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", new SmallLists().Member("M-other").Household("H-other").WriteTo(folder.Sub("lists")));
        local.Says("Ctrl-C");
        await GoAsync(new Served(data, local.Port), broker: null);
    }

    [Fact]
    public async Task A_campaign_from_its_lists_to_a_newcomers_pairing_in_six_processes_on_two_servers()
    {
        await using var six = SixProcesses.OnGivenServers();
        await six.MustAsync("create");
        await six.MustAsync("migrate");
        await six.MustAsync("start");
        await GoAsync(new Served(six.Data, six.Port), Broker.Given(six.Prefix));
    }

    async Task GoAsync(Served served, Broker? broker)
    {
        using var administrator = await served.AsAsync("administrator");
        using var journey = new Journey(served, administrator, new Quiet(administrator, broker));
        await journey.GoAsync();
        await LedgerAgreesAsync(journey);
        await CoverageAgreesAsync(journey);
    }

    /// <summary>Every subject of every service, by the service's own exports.</summary>
    async Task LedgerAgreesAsync(Journey journey)
    {
        var (department, bureau) = (journey.Department, journey.Bureau);
        var ledger = await LedgerRecount.ReadAsync(department);
        Task<List<JsonElement>> All(string path) => Served.AllAsync(department, "/api/v1/" + path);
        var campaigns = await All("organizations/campaigns");
        var subjects = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["units"] = ledger.MustAgree("OrganizationsChanged", await All("organizations/units"), "kind", "area", "seats"),
            ["campaigns"] = ledger.MustAgree("CampaignChanged", campaigns, "starts", "dockingDeadline", "memberRules"),
            ["pairings of organizations"] = ledger.MustAgree("OrganizationPairingsChanged", await PairingsAsync("organizations"), "organization", "community", "area", "status"),
            ["members"] = ledger.MustAgree("MembersChanged", await All("members/register"), "organization", "area", "skills", "seats", "inService"),
            ["pairings of members"] = ledger.MustAgree("MemberPairingsChanged", await PairingsAsync("members"), "household", "member", "area", "stage", "seat", "status", "reason"),
            ["households"] = ledger.MustAgree("HouseholdsChanged", await Served.AllAsync(bureau, "/api/v1/households/register"), "area", "need", "needs", "active"),
            ["posts"] = ledger.MustAgree("PostsChanged", await All("volunteering/posts"), "community", "area", "places", "taken", "status"),
        };
        output.WriteLine(string.Join(", ", subjects.Select(it => $"{it.Value} {it.Key}")));
        Assert.All(subjects, it => Assert.NotEqual(0, it.Value));
        Assert.Equal(
            Told(await All("organizations/areas"), "code", "level", "name"), Told(ledger.ToldBy("AreasChanged"), "code", "level", "name"));
        foreach (var service in (string[])["organizations", "members"])
        {
            var finished = ledger.ToldBy(service == "members" ? "MemberRunFinished" : "OrganizationRunFinished").Select(it => it.Text("run"));
            Assert.Equal((await RunsAsync(service)).Order(StringComparer.Ordinal), finished.Order(StringComparer.Ordinal));
        }
        Assert.Equal(["P1"], ledger.ToldBy("PostClaimed").Select(it => it.Text("post")));

        async Task<List<JsonElement>> PairingsAsync(string service) =>
            [.. (await Task.WhenAll(campaigns.Select(it => All($"{service}/campaigns/{it.Id()}/pairings?past=true")))).SelectMany(it => it)];
        async Task<IEnumerable<string>> RunsAsync(string service) =>
            (await Task.WhenAll(campaigns.Select(it => All($"{service}/campaigns/{it.Id()}/runs")))).SelectMany(it => it).Select(it => it.Id());
    }

    static async Task CoverageAgreesAsync(Journey journey)
    {
        var coverage = await journey.Department.SeeAsync($"/api/v1/assessment/campaigns/{Journey.Campaign}/coverage");
        Assert.Equal("""{"households":2,"proposed":0,"confirmed":2,"leftOut":0}""", coverage.GetProperty("households").GetRawText());
        Assert.Equal("""{"members":3,"proposed":0,"confirmed":2,"idle":1}""", coverage.GetProperty("members").GetRawText());
    }

    static IEnumerable<string> Told(IEnumerable<JsonElement> items, params string[] fields) =>
        items.Select(item => string.Join(' ', fields.Select(field => item.GetProperty(field).GetRawText()))).Order(StringComparer.Ordinal);
}
