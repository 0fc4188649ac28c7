using System.Globalization;
using Contracts;
using Contracts.Members;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>Households that come to need a helper once a campaign's first run was adopted.</summary>
public sealed class ReplacementTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly TimeSpan quiet = TimeSpan.FromMinutes(2);

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) => District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Three pairs, confirmed, and two members besides.</summary>
    static async Task<District> OpenAsync(string provider, string? objective = null)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false, Objective: objective));
        await district.RegisterAsync(At("m1", 0), At("m2", 1_000), At("m3", 2_000), At("m4", 3_000), At("m5", 4_000));
        await district.EnterAsync((District.Household("h1"), East(10)), (District.Household("h2"), East(1_010)), (District.Household("h3"), East(2_010)));
        await district.PairAsync();
        foreach (var pairing in await district.StandingAsync()) await district.ConfirmAsync(pairing);
        district.Time.Pass(TimeSpan.FromDays(1));
        return district;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_comes_to_need_a_helper_is_proposed_one_and_nobody_else_moves(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.LookAndWaitAsync();
        Assert.Empty(await district.WaitingAsync());
        await district.LeavesAsync("m1");
        await district.EnterAsync((District.Household("h4", District.Second), East(3_990)));
        await district.LookAndWaitAsync();
        Assert.Equal(["h1 member-left false", "h4 household-entered false"], await district.WaitingAsync());
        Assert.Single(await district.RunsAsync()); // somebody else may still come: it waits a little
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Equal(["h1 m1 1 ended member-left", "h1 m4 1 proposed", "h2 m2 1 confirmed", "h3 m3 1 confirmed", "h4 m5 1 proposed"], await district.PairingsAsync());
        var run = (await district.RunsAsync())[0];
        Assert.Equal("adopted true true", $"{run["state"]} {run["replacement"]} {run["locked"]}".ToLowerInvariant());
        Assert.Equal(["h1,m4,1,1", "h4,m5,1,1"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => string.Join(',', it.Split(',')[..4])));
        Assert.True((bool)(await district.GetAsync($"runs/{run["id"]}/proof"))["ok"]!);

        await district.LookAndWaitAsync();
        Assert.Equal(["h1 member-left true", "h4 household-entered true"], await district.WaitingAsync());
        Assert.Equal(["h4 household-entered true"], await district.WaitingAsync(district.Service.As(Role.Community, District.Second)));
        await district.ConfirmAsync((await district.StandingAsync()).Single(it => (string?)it["household"] == "h4"));
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Equal(["h1 member-left true"], await district.WaitingAsync());
        Assert.Equal(2, (await district.RunsAsync()).Count);
        Assert.Empty(district.Told.Of<HouseholdsLeftWaiting>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whom_a_side_declined_is_not_proposed_again_and_the_waiting_goes_on(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.EnterAsync((District.Household("h4"), East(3_000)));
        var entered = district.Time.GetUtcNow().UtcDateTime;
        await district.LookAsync();
        foreach (var member in (string[])["m4", "m5"])
        {
            district.Time.Pass(quiet);
            await district.LookAndWaitAsync();
            var proposal = (await district.StandingAsync()).Single(it => (string?)it["household"] == "h4");
            Assert.Equal(member, (string?)proposal["member"]);
            await district.PostAsync($"pairings/{proposal["id"]}/decline", new { reason = "不便" }, district.Service.As(Role.Organ, District.Code, District.Organ));
            district.Time.Pass(TimeSpan.FromHours(1));
            await district.LookAsync();
        }
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.DoesNotContain(await district.StandingAsync(), it => (string?)it["household"] == "h4");
        var row = Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/waiting"))["items"]!.AsArray())!;
        Assert.Equal("declined-by-member", (string?)row["code"]);
        // Of two who may not and three who have no seat left.
        Assert.NotNull((string?)row["why"]);
        Assert.Equal((entered, entered.AddDays(3)), ((DateTime)row["since"]!, (DateTime)row["until"]!));

        district.Time.Pass(entered.AddDays(3) - district.Time.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(1));
        await district.LookAndWaitAsync();
        Assert.Empty(district.Told.Of<HouseholdsLeftWaiting>());
        district.Time.Pass(TimeSpan.FromSeconds(1));
        await district.LookAndWaitAsync();
        await district.LookAndWaitAsync();
        var alarm = Assert.Single((await district.Told.WaitAsync<HouseholdsLeftWaiting>(1))[0].Items);
        Assert.Equal(("h4", District.First, entered), (alarm.Household, alarm.Area, alarm.Since));
        Assert.Single(district.Told.Of<HouseholdsLeftWaiting>());
        Assert.StartsWith($"h4,{District.First},2030-03-11T01:00:00Z,2030-03-14T01:00:00Z,false,", (await district.CsvAsync($"campaigns/{District.Campaign}/waiting"))[0]);
        // Somebody comes who may: within hours, without anybody asking.
        await district.RegisterAsync(At("m6", 9_000));
        district.Time.Pass(TimeSpan.FromHours(6));
        await district.LookAndWaitAsync();
        Assert.Contains("h4 m6 1 proposed", await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_burst_is_gathered_but_not_for_ever(string provider)
    {
        await using var district = await OpenAsync(provider);
        for (var minute = 0; minute <= 12; minute++)
        {
            await district.EnterAsync((District.Household($"n{minute:00}"), East(minute)));
            await district.LookAndWaitAsync();
            district.Time.Pass(TimeSpan.FromMinutes(1));
        }
        // The first waited ten minutes, though one more came each minute.
        var first = Assert.Single(await district.RunsAsync(), it => (bool)it["replacement"]!);
        var took = first["figures"]!["households"]!;
        Assert.Equal(11, (int)took); // those who stand with members who have no seat left are not looked at
        Assert.Equal(2, (await district.StandingAsync()).Count(it => (string?)it["status"] == "proposed"));
    }

    [Theory, InlineData("stable", 1, 2), InlineData("nearest", 4, 5)]
    public async Task Only_where_the_objective_is_stable_is_a_part_of_the_market_enough(string objective, int households, int members)
    {
        await using var district = await OpenAsync("sqlite", objective);
        await district.EnterAsync((District.Household("h4"), East(3_990)));
        await district.LookAsync();
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Contains("h4 m5 1 proposed", await district.PairingsAsync());
        var figures = (await district.RunsAsync())[0]["figures"]!;
        Assert.Equal((households, members), ((int)figures["households"]!, (int)figures["members"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_replicas_that_look_at_once_propose_each_once(string provider)
    {
        await using var district = await OpenAsync(provider);
        await using var other = await district.AgainAsync();
        await district.EnterAsync((District.Household("h4"), East(3_000)), (District.Household("h5"), East(4_000)));
        for (var round = 0; round < 6; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(at => district.LookAsync(at % 2 == 0 ? other : null)));
            await district.IdleAsync();
            district.Time.Pass(quiet);
        }
        Assert.Equal(["h4 m4 1 proposed", "h5 m5 1 proposed"], (await district.PairingsAsync()).Where(it => it.EndsWith("proposed", StringComparison.Ordinal)));
        Assert.Single(await district.RunsAsync(), it => (bool)it["replacement"]!);
        Assert.Equal(2, district.Told.Of<MemberPairingsChanged>().SelectMany(it => it.Items).Count(it => it is { Version: 1, Household: "h4" or "h5" }));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_was_waiting_when_a_process_ended_is_found_by_the_next(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.EnterAsync((District.Household("h4"), East(3_000)));
        await district.LookAsync();
        district.Time.Pass(quiet);
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        await district.LookAsync(); // begins a run, which waits for its neighbour, and the process ends
        await Eventually.HoldsAsync(() => district.Home.Asked == 2);
        await district.Service.DisposeAsync();
        gate.SetResult();
        await using var next = await district.AgainAsync();
        using var department = next.As(Role.OrganizationDepartment, District.Code);
        await Eventually.IsAsync(async () =>
        {
            await district.LookAsync(next);
            return (await department.GetStringAsync($"/api/v1/members/campaigns/{District.Campaign}/pairings")).Contains("\"h4\"", StringComparison.Ordinal) ? "yes" : null;
        });
        for (var look = 0; look < 3; look++) await district.LookAsync(next);
        var runs = await department.GetStringAsync($"/api/v1/members/campaigns/{District.Campaign}/runs");
        Assert.Equal(2, runs.Split("\"campaign\"").Length - 1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Before_the_first_adoption_and_after_the_last_day_nobody_is_looked_after(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0), At("m2", 10));
        await district.EnterAsync((District.Household("h1"), East(0)));
        var run = await district.RunAsync();
        district.Time.Pass(TimeSpan.FromDays(10));
        await district.LookAndWaitAsync();
        Assert.Empty(await district.WaitingAsync());
        await district.AdoptAsync(run);
        await district.EnterAsync((District.Household("h2"), East(10)));
        await district.LookAsync();
        Assert.Equal(["h1 awaits-confirmation true", "h2 household-entered false"], await district.WaitingAsync());
        var late = await district.RunAsync();
        Assert.Equal([District.Campaign], await district.SubjectsAsync());
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false), ends: new DateOnly(2030, 3, 20), days: 1);
        district.Time.Pass(TimeSpan.FromHours(16)); // the last day is over where the lists are made
        await district.LookAndWaitAsync();
        district.Time.Pass(TimeSpan.FromDays(5));
        await district.LookAndWaitAsync();
        Assert.Empty(await district.WaitingAsync());
        Assert.Equal(2, (await district.RunsAsync()).Count);
        Assert.Empty(district.Told.Of<HouseholdsLeftWaiting>());
        Assert.Empty(await district.SubjectsAsync());
        using var http = district.Department;
        Assert.Equal("409 campaign-has-not-ended", await District.RefusedAsync(http, $"campaigns/{District.Campaign}/runs"));
        Assert.Equal("409 campaign-has-not-ended", await District.RefusedAsync(http, $"runs/{late["id"]}/adopt"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whom_the_adopted_run_left_out_waits_too_and_is_tried_again_when_helpers_may_have_come(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0));
        await district.EnterAsync((District.Household("h1"), East(0)), (District.Household("h2"), East(500)));
        await district.PairAsync();
        await district.ConfirmAsync((await district.StandingAsync())[0]);
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Single(await district.RunsAsync());
        Assert.Equal(["h2 left-out-by-run false"], await district.WaitingAsync());
        district.Time.Pass(TimeSpan.FromDays(3));
        await district.LookAndWaitAsync();
        var alarm = Assert.Single((await district.Told.WaitAsync<HouseholdsLeftWaiting>(1))[0].Items);
        Assert.Equal(("h2", "all-seats-prefer-others"), (alarm.Household, alarm.Reason));
        await district.RegisterAsync(At("m2", 600));
        district.Time.Pass(TimeSpan.FromHours(6));
        await district.LookAndWaitAsync();
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 proposed"], await district.PairingsAsync());
    }
}
