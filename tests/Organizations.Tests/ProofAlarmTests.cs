using System.Net;
using Contracts.Organizations;
using Matching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;

namespace Organizations.Tests;

public sealed class ProofAlarmTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_outcome_that_does_not_prove_right_fails_the_run_and_raises_an_alarm(string provider)
    {
        using var log = new RecordedLog();
        // The solver errs: its outcome lacks a pair when the prover gets it.
        await using var office = await Office.OpenAsync(provider, builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSingleton<Prover>((market, outcome, _) =>
                Proof.Check(market, new Outcome([.. outcome.Pairs.Skip(1)], outcome.Unpaired, outcome.IdleAcceptors)));
        });
        await office.FillAsync();
        var run = await office.Department.PostAsync("campaigns/k1/runs", null, HttpStatusCode.Accepted);
        var id = run["id"]!.GetValue<string>();
        Assert.Equal(new OrganizationRunFinished(id, "k1", "320102", 0, 0, Proven: false), await office.Told.NextAsync<OrganizationRunFinished>());
        var failed = await office.Department.GetAsync("runs/" + id, HttpStatusCode.OK);
        Assert.Equal("failed outcome-is-proven", $"{failed["state"]} {failed["fault"]}");
        Assert.Contains(log.Errors, it => it.Contains(id, StringComparison.Ordinal) && it.Contains("outcome-is-proven", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task After_its_last_day_a_campaign_has_no_run_and_adopts_none(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var run = await office.RunAsync();
        await office.Department.PutAsync("campaigns/k1/rules", new { ends = "2026-03-10" }, ifMatch: 1, HttpStatusCode.OK);
        office.Time.Pass(TimeSpan.FromDays(9));
        foreach (var path in (string[])["campaigns/k1/runs", $"runs/{run}/adopt"])
            Assert.Equal("campaign-has-not-ended", (await office.Department.PostAsync(path, null, HttpStatusCode.Conflict))["rule"]!.GetValue<string>());
    }
}
