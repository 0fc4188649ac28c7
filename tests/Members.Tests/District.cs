using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Households;
using Contracts.Organizations;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

/// <summary>
/// The real service over an empty store: a district with two streets, a community of another district, two organs, and one
/// campaign, on a clock that stands still.
/// </summary>
sealed class District : IAsyncDisposable
{
    public const string Code = "320102";
    public const string First = "320102002001";
    public const string Second = "320102002002";
    public const string OtherStreet = "320102003001";
    public const string OtherDistrict = "320104001001";
    public const string Abolished = "320102002009";
    public const string Campaign = "2030";
    public const string Organ = "organ-1";
    public const string OtherOrgan = "organ-2";
    public const string FarOrgan = "organ-of-another-district";

    /// <summary>One key for all districts: a store's model belongs to its key, and making a model anew for each test takes half the time.</summary>
    static readonly string keyFile = Path.Combine(AppContext.BaseDirectory, "tests.key");

    readonly TestIssuer issuer;
    long version = 1;

    District(TestStore store, TestIssuer issuer, RunningService service, HouseholdsAtHome home, FakeTime time, ToldFacts told) =>
        (Store, this.issuer, Service, Home, Time, Told) = (store, issuer, service, home, time, told);

    public TestStore Store { get; }
    public RunningService Service { get; }
    public HouseholdsAtHome Home { get; }
    public FakeTime Time { get; }

    /// <summary>What the service has announced.</summary>
    public ToldFacts Told { get; }

    public HttpClient Department => Service.As(Role.OrganizationDepartment, Code);

    public static async Task<District> OpenAsync(string provider, PairingRules? rules = null, Action<WebApplicationBuilder>? change = null)
    {
        var (store, issuer) = (await TestStore.ForServiceAsync(provider), await TestIssuer.StartAsync());
        var home = await HouseholdsAtHome.StartAsync(issuer);
        // Ahead of every real clock, so that no deadline made of it has passed already.
        var (time, told) = (new FakeTime(new DateTime(2030, 3, 10, 1, 0, 0, DateTimeKind.Utc)), new ToldFacts());
        var service = await StartAsync(store, issuer, home, time, told, change);
        var district = new District(store, issuer, service, home, time, told);
        await district.TellAreasAsync();
        await district.TellCampaignAsync(rules);
        return district;
    }

    static Task<RunningService> StartAsync(
        TestStore store, TestIssuer issuer, HouseholdsAtHome home, TimeProvider time, IRelayEnd told, Action<WebApplicationBuilder>? change = null) =>
        RunningService.StartAsync(builder => builder.AddMembers(), app => app.MapMembers(), MembersService.MigrateAsync, store, issuer, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Neighbours:households"] = home.Address,
                ["Sealing:KeyFile"] = keyFile,
                ["Replacements:Look"] = "1.00:00:00", // a test looks when it wants to
                ["Replacements:All"] = "10000.00:00:00", // and at what has changed only, unless it says otherwise
            });
            builder.Services.AddSingleton(time);
            builder.Services.AddSingleton(told);
            change?.Invoke(builder);
        });

    /// <summary>What a process of its own is told to run over the same store.</summary>
    public Dictionary<string, string?> Settings => new(Store.Settings)
    {
        ["Access:Metadata"] = issuer.Address + "/.well-known/openid-configuration",
        ["Access:TokenEndpoint"] = issuer.Address + "/connect/token",
        ["Access:ClientId"] = "test",
        ["Access:ClientSecret"] = "test",
        ["Neighbours:households"] = Home.Address,
        ["Sealing:KeyFile"] = keyFile,
    };

    /// <summary>The same service once more over the same store, as after a restart.</summary>
    public Task<RunningService> AgainAsync() => StartAsync(Store, issuer, Home, Time, Told);

    async Task TellAreasAsync()
    {
        await Service.TellAsync(new AreasChanged(
        [
            Area(First), Area(Second), Area(OtherStreet), Area(OtherDistrict),
            Area(Abolished) with { ValidTo = new DateOnly(2030, 1, 1) },
            Area("320102002000") with { Level = "street" },
        ]));
        await Service.TellAsync(new OrganizationsChanged(
        [
            Organization(Organ, "320102000000"), Organization(OtherOrgan, "320102000000"), Organization(FarOrgan, "320104000000"),
            Organization("community-1", First) with { Kind = "community", Longitude = 118.80, Latitude = 32.05 },
        ]));
    }

    public Task TellCampaignAsync(PairingRules? rules = null, string prefix = Code, string[]? kinds = null, int? days = null, DateOnly? ends = null) =>
        Service.TellAsync(new CampaignChanged(
            Campaign, prefix, new DateOnly(2030, 3, 1), new DateOnly(2030, 6, 1), new PairingRules(), rules ?? new PairingRules(), version++, kinds, days, ends));

    /// <summary>Households enter or change, as the neighbour tells it.</summary>
    public Task TellHouseholdsAsync(params HouseholdChange[] households) => Service.TellAsync(new HouseholdsChanged(households));

    public static AreaChange Area(string code) => new(code, "community", "社区", code[..9] + "000", new DateOnly(2020, 1, 1), null, 1);

    public static OrganizationChange Organization(string id, string area) => new(id, "机关", "organ", area, null, 1, null, null, 1);

    public static HouseholdChange Household(string id, string area = First, int need = 0, string[]? needs = null, bool active = true, long version = 1) =>
        new(id, area, need, needs ?? [], active, version);

    /// <summary>A row of the list of members whose cells are all right, some of them changed.</summary>
    public static string Row(
        string id, string name = "王小明", string idNumber = "", string phone = "", string organization = Organ, string area = First,
        string longitude = "118.8", string latitude = "32.05", string crs = "", string skills = "", string seats = "") =>
        string.Join(',', id, name, idNumber, phone, organization, area, longitude, latitude, crs, skills, seats);

    public const string Header = "id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats";

    public static StringContent Csv(string header, params IEnumerable<string> rows)
    {
        var content = new StringContent(header + "\n" + string.Concat(rows.Select(row => row + "\n")), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    /// <summary>Registers members in the name of the organization department, and gives the receipt.</summary>
    public Task<ImportReceipt> RegisterAsync(params IEnumerable<string> rows) => ImportAsync("register/import", Header, rows);

    public Task<ImportReceipt> ImportAsync(string path, string header, params IEnumerable<string> rows) => ImportAsync(path, header, Department, rows);

    public static async Task<ImportReceipt> ImportAsync(string path, string header, HttpClient caller, params IEnumerable<string> rows)
    {
        using var http = caller;
        using var answer = await http.PostAsync("/api/v1/members/" + path, Csv(header, rows));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportReceipt>())!;
    }

    /// <summary>Imports what must be refused, and gives its faults as <c>line field rule</c>.</summary>
    public async Task<string[]> FaultsAsync(HttpClient http, string path, string header, params IEnumerable<string> rows)
    {
        using var answer = await http.PostAsync("/api/v1/members/" + path, Csv(header, rows));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return [.. problem["errors"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["field"]} {fault["rule"]}")];
    }

    public async Task<JsonNode> GetAsync(string path, HttpClient? caller = null)
    {
        using var http = caller ?? Department;
        using var answer = await http.GetAsync("/api/v1/members/" + path);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Households enter, with the positions that the neighbour would tell for them.</summary>
    public async Task EnterAsync(params (HouseholdChange Household, Coordinates? At)[] households)
    {
        foreach (var (household, at) in households) Home.Place(household.Id, household.Area, at);
        foreach (var packet in households.Chunk(500)) await TellHouseholdsAsync([.. packet.Select(it => it.Household)]);
    }

    /// <summary>Queues a run and waits until it has ended; gives it as it is shown.</summary>
    public async Task<JsonNode> RunAsync(object? asked = null)
    {
        using var http = Department;
        using var answer = await http.PostAsync($"/api/v1/members/campaigns/{Campaign}/runs", asked is null ? null : JsonContent.Create(asked));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return await EndAsync(answer.Headers.Location!.ToString());
    }

    public Task<JsonNode> EndAsync(string location) => Eventually.IsAsync(async () =>
    {
        var run = await GetAsync(location["/api/v1/members/".Length..]);
        return (string?)run["state"] is "done" or "failed" or "cancelled" ? run : null;
    });

    /// <summary>Runs, adopts, and gives the adoption.</summary>
    public async Task<JsonNode> PairAsync()
    {
        var run = await RunAsync();
        Assert.Equal("done", (string?)run["state"]);
        return await this.AdoptAsync(run);
    }

    /// <summary>Posts in the name of the organization department, or of somebody else, what must be taken.</summary>
    public async Task<JsonNode> PostAsync(string path, object? body = null, HttpClient? caller = null)
    {
        using var http = caller ?? Department;
        using var answer = await http.PostAsync("/api/v1/members/" + path, body is null ? null : JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Posts what must be refused, and gives the status and the rule.</summary>
    public static async Task<string> RefusedAsync(HttpClient caller, string path, object? body = null)
    {
        using var answer = await caller.PostAsync("/api/v1/members/" + path, body is null ? null : JsonContent.Create(body));
        var text = await answer.Content.ReadAsStringAsync();
        return $"{(int)answer.StatusCode} {(text == "" ? "" : JsonNode.Parse(text)!["rule"])}".TrimEnd();
    }

    /// <summary>A list as CSV, without its header.</summary>
    public async Task<string[]> CsvAsync(string path, HttpClient? caller = null)
    {
        using var http = caller ?? Department;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/members/" + path);
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n')[1..];
    }

    /// <summary>The campaign's pairings as <c>household member stage status reason</c>, in the order of the households.</summary>
    public async Task<string[]> PairingsAsync(HttpClient? caller = null)
    {
        var page = await GetAsync($"campaigns/{Campaign}/pairings?past=true&limit=500", caller);
        return [.. page["items"]!.AsArray().Select(it => $"{it!["household"]} {it["member"]} {it["stage"]} {it["status"]} {it["reason"]}".TrimEnd()).Order(StringComparer.Ordinal)];
    }

    /// <summary>The id of the pairing of these two that stands.</summary>
    public async Task<string> PairingAsync(string household, string member)
    {
        var page = await GetAsync($"campaigns/{Campaign}/pairings?limit=500");
        return (string)page["items"]!.AsArray().Single(it => (string?)it!["household"] == household && (string?)it["member"] == member && it["until"] is null)!["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Home.DisposeAsync();
        await issuer.DisposeAsync();
        await Store.DisposeAsync();
        Told.Dispose();
    }
}
