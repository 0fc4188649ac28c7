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

    public static async Task<District> OpenAsync(string provider, PairingRules? rules = null)
    {
        var (store, issuer) = (await TestStore.MakeAsync(provider), await TestIssuer.StartAsync());
        var home = await HouseholdsAtHome.StartAsync(issuer);
        // Ahead of every real clock, so that no deadline made of it has passed already.
        var (time, told) = (new FakeTime(new DateTime(2030, 3, 10, 1, 0, 0, DateTimeKind.Utc)), new ToldFacts());
        var service = await StartAsync(store, issuer, home, time, told);
        var district = new District(store, issuer, service, home, time, told);
        await district.TellAreasAsync();
        await district.TellCampaignAsync(rules);
        return district;
    }

    static Task<RunningService> StartAsync(TestStore store, TestIssuer issuer, HouseholdsAtHome home, TimeProvider time, IRelayEnd told) =>
        RunningService.StartAsync(builder => builder.AddMembers(), app => app.MapMembers(), MembersService.MigrateAsync, store, issuer, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Neighbours:households"] = home.Address });
            builder.Services.AddSingleton(time);
            builder.Services.AddSingleton(told);
        });

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

    public Task TellCampaignAsync(PairingRules? rules = null, string prefix = Code) => Service.TellAsync(new CampaignChanged(
        Campaign, prefix, new DateOnly(2030, 3, 1), new DateOnly(2030, 6, 1), new PairingRules(), rules ?? new PairingRules(), version++));

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

    public async Task<ImportReceipt> ImportAsync(string path, string header, params IEnumerable<string> rows)
    {
        using var http = Department;
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

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Home.DisposeAsync();
        await issuer.DisposeAsync();
        await Store.DisposeAsync();
        Told.Dispose();
    }
}

/// <summary>One district for all tests of a class that leave it as they find it.</summary>
public sealed class SharedDistrict : IAsyncLifetime
{
    internal District District { get; private set; } = null!;

    public async Task InitializeAsync() => District = await District.OpenAsync("sqlite");

    public async Task DisposeAsync() => await District.DisposeAsync();
}
