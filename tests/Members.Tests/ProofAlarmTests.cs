using Contracts;
using Contracts.Members;
using Matching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;

namespace Members.Tests;

/// <summary>The solver errs: its outcome lacks a pair when the prover gets it.</summary>
public sealed class ProofAlarmTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) =>
        District.Row(id, longitude: East(metres).Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    static Task<District> OpenAsync(string provider, RecordedLog log, Func<bool> errs) => District.OpenAsync(provider, new PairingRules(SecondPlace: false), builder =>
    {
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<Prover>((market, outcome, stop) => Proof.Check(market, errs() ? Bent(outcome) : outcome, stop: stop));
    });

    static Outcome Bent(Outcome outcome) => new([.. outcome.Pairs.Skip(1)], outcome.Unpaired, outcome.IdleAcceptors);

    [Theory, MemberData(nameof(Providers))]
    public async Task An_outcome_that_does_not_prove_right_fails_the_run_and_raises_an_alarm(string provider)
    {
        using var log = new RecordedLog();
        await using var district = await OpenAsync(provider, log, () => true);
        await district.RegisterAsync(At("m1", 0));
        await district.EnterAsync((District.Household("h1"), East(10)));
        var run = await district.RunAsync();
        Assert.Equal("failed outcome-is-proven", $"{run["state"]} {run["fault"]}");
        var told = Assert.Single(await district.Told.WaitAsync<MemberRunFinished>(1));
        Assert.Equal(new MemberRunFinished((string)run["id"]!, District.Campaign, District.Code, 0, 0, 0, 0, Proven: false), told);
        Assert.Contains(log.Errors, it => it.Contains((string)run["id"]!, StringComparison.Ordinal) && it.Contains("outcome-is-proven", StringComparison.Ordinal));

        // By district the whole says what its part came upon, and raises the alarm.
        var whole = await district.RunAsync(new { by = "district" });
        Assert.Equal("failed outcome-is-proven", $"{whole["state"]} {whole["fault"]}");
        Assert.Equal(new[] { (string)run["id"]!, (string)whole["id"]! }.ToHashSet(), (await district.Told.WaitAsync<MemberRunFinished>(2)).Select(it => it.Run).ToHashSet());
    }

    [Fact]
    public async Task A_run_that_fails_by_a_rule_of_the_lists_is_logged_and_no_alarm()
    {
        using var log = new RecordedLog();
        await using var district = await OpenAsync("sqlite", log, () => false);
        await district.TellCampaignAsync(new PairingRules(K: 0));
        var run = await district.RunAsync();
        Assert.Equal("k-is-at-least-1", (string?)run["fault"]);
        Assert.Contains(log.Errors, it => it.Contains("k-is-at-least-1", StringComparison.Ordinal));
        Assert.Empty(district.Told.Of<MemberRunFinished>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_replacement_that_does_not_prove_right_raises_an_alarm_and_is_not_made_again_and_again(string provider)
    {
        using var log = new RecordedLog();
        var errs = false;
        await using var district = await OpenAsync(provider, log, () => errs);
        await district.RegisterAsync(At("m1", 0), At("m2", 1_000));
        await district.EnterAsync((District.Household("h1"), East(10)));
        await district.PairAsync();
        foreach (var pairing in await district.StandingAsync()) await district.ConfirmAsync(pairing);
        errs = true;
        await district.EnterAsync((District.Household("h2"), East(990)));
        await district.LookAsync();
        district.Time.Pass(TimeSpan.FromMinutes(2));
        await district.LookAndWaitAsync();
        async Task<int> FailedAsync() => (await district.RunsAsync()).Count(it => (string?)it["state"] == "failed");
        Assert.Equal(1, await FailedAsync());
        Assert.Single(await district.Told.WaitAsync<MemberRunFinished>(2), it => !it.Proven);
        for (var hour = 1; hour < 6; hour++)
        {
            district.Time.Pass(TimeSpan.FromHours(1));
            await district.LookAndWaitAsync();
        }
        Assert.Equal(1, await FailedAsync());
        errs = false;
        district.Time.Pass(TimeSpan.FromHours(1));
        await district.LookAndWaitAsync();
        Assert.Contains("h2 m2 1 proposed", await district.PairingsAsync());
    }
}
