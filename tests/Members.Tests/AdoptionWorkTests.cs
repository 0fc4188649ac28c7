using System.Text.Json.Nodes;
using Contracts;
using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Support;

namespace Members.Tests;

/// <summary>Adopting is the work of a run's worker: what it leaves when it is cut off, taken over or refused.</summary>
public sealed class AdoptionWorkTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly TimeSpan lease = TimeSpan.FromSeconds(21);

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) =>
        District.Row(id, longitude: East(metres).Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    static async Task<District> OpenAsync(string provider, RecordedLog? log = null)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false), builder =>
        {
            if (log is not null) builder.Logging.AddProvider(log);
        });
        await district.RegisterAsync(At("m1", 10), At("m2", 1_000), At("m3", 5_000));
        await district.EnterAsync((District.Household("h1"), East(0)), (District.Household("h2"), East(1_010)));
        return district;
    }

    /// <summary>As it stands when the worker of another process that adopts it was killed, and its lease goes on.</summary>
    static Task LeaveAsync(District district, JsonNode run, int attempts = 1) => district.InStoreAsync(async db =>
    {
        var row = await db.Runs.SingleAsync(it => it.Id == run["id"]!.ToString());
        db.Entry(row).Property("State").CurrentValue = RunState.Adopting;
        db.Entry(row).Property("Worker").CurrentValue = "gone";
        db.Entry(row).Property("LeasedUntil").CurrentValue = db.Now.AddSeconds(20);
        db.Entry(row).Property("Attempts").CurrentValue = attempts;
        return await db.SaveChangesAsync();
    });

    static Task<JsonNode> EndsAsync(District district, JsonNode run) => Eventually.IsAsync(async () =>
        await district.GetAsync($"runs/{run["id"]}") is { } shown && (string?)shown["state"] != "adopting" ? shown : null);

    static async Task<string> RefusedAsync(District district, JsonNode run, string what)
    {
        using var http = district.Department;
        return await District.RefusedAsync(http, $"runs/{run["id"]}/{what}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_whose_worker_died_while_it_was_adopted_is_adopted_whole_and_once_by_another(string provider)
    {
        await using var district = await OpenAsync(provider);
        var run = await district.RunAsync();
        await LeaveAsync(district, run);
        Assert.Equal("409 run-is-under-way", await RefusedAsync(district, run, "cancel"));
        var again = await district.PostAsync($"runs/{run["id"]}/adopt");
        Assert.Equal("adopting 1 ", $"{again["state"]} {again["attempts"]} {again["adoption"]}");
        Assert.Equal(2, (await district.CsvAsync($"runs/{run["id"]}/pairs")).Length);
        Assert.Equal("adopting", (string?)(await district.GetAsync($"campaigns/{District.Campaign}/dial"))["items"]![0]!["state"]);
        Assert.Empty(await district.PairingsAsync());

        district.Time.Pass(lease);
        var adopted = await EndsAsync(district, run);
        Assert.Equal("adopted 2 100", $"{adopted["state"]} {adopted["attempts"]} {adopted["progress"]}");
        Assert.Equal("""{"proposed":2,"kept":0,"skipped":0,"parted":0}""", adopted["adoption"]!.ToJsonString());
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
        Assert.Equal(2, Assert.Single(await district.Told.WaitAsync<MemberPairingsChanged>(1)).Items.Count);
        Assert.Equal(["m3"], Assert.Single(await district.Told.WaitAsync<HelpersLeftIdle>(1)).Items.Select(it => it.Member));
        Assert.Equal("409 run-is-done", await RefusedAsync(district, run, "adopt"));
        Assert.Equal("409 run-is-under-way", await RefusedAsync(district, run, "cancel"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_that_comes_to_be_broken_before_the_work_is_begun_leaves_the_run_done_and_nothing_proposed(string provider)
    {
        using var log = new RecordedLog();
        await using var district = await OpenAsync(provider, log);
        var (first, second) = (await district.RunAsync(), await district.RunAsync());
        await LeaveAsync(district, second);
        await district.AdoptAsync(first);
        var told = (await district.Told.WaitAsync<MemberPairingsChanged>(1)).Count;
        district.Time.Pass(lease);
        var refused = await EndsAsync(district, second);
        Assert.Equal("done run-is-current ", $"{refused["state"]} {refused["fault"]} {refused["adoption"]}");
        Assert.NotNull((string?)refused["message"]);
        Assert.Equal("409 run-is-current", await RefusedAsync(district, second, "adopt"));

        var third = await district.RunAsync();
        await LeaveAsync(district, third);
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false), ends: new DateOnly(2030, 3, 9));
        district.Time.Pass(lease);
        Assert.Equal("done campaign-has-not-ended", await EndsAsync(district, third) is var ended ? $"{ended["state"]} {ended["fault"]}" : "");
        // Many workers died of it: a person may look why, and try again.
        await LeaveAsync(district, third, attempts: 20);
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false));
        district.Time.Pass(lease);
        Assert.Equal("done run-comes-to-an-end", await EndsAsync(district, third) is var worn ? $"{worn["state"]} {worn["fault"]}" : "");
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
        Assert.Equal(told, district.Told.Of<MemberPairingsChanged>().Count);
        Assert.Empty(log.Errors);
        // The view says nothing of the fault once it is over.
        Assert.Equal("0 2", await district.AdoptAsync(third) is var adoption ? $"{adoption["proposed"]} {adoption["kept"]}" : "");
    }

    [Fact]
    public async Task Of_two_replicas_one_adopts_each_run()
    {
        await using var district = await OpenAsync("postgres");
        await using var other = await district.AgainAsync();
        for (var round = 0; round < 5; round++)
        {
            await district.RegisterAsync(At($"n{round}", 2_000 + round * 100));
            await district.EnterAsync((District.Household($"n{round}"), East(2_010 + round * 100)));
            var run = await district.RunAsync();
            var adopted = await district.AskAdoptionAsync(run, caller: round % 2 == 0 ? other.As(Role.OrganizationDepartment, District.Code) : null);
            Assert.Equal("adopted 1", $"{adopted["state"]} {adopted["attempts"]}");
        }
        var proposed = await district.PairingsAsync();
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed", .. Enumerable.Range(0, 5).Select(at => $"n{at} n{at} 1 proposed")], proposed);
        Assert.Equal(7, (await district.Told.WaitAsync<MemberPairingsChanged>(5)).Sum(it => it.Items.Count));
    }

    [Fact]
    public async Task Who_loses_a_run_while_it_waits_its_turn_proposes_nothing()
    {
        await using var district = await OpenAsync("postgres");
        var run = await district.RunAsync();
        await district.InStoreAsync(async db =>
        {
            await using var turn = await Turn.TakeAsync(db, CancellationToken.None);
            Assert.Equal("adopting", (string?)(await district.PostAsync($"runs/{run["id"]}/adopt"))["state"]);
            await AttemptsAsync(1);
            // Another has it now, and dies.
            await db.Runs.Where(it => it.Id == run["id"]!.ToString()).ExecuteUpdateAsync(change => change
                .SetProperty(it => EF.Property<string>(it, "Worker"), "another").SetProperty(it => EF.Property<DateTime>(it, "LeasedUntil"), DateTime.UnixEpoch));
            await turn.CommitAsync(CancellationToken.None);
            return 0;
        });
        var adopted = await EndsAsync(district, run);
        Assert.Equal("adopted 2", $"{adopted["state"]} {adopted["attempts"]}");
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
        Assert.Single(await district.Told.WaitAsync<MemberPairingsChanged>(1));

        Task AttemptsAsync(int many) => Eventually.HoldsAsync(async () => (int)(await district.GetAsync($"runs/{run["id"]}"))["attempts"]! == many);
    }

    [Fact]
    public async Task A_store_that_goes_away_in_the_middle_is_tried_again()
    {
        await using var district = await OpenAsync("postgres");
        var run = await district.RunAsync();
        await district.InStoreAsync(async db =>
        {
            await using var turn = await Turn.TakeAsync(db, CancellationToken.None);
            await district.PostAsync($"runs/{run["id"]}/adopt");
            await Eventually.HoldsAsync(async () => await db.Database.SqlQueryRaw<bool>(
                """SELECT pg_terminate_backend(pid) AS "Value" FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""")
                .ToListAsync() is [true]);
            return 0;
        });
        await Eventually.HoldsAsync(async () =>
        {
            district.Time.Pass(TimeSpan.FromSeconds(1));
            return (string?)(await district.GetAsync($"runs/{run["id"]}"))["state"] == "adopted";
        });
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
    }
}
