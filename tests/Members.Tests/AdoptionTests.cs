using System.Net;
using Contracts;
using Contracts.Members;
using Support;

namespace Members.Tests;

public sealed class AdoptionTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres, string seats = "") =>
        District.Row(id, longitude: East(metres).Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture), seats: seats);

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_left_between_a_run_and_its_adoption_is_not_paired(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(At("m1", 10), At("m2", 1_000));
        await district.EnterAsync((District.Household("h1"), East(0)), (District.Household("h2"), East(1_010)));
        var (first, second) = (await district.RunAsync(), await district.RunAsync());
        await district.TellHouseholdsAsync(District.Household("h1", active: false, version: 2));
        district.Time.Pass(TimeSpan.FromMinutes(1));
        var adoption = await district.AdoptAsync(first);
        Assert.Equal("1 0 1", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.Equal(["h2 m2 1 proposed"], await district.PairingsAsync());
        // Whom the run had found somebody for is idle now, and hears of it.
        var idle = Assert.Single(await district.Told.WaitAsync<HelpersLeftIdle>(1));
        Assert.Equal(["m1"], idle.Items.Select(it => it.Member));
        Assert.Equal((DateTime)(await district.GetAsync($"runs/{first["id"]}"))["adoptedAt"]!, idle.AdoptedAt);
        using var http = district.Department;
        Assert.Equal("409 run-is-current", await District.RefusedAsync(http, $"runs/{second["id"]}/adopt"));
        Assert.Equal("done", (string?)(await district.GetAsync($"runs/{second["id"]}"))["state"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_is_never_given_more_than_its_seats_whatever_their_numbers(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 10, seats: "3"));
        await district.EnterAsync((District.Household("h1"), East(0)), (District.Household("h2"), East(1)), (District.Household("h3"), East(2)));
        await district.PairAsync();
        var pairings = (await district.GetAsync($"campaigns/{District.Campaign}/pairings"))["items"]!.AsArray().OrderBy(it => (int)it!["seat"]!).ToList();
        foreach (var pairing in pairings[..2]) await district.PostAsync($"pairings/{pairing!["id"]}/end", new { reason = "统筹调整" });
        var run = await district.RunAsync();
        await district.RegisterAsync(At("m1", 10, seats: "1"));
        var adoption = await district.AdoptAsync(run);
        Assert.Equal("0 1 2", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.Equal("done", (string?)(await district.RunAsync())["state"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Which_run_was_adopted_last_is_told_without_clocks(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 10));
        await district.EnterAsync((District.Household("h1"), East(0)));
        foreach (var hours in (int[])[0, 0, 0, -1, -1, 2])
        {
            district.Time.Pass(TimeSpan.FromHours(hours)); // several in one moment of the clock, and clocks that are set back
            var run = await district.RunAsync();
            await district.AdoptAsync(run);
            Assert.Equal(run["id"]!.ToString(), (await district.InStoreAsync(db => db.LastAdoptedAsync(District.Campaign, CancellationToken.None)))!.Id);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whether_another_run_was_adopted_since_is_told_without_clocks(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 10), At("m2", 1_000));
        await district.EnterAsync((District.Household("h1"), East(0)));
        var (first, second) = (await district.RunAsync(), await district.RunAsync());
        district.Time.Pass(-TimeSpan.FromHours(1)); // the replica that adopts is behind the one that ran
        await district.AdoptAsync(first);
        using var http = district.Department;
        Assert.Equal("409 run-is-current", await District.RefusedAsync(http, $"runs/{second["id"]}/adopt"));
        // One that looks afterwards is current, whatever its clock says.
        district.Time.Pass(-TimeSpan.FromHours(1));
        await district.EnterAsync((District.Household("h2"), East(1_010)));
        Assert.Equal(1, (int)(await district.PairAsync())["kept"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_those_who_adopt_at_once_one_does(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(At("m1", 10));
        await district.EnterAsync((District.Household("h1"), East(0)));
        var run = await district.RunAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var http = district.Department;
            using var answer = await http.PostAsync($"/api/v1/members/runs/{run["id"]}/adopt", null);
            return answer.StatusCode;
        }));
        // Whoever comes while it is being adopted is told so; whoever comes after, that it was.
        Assert.Contains(HttpStatusCode.Accepted, answers);
        Assert.All(answers, it => Assert.True(it is HttpStatusCode.Accepted or HttpStatusCode.Conflict, it.ToString()));
        await district.IdleAsync();
        Assert.Equal(["h1 m1 1 proposed"], await district.PairingsAsync());
        Assert.Single(await district.Told.WaitAsync<MemberPairingsChanged>(1));
    }
}
