using System.Globalization;
using Contracts;
using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Members.Tests;

/// <summary>Replacements when clocks differ, people decide otherwise, or nobody answers.</summary>
public sealed class ReplacementCareTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly TimeSpan quiet = TimeSpan.FromMinutes(2);

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) => District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A pair, confirmed, and two members besides.</summary>
    static async Task<District> OpenAsync(string provider, object? asked = null)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0), At("m2", 1_000), At("m3", 2_000));
        await district.EnterAsync((District.Household("h1"), East(10)));
        await district.AdoptAsync(await district.RunAsync(asked));
        await district.ConfirmAsync((await district.StandingAsync())[0]);
        district.Time.Pass(TimeSpan.FromDays(1));
        return district;
    }

    static async Task ReplaceAsync(District district)
    {
        await district.LookAsync();
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_clock_that_is_behind_holds_up_neither_replacements_nor_alarms(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.EnterAsync((District.Household("h2"), East(1_010)));
        await ReplaceAsync(district);
        // Another replica, an hour behind: all its ids come before those there are.
        district.Time.Pass(-TimeSpan.FromHours(1));
        await district.EnterAsync((District.Household("h3"), East(2_010)));
        await ReplaceAsync(district);
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 proposed", "h3 m3 1 proposed"], await district.PairingsAsync());
        await district.EnterAsync((District.Household("h4"), East(3_000)));
        await ReplaceAsync(district);
        Assert.Equal(3, (await district.RunsAsync()).Count(it => (bool)it["replacement"]! && (string?)it["state"] == "adopted"));
        district.Time.Pass(TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
        await district.LookAndWaitAsync();
        var alarmed = (await district.Told.WaitAsync<HouseholdsLeftWaiting>(1)).SelectMany(it => it.Items).Select(it => it.Household);
        Assert.Equal(["h2", "h3", "h4"], alarmed.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whom_the_committee_parted_the_service_does_not_propose_again(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.PostAsync($"pairings/{await district.PairingAsync("h1", "m1")}/end", new { reason = "统筹调整" });
        await ReplaceAsync(district);
        Assert.Equal(["h1 m1 1 ended ended-by-committee", "h1 m2 1 proposed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_was_proposed_somebody_and_never_confirmed_raises_the_alarm_from_the_proposal_on(string provider)
    {
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0));
        await district.EnterAsync((District.Household("h1"), East(10)));
        await district.PairAsync();
        var proposed = district.Time.GetUtcNow().UtcDateTime;
        await district.LookAsync();
        Assert.Equal(["h1 awaits-confirmation true"], await district.WaitingAsync());
        district.Time.Pass(TimeSpan.FromDays(3));
        await district.LookAsync();
        var alarm = Assert.Single((await district.Told.WaitAsync<HouseholdsLeftWaiting>(1))[0].Items);
        Assert.Equal(("h1", proposed, "awaits-confirmation"), (alarm.Household, alarm.Since, alarm.Reason));
        district.Time.Pass(TimeSpan.FromDays(20));
        await district.PostAsync($"pairings/{await district.PairingAsync("h1", "m1")}/decline", new { reason = "不便" }, district.Service.As(Role.Community, District.First));
        await district.LookAsync();
        var row = Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/waiting"))["items"]!.AsArray())!;
        Assert.Equal((proposed, "declined-by-household"), ((DateTime)row["since"]!, (string?)row["code"]));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_comes_back_to_the_database_begins_anew(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.LeavesAsync("m1");
        await district.LookAsync();
        Assert.Equal(["h1 member-left false"], await district.WaitingAsync());
        await district.TellHouseholdsAsync(District.Household("h1", active: false, version: 2));
        await district.LookAsync();
        Assert.Empty(await district.WaitingAsync());
        district.Time.Pass(TimeSpan.FromDays(100));
        var back = district.Time.GetUtcNow().UtcDateTime;
        await district.TellHouseholdsAsync(District.Household("h1", version: 3));
        district.Time.Pass(TimeSpan.FromMinutes(1));
        await district.LookAsync();
        var row = Assert.Single((await district.GetAsync($"campaigns/{District.Campaign}/waiting"))["items"]!.AsArray())!;
        Assert.Equal("household-entered", (string?)row["code"]);
        Assert.InRange((DateTime)row["since"]!, back, back.AddMinutes(1));
        Assert.Null(row["alarmedAt"]);
        Assert.Empty(district.Told.Of<HouseholdsLeftWaiting>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_look_asks_the_store_as_often_for_many_who_wait_as_for_a_few(string provider)
    {
        using var statements = new CountedStatements();
        await using var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false), builder => CountedStatements.On(builder.Logging, statements));
        var asked = new List<int>();
        for (var (from, many) = (0, 30); asked.Count < 2; (from, many) = (many, 1_500))
        {
            await district.RegisterAsync(Enumerable.Range(from, many).Select(at => At($"m{at:0000}", at)));
            await district.EnterAsync([.. Enumerable.Range(from, many).Select(at => (District.Household($"h{at:0000}"), (Coordinates?)East(at)))]);
            await district.PairAsync();
            asked.Add(await statements.InAsync(() => district.LookAsync()));
            Assert.Equal(from + many, await district.InStoreAsync(db => Task.FromResult(db.Waiting.Count(it => it.IsProposed && it.Reason == Waiting.AwaitsConfirmation))));
        }
        Assert.True(asked[0] > 0);
        Assert.Equal(asked[0], asked[1]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_replacement_goes_by_the_rules_that_were_adopted(string provider)
    {
        await using var district = await OpenAsync(provider, new { rules = new { radius = 500, secondPlace = true } });
        await district.EnterAsync((District.Household("h2"), East(1_400)), (District.Household("h3"), East(2_900)));
        await ReplaceAsync(district);
        var run = (await district.RunsAsync())[0];
        Assert.Equal("true 500 false", $"{run["replacement"]} {run["rules"]!["radius"]} {run["rules"]!["secondPlace"]}".ToLowerInvariant());
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 proposed"], await district.PairingsAsync()); // m3 is 900 m from h3
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_replacement_that_a_person_adopts_is_heard_by_those_who_wait(string provider)
    {
        await using var district = await OpenAsync(provider, new { rules = new { radius = 500 } });
        await district.EnterAsync((District.Household("h2"), East(1_010)), (District.Household("h3"), East(9_000)));
        await district.LookAsync();
        district.Time.Pass(quiet);
        await district.LookAsync();
        await district.IdleAsync();
        var adoption = await district.AdoptAsync((await district.RunsAsync())[0]);
        Assert.Equal("1 1 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        var rows = (await district.GetAsync($"campaigns/{District.Campaign}/waiting"))["items"]!.AsArray();
        Assert.NotNull((string?)rows.Single(it => (string?)it!["household"] == "h3")!["why"]);
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 proposed"], await district.PairingsAsync());
        await district.LookAndWaitAsync();
        Assert.Equal(2, (await district.RunsAsync()).Count);
    }

    [Fact]
    public async Task A_person_who_adopts_a_replacement_while_a_look_finishes_it_is_no_error_and_both_do_it_once()
    {
        await using var district = await OpenAsync("postgres");
        await district.EnterAsync((District.Household("h2"), East(1_010)));
        await district.LookAsync();
        district.Time.Pass(quiet);
        await district.LookAsync();
        await district.IdleAsync();
        var run = (await district.RunsAsync())[0];
        Assert.Equal("done", (string?)run["state"]);
        await district.InStoreAsync(async db =>
        {
            await using var asking = await db.Database.BeginTransactionAsync();
            await db.BeginAdoptionAsync<PairingRun>(run["id"]!.ToString(), CancellationToken.None);
            var look = district.LookAsync(); // has seen that the run is done, and waits for its row
            await Eventually.HoldsAsync(async () => await db.Database.SqlQueryRaw<int>(
                """SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync() > 0);
            await asking.CommitAsync();
            await look;
            return 0;
        });
        await district.IdleAsync();
        Assert.Equal("adopted", (string?)(await district.GetAsync($"runs/{run["id"]}"))["state"]);
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 proposed"], await district.PairingsAsync());
        await Eventually.HoldsAsync(() => district.Told.Of<MemberPairingsChanged>().SelectMany(it => it.Items).Count(it => it is { Version: 1, Household: "h2" }) == 1);
    }
}
