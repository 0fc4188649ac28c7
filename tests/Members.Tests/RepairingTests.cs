using System.Globalization;
using Contracts;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>Runs that may part what stands: they say whom, and do exactly that or nothing.</summary>
public sealed class RepairingTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) => District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture));

    [Theory, MemberData(nameof(Providers))]
    public async Task A_re_pairing_says_whom_it_would_part_and_parts_them_only_when_told_to(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0), At("m3", 5_000));
        await district.EnterAsync((District.Household("h1"), East(990)), (District.Household("h3"), East(5_010)));
        await district.PairAsync();
        foreach (var pairing in await district.StandingAsync()) await district.ConfirmAsync(pairing);
        await district.RegisterAsync(At("m2", 1_000));
        await district.EnterAsync((District.Household("h2"), East(10)));
        district.Time.Pass(TimeSpan.FromDays(1));

        // Locked, h2 has to go to m2; free, both have their neighbours.
        Assert.Equal(["h1,m1", "h2,m2", "h3,m3"], (await district.CsvAsync($"runs/{(await district.RunAsync())["id"]}/pairs")).Select(it => it[..5]));
        var run = await district.RunAsync(new { locked = false });
        Assert.Equal("false 1 1", $"{run["locked"]} {run["parted"]} {run["figures"]!["standing"]}");
        Assert.Equal(["h1,m2", "h2,m1", "h3,m3"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => it[..5]));
        var parted = await district.PairingAsync("h1", "m1");
        Assert.Equal([$"{parted},h1,m1,1"], await district.CsvAsync($"runs/{run["id"]}/partings"));
        Assert.Equal("h1 m1", string.Join(' ', (await district.GetAsync($"runs/{run["id"]}/partings"))["items"]![0] is { } it ? [it["household"], it["member"]] : []));

        using var http = district.Department;
        Assert.Equal("409 parting-is-confirmed", await District.RefusedAsync(http, $"runs/{run["id"]}/adopt"));
        Assert.Equal(["h1 m1 1 confirmed", "h3 m3 1 confirmed"], await district.PairingsAsync());
        var adoption = await district.AdoptAsync(run, new { confirmParting = true });
        Assert.Equal("2 1 0 1", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]} {adoption["parted"]}");
        Assert.Equal(["h1 m1 1 ended re-paired", "h1 m2 1 proposed", "h2 m1 1 proposed", "h3 m3 1 confirmed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task When_the_world_has_changed_a_re_pairing_does_nothing(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0));
        await district.EnterAsync((District.Household("h1"), East(990)));
        await district.PairAsync();
        district.Time.Pass(TimeSpan.FromDays(1));
        await district.RegisterAsync(At("m2", 1_000));
        await district.EnterAsync((District.Household("h2"), East(10)));
        using var http = district.Department;

        // A pairing that it counted on has ended.
        var run = await district.RunAsync(new { locked = false });
        await district.PostAsync($"pairings/{await district.PairingAsync("h1", "m1")}/end", new { reason = "统筹调整" });
        Assert.Equal("409 run-is-current", await District.RefusedAsync(http, $"runs/{run["id"]}/adopt", new { confirmParting = true }));
        // One of a new pair has left.
        var again = await district.RunAsync(new { locked = false });
        await district.TellHouseholdsAsync(District.Household("h2", active: false, version: 2));
        Assert.Equal("run-is-current", (string?)(await district.AskAdoptionAsync(again, new { confirmParting = true }))["fault"]);
        Assert.Equal(["h1 m1 1 ended ended-by-committee"], await district.PairingsAsync());
        foreach (var id in new[] { run["id"], again["id"] }) Assert.Equal("done", (string?)(await district.GetAsync($"runs/{id}"))["state"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_second_helper_who_may_no_longer_help_gives_way_to_another(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(At("m1", 0), At("m2", 100));
        await district.EnterAsync((District.Household("h1"), East(10)));
        await district.PairAsync();
        Assert.Equal(["h1 m1 1 proposed", "h1 m2 2 proposed"], await district.PairingsAsync());
        // m2 goes over to an organ of another district, and m3 comes.
        await District.ImportAsync("register/import", District.Header, district.Service.As(Role.OrganizationDepartment, "3201"),
            District.Row("m2", organization: District.FarOrgan, longitude: "118.8"), At("m3", 200));
        var locked = await district.RunAsync();
        Assert.Equal(["h1,m1"], (await district.CsvAsync($"runs/{locked["id"]}/pairs")).Select(it => it[..5]));
        Assert.Equal("0 1", $"{locked["figures"]!["secondPlaces"]} {locked["figures"]!["idle"]}");
        var run = await district.RunAsync(new { locked = false });
        Assert.Equal(["h1,m1", "h1,m3"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => it[..5]));
        Assert.Equal([$"{await district.PairingAsync("h1", "m2")},h1,m2,2"], await district.CsvAsync($"runs/{run["id"]}/partings"));
        var adoption = await district.AdoptAsync(run, new { confirmParting = true });
        Assert.Equal("1 0 1", $"{adoption["proposed"]} {adoption["skipped"]} {adoption["parted"]}");
        Assert.Equal(["h1 m1 1 proposed", "h1 m2 2 ended re-paired", "h1 m3 2 proposed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_is_idle_goes_past_a_second_place_that_one_who_may_no_longer_help_keeps(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(At("m1", 0), At("m2", 100));
        await district.EnterAsync((District.Household("h1"), East(10)));
        await district.PairAsync();
        await District.ImportAsync("register/import", District.Header, district.Service.As(Role.OrganizationDepartment, "3201"),
            District.Row("m2", organization: District.FarOrgan, longitude: "118.8"), At("m3", 5_000), At("m4", 300));
        await district.EnterAsync((District.Household("h2"), East(5_010)));
        // m4 is nearest to h1, which m2 keeps helping.
        var run = await district.RunAsync();
        Assert.Equal(["h1,m1,1", "h2,m3,1", "h2,m4,2"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => $"{it[..5]},{it.Split(',')[3]}"));
        Assert.Equal("1 0", $"{run["figures"]!["secondPlaces"]} {run["figures"]!["idle"]}");
        var adoption = await district.AdoptAsync(run);
        Assert.Equal("2 0", $"{adoption["proposed"]} {adoption["skipped"]}");
    }

    [Fact]
    public async Task What_a_re_pairing_forecast_is_what_it_does()
    {
        var chance = new Random(11);
        await using var district = await District.OpenAsync("sqlite");
        string Member(int at) => At($"m{at:00}", chance.Next(5_000));
        (Contracts.Households.HouseholdChange, Coordinates?) Home(int at) => (District.Household($"h{at:00}", need: chance.Next(100)), East(chance.Next(5_000)));
        await district.RegisterAsync(Enumerable.Range(0, 80).Select(Member).ToArray());
        await district.EnterAsync([.. Enumerable.Range(0, 60).Select(Home)]);
        await district.PairAsync();
        // One who was refused stays refused.
        var refused = (await district.StandingAsync())[0];
        await district.PostAsync($"pairings/{refused["id"]}/decline", new { reason = "不便" }, district.Service.As(Role.Community, (string)refused["area"]!));
        await district.RegisterAsync(Enumerable.Range(80, 15).Select(Member).ToArray());
        await district.EnterAsync([.. Enumerable.Range(60, 12).Select(Home)]);
        await district.TellHouseholdsAsync([.. Enumerable.Range(20, 6).Select(at => District.Household($"h{at:00}", active: false, version: 2))]);
        district.Time.Pass(TimeSpan.FromDays(1));
        var before = (await district.StandingAsync()).Select(it => it["id"]!.ToString()).ToHashSet();

        var run = await district.RunAsync(new { locked = false });
        var (pairs, partings) = (await district.CsvAsync($"runs/{run["id"]}/pairs"), await district.CsvAsync($"runs/{run["id"]}/partings"));
        Assert.True(partings.Length > 5, $"{partings.Length} parted");
        Assert.Equal(partings.Length, (int)run["parted"]!);
        Assert.Equal(0, (int)(await district.GetAsync($"runs/{run["id"]}/proof"))["blocking"]!);
        var adoption = await district.AdoptAsync(run, new { confirmParting = true });
        Assert.Equal(partings.Length, (int)adoption["parted"]!);
        var standing = await district.StandingAsync();
        Assert.Equal(pairs.Select(it => string.Join(' ', it.Split(',') is var cell ? [cell[0], cell[1], cell[3]] : [])).Order(StringComparer.Ordinal),
            standing.Select(it => $"{it["household"]} {it["member"]} {it["stage"]}").Order(StringComparer.Ordinal));
        var after = standing.Select(it => it["id"]!.ToString()).ToHashSet();
        Assert.Equal(before.Except(after).Order(), partings.Select(it => it.Split(',')[0]).Order());
        Assert.DoesNotContain(pairs, it => it.StartsWith($"{refused["household"]},{refused["member"]},", StringComparison.Ordinal));
    }
}
