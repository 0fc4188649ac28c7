using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>A city's campaign whose districts are paired each by itself.</summary>
public sealed class DistrictRunTests
{
    const string city = "3201", near = "320102", far = "320104", cityOrgan = "organ-of-the-city";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres, string organization = District.Organ, string area = District.First, string seats = "") => District.Row(
        id, organization: organization, area: area, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture), seats: seats);

    /// <summary>Two districts side by side: the nearest helper of h2 and of h3 belongs to the other.</summary>
    static async Task<District> OpenAsync(string provider)
    {
        var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(new OrganizationsChanged([District.Organization(cityOrgan, "320100000000")]));
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false), prefix: city);
        await District.ImportAsync("register/import", District.Header, City(district), At("m1", 0), At("m2", 1_010, seats: "2"),
            At("m3", 990, District.FarOrgan, District.OtherDistrict), At("m4", 2_000, cityOrgan, District.OtherDistrict));
        await district.EnterAsync(
            (District.Household("h1"), East(10)), (District.Household("h2", District.Second), East(980)),
            (District.Household("h3", District.OtherDistrict), East(1_020)), (District.Household("h4", District.OtherDistrict), East(2_010)));
        return district;
    }

    static HttpClient City(District district) => district.Service.As(Role.OrganizationDepartment, city);

    static async Task<JsonNode> RunAsync(District district, object asked)
    {
        var run = await district.PostAsync($"campaigns/{District.Campaign}/runs", asked, City(district));
        return await Eventually.IsAsync(async () =>
        {
            var it = await district.GetAsync($"runs/{run["id"]}", City(district));
            return (string?)it["state"] is "done" or "failed" or "cancelled" ? it : null;
        });
    }

    static async Task<IReadOnlyList<JsonNode>> PartsAsync(District district, JsonNode run) =>
        [.. (await district.GetAsync($"runs/{run["id"]}/parts", City(district)))["items"]!.AsArray().Select(it => it!)];

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_district_is_a_run_of_its_own_and_all_are_adopted_at_once(string provider)
    {
        await using var district = await OpenAsync(provider);
        var whole = await RunAsync(district, new { });
        Assert.Equal(["h1,m1", "h2,m3", "h3,m2", "h4,m4"], (await district.CsvAsync($"runs/{whole["id"]}/pairs", City(district))).Select(it => it[..5]));
        var run = await RunAsync(district, new { by = "district", rules = new { load = 0 } });
        Assert.Equal(("district", "done", city), ((string?)run["by"], (string?)run["state"], (string?)run["area"]));
        var pairs = await district.CsvAsync($"runs/{run["id"]}/pairs", City(district));
        Assert.Equal(["h1,m1", "h2,m2", "h3,m3", "h4,m4"], pairs.Select(it => it[..5])); // the city's organ helps where its member lives
        var parts = await PartsAsync(district, run);
        Assert.Equal([$"{near} done 2 1", $"{far} done 2 1"], parts.Select(it => $"{it["area"]} {it["state"]} {it["figures"]!["paired"]} {it["attempts"]}"));
        foreach (var figure in (string[])["households", "members", "seats", "paired", "leftOut", "idle", "choicesMade"])
            Assert.Equal(parts.Sum(it => (long)it["figures"]![figure]!), (long)run["figures"]![figure]!);
        var metres = pairs.Select(it => double.Parse(it.Split(',')[4], CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(metres.Average(), (double)run["figures"]!["meanDistanceM"]!, 0.11);
        Assert.Equal(metres[^1], (double)run["figures"]!["p99DistanceM"]!);

        var proof = await district.GetAsync($"runs/{run["id"]}/proof", City(district));
        Assert.Equal((true, 2), ((bool)proof["ok"]!, proof["parts"]!.AsArray().Count));
        using var http = City(district);
        foreach (var part in proof["parts"]!.AsArray())
        {
            var own = await http.GetStringAsync($"/api/v1/members/runs/{part!["run"]}/proof");
            Assert.Equal((string?)part["sha256"], Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(own))));
            Assert.True((bool)JsonNode.Parse(own)!["ok"]!);
        }
        // A district sees its part, and not the others.
        Assert.Equal(near, (string?)(await district.GetAsync($"runs/{parts[0]["id"]}"))["area"]);
        using var department = district.Department;
        foreach (var id in new[] { run["id"], parts[1]["id"] })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await department.GetAsync($"/api/v1/members/runs/{id}")).StatusCode);
        Assert.Equal("409 part-is-adopted-with-its-whole", await District.RefusedAsync(department, $"runs/{parts[0]["id"]}/adopt"));

        district.Time.Pass(TimeSpan.FromMinutes(1));
        var adoption = await district.AdoptAsync(run, caller: City(district));
        Assert.Equal("4 0 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.All(await PartsAsync(district, run), it => Assert.Equal("adopted", (string?)it["state"]));
        Assert.Equal("409 run-is-current", await District.RefusedAsync(http, $"runs/{whole["id"]}/adopt"));
        // Parts are told by their whole. Both were told at one moment of the test's clock, in no order.
        Assert.Equal(new[] { whole["id"]!.ToString(), run["id"]!.ToString() }.ToHashSet(), (await district.Told.WaitAsync<MemberRunFinished>(2)).Select(it => it.Run).ToHashSet());
        Assert.Equal(2, (await district.GetAsync($"campaigns/{District.Campaign}/runs", City(district)))["items"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_pages_of_a_run_by_district_hold_every_row_once_and_it_compares_with_one_market(string provider)
    {
        await using var district = await OpenAsync(provider);
        var (whole, run) = (await RunAsync(district, new { }), await RunAsync(district, new { by = "district" }));
        var found = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await district.GetAsync($"runs/{run["id"]}/pairs?limit=1&after={after}", City(district));
            found.AddRange(page["items"]!.AsArray().Select(it => (string)it!["household"]!));
            after = (string?)page["next"];
        }
        Assert.Equal(["h1", "h2", "h3", "h4"], found);
        Assert.Equal(["h2,1,m3,m2", "h3,1,m2,m3"], await district.CsvAsync($"runs/{whole["id"]}/compare/{run["id"]}/changes", City(district)));
        using var http = City(district);
        // A part is not set beside the whole city.
        using var unlike = await http.GetAsync($"/api/v1/members/runs/{whole["id"]}/compare/{(await PartsAsync(district, run))[0]["id"]}");
        Assert.Equal("runs-are-of-one-market", (string?)JsonNode.Parse(await unlike.Content.ReadAsStringAsync())!["rule"]);
        using var bad = await http.GetAsync($"/api/v1/members/runs/{run["id"]}/pairs?after=x.y.z");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Seats_that_are_held_in_another_district_are_not_given_twice(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.AdoptAsync(await RunAsync(district, new { }), caller: City(district));
        district.Time.Pass(TimeSpan.FromDays(1));
        // m3 of the far district is taken by h2, m2 of the near one by h3 with a seat to spare.
        await district.EnterAsync((District.Household("n1"), East(1_000)), (District.Household("n2"), East(1_001)), (District.Household("n3", District.OtherDistrict), East(990)));
        var run = await RunAsync(district, new { by = "district" });
        Assert.Equal(["h1,m1", "h2,m3", "n2,m2", "h3,m2", "h4,m4"], (await district.CsvAsync($"runs/{run["id"]}/pairs", City(district))).Select(it => it[..5]));
        Assert.Equal("5 4 2", $"{run["figures"]!["paired"]} {run["figures"]!["standing"]} {run["figures"]!["leftOut"]}");
        var adoption = await district.AdoptAsync(run, caller: City(district));
        Assert.Equal("1 4 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        // Whom a part left out waits like everybody else.
        await district.LookAsync();
        Assert.Equal(["n1 left-out-by-run false", "n3 left-out-by-run false"], (await district.WaitingAsync(City(district))).Where(it => it.EndsWith("false", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_helps_in_another_district_is_not_idle_in_its_own(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.AdoptAsync(await RunAsync(district, new { }), caller: City(district));
        // m2 of the near district helps h3 of the far one, and has a seat to spare.
        await district.TellCampaignAsync(new PairingRules(), prefix: city);
        var run = await RunAsync(district, new { by = "district" });
        Assert.Equal(["h1,m1,1", "h2,m3,1", "h3,m2,1", "h4,m4,1"], (await district.CsvAsync($"runs/{run["id"]}/pairs", City(district))).Select(it => $"{it[..5]},{it.Split(',')[3]}"));
        Assert.Empty(await district.CsvAsync($"runs/{run["id"]}/unpaired", City(district)));
        Assert.Equal("0 0", $"{run["figures"]!["secondPlaces"]} {run["figures"]!["idle"]}");
        var adoption = await district.AdoptAsync(run, caller: City(district));
        Assert.Equal("0 4 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");

        // m5 and m6 come: the second places of h1 and h2 are theirs, though m2 is nearer to h2.
        await District.ImportAsync("register/import", District.Header, City(district), At("m5", 1_500), At("m6", 1_600));
        run = await RunAsync(district, new { by = "district" });
        Assert.Equal(["h1,m1,1", "h1,m6,2", "h2,m3,1", "h2,m5,2", "h3,m2,1", "h4,m4,1"],
            (await district.CsvAsync($"runs/{run["id"]}/pairs", City(district))).Select(it => $"{it[..5]},{it.Split(',')[3]}"));
        Assert.Empty(await district.CsvAsync($"runs/{run["id"]}/unpaired", City(district)));
        Assert.Equal("2 0", $"{run["figures"]!["secondPlaces"]} {run["figures"]!["idle"]}");
        adoption = await district.AdoptAsync(run, caller: City(district));
        Assert.Equal("2 4 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_district_minds_what_was_declined_and_chosen_and_excluded_in_it(string provider)
    {
        await using var district = await OpenAsync(provider);
        await District.ImportAsync("register/import", District.Header, City(district), At("m5", 995, District.FarOrgan, District.OtherDistrict), At("m6", 3_000, District.FarOrgan, District.OtherDistrict));
        await District.ImportAsync($"campaigns/{District.Campaign}/choices/import", "from,to,rank", City(district), "h4,m6,1", "m6,h4,1");
        await district.AdoptAsync(await RunAsync(district, new { by = "district", rules = new { load = 0 } }), caller: City(district));
        Assert.Contains("h4 m6 1 proposed", await district.PairingsAsync(City(district)));
        var declined = (await district.GetAsync($"campaigns/{District.Campaign}/pairings", City(district)))["items"]!.AsArray().Single(it => (string?)it!["household"] == "h3")!;
        Assert.Equal("m5", (string?)declined["member"]);
        await district.PostAsync($"pairings/{declined["id"]}/decline", new { reason = "不便" }, district.Service.As(Role.Community, District.OtherDistrict));
        // It moves into the near district, whose part knows that it does not want m5, though the city's organ has it there now.
        await district.TellHouseholdsAsync(District.Household("h3", District.Second, version: 2));
        var run = await RunAsync(district, new { by = "district" });
        Assert.Contains("h3,m2", (await district.CsvAsync($"runs/{run["id"]}/pairs", City(district))).Select(it => it[..5]));
        await District.ImportAsync("register/import", District.Header, City(district), At("m5", 995));
        run = await RunAsync(district, new { by = "district", rules = new { load = 0 } });
        Assert.DoesNotContain("h3,m5", (await district.CsvAsync($"runs/{run["id"]}/pairs", City(district))).Select(it => it[..5]));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_by_district_is_cancelled_as_a_whole_only_and_fails_with_a_part(string provider)
    {
        await using var district = await OpenAsync(provider);
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        var run = await district.PostAsync($"campaigns/{District.Campaign}/runs", new { by = "district" }, City(district));
        await Eventually.HoldsAsync(() => district.Home.Asked == 1);
        var shown = await district.GetAsync($"runs/{run["id"]}", City(district));
        Assert.Equal("running", (string?)shown["state"]);
        var listed = (await district.GetAsync($"campaigns/{District.Campaign}/runs", City(district)))["items"]!.AsArray();
        Assert.Equal("running", (string?)Assert.Single(listed)!["state"]);
        // A district may not end the run of all.
        using var department = district.Department;
        Assert.Equal("409 part-is-cancelled-with-its-whole", await District.RefusedAsync(department, $"runs/{(await PartsAsync(district, run))[0]["id"]}/cancel"));
        Assert.Equal("cancelled", (string?)(await district.PostAsync($"runs/{run["id"]}/cancel", caller: City(district)))["state"]);
        Assert.All(await PartsAsync(district, run), it => Assert.Equal("cancelled", (string?)it["state"]));

        gate.SetResult();
        await district.TellCampaignAsync(new PairingRules(K: 0), prefix: city);
        var failed = await RunAsync(district, new { by = "district" });
        Assert.Equal("failed k-is-at-least-1", $"{failed["state"]} {failed["fault"]}");
        using var http = City(district);
        Assert.Equal("409 run-is-done", await District.RefusedAsync(http, $"runs/{failed["id"]}/adopt"));
        Assert.Empty(district.Told.Of<MemberRunFinished>());
        Assert.Equal("409 by-district-keeps-what-stands", await District.RefusedAsync(http, $"campaigns/{District.Campaign}/runs", new { by = "district", locked = false }));
        Assert.Equal("400 code-is-known", await District.RefusedAsync(http, $"campaigns/{District.Campaign}/runs", new { by = "street" }));
    }

    [Fact]
    public async Task Two_replicas_share_the_parts_and_take_each_once()
    {
        await using var district = await District.OpenAsync("postgres");
        await district.TellCampaignAsync(new PairingRules(), prefix: city);
        var codes = Enumerable.Range(1, 20).Select(at => $"3201{at:00}").ToArray();
        await district.Service.TellAsync(new OrganizationsChanged([.. codes.Select(code => District.Organization("o" + code, code + "000000"))]));
        await district.Service.TellAsync(new AreasChanged([.. codes.Select(code => District.Area(code + "009001"))]));
        await District.ImportAsync("register/import", District.Header, City(district), codes.SelectMany(code => Enumerable.Range(0, 30).Select(at =>
            At($"m{code}-{at}", at * 10, "o" + code, code + "009001"))));
        await district.EnterAsync([.. codes.SelectMany(code => Enumerable.Range(0, 20).Select(at =>
            (District.Household($"h{code}-{at}", code + "009001"), (Coordinates?)East(at * 15))))]);
        await using var other = await district.AgainAsync();
        var run = await RunAsync(district, new { by = "district" });
        var parts = await PartsAsync(district, run);
        Assert.Equal(codes.Select(code => $"{code} done 20 1"), parts.Select(it => $"{it["area"]} {it["state"]} {it["figures"]!["paired"]} {it["attempts"]}"));
        Assert.Equal(400, (int)run["figures"]!["paired"]!);
        Assert.Equal(200, (int)run["figures"]!["secondPlaces"]!); // ten idle members a district
        Assert.Empty(await district.CsvAsync($"runs/{run["id"]}/unpaired", City(district)));
        Assert.Single(await district.Told.WaitAsync<MemberRunFinished>(1));
        Assert.Equal(20, district.Home.Asked);
    }
}
