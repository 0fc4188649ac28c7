using Contracts.Organizations;
using Defaults;
using Matching;

namespace Organizations;

/// <summary>The work of a run: load the market, solve and prove it round by round, and leave the result with its reasons to be saved.</summary>
sealed class PairOrganizations(OrganizationsStore db, LoadMarket load, AdoptRun adopt, TimeProvider time, Prover prove) : IRunJob<PairingRun>
{
    const string unproven = "outcome-is-proven";

    /// <exception cref="RefusedException">rule <c>outcome-is-proven</c>, or the engine's own rule that the lists break</exception>
    public async Task WorkAsync(PairingRun run, RunProgress progress, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var market = new OrganizationMarket(await load.RunAsync(run, stop));
        var rounds = new PairingRounds(market);
        var proofs = new List<RoundProof>();
        TimeSpan loading = time.GetElapsedTime(began), solving = TimeSpan.Zero, proving = TimeSpan.Zero;
        progress.Reached(20);
        while (Next(rounds) is { } asked)
        {
            var solved = time.GetTimestamp();
            var outcome = Solver.Solve(asked, stop);
            var proved = time.GetTimestamp();
            stop.ThrowIfCancellationRequested();
            var report = prove(asked, outcome, stop);
            (solving, proving) = (solving + time.GetElapsedTime(solved, proved), proving + time.GetElapsedTime(proved));
            // An outcome with a fault is shown to nobody.
            Refused.Unless(report.Ok, unproven);
            rounds.Take(asked, outcome);
            proofs.Add(RoundProof.Of(rounds.Count, report));
            progress.Reached(20 + 70 * rounds.Count / rounds.Most);
        }
        stop.ThrowIfCancellationRequested();
        Leave(run, market, rounds, proofs, loading, solving, proving);
    }

    /// <summary>An outcome that does not prove right is an alarm.</summary>
    public void Fail(PairingRun run)
    {
        if (run.Fault == unproven) db.Announce(new OrganizationRunFinished(run.Id, run.Campaign, run.Area, 0, 0, Proven: false));
    }

    public Task AdoptAsync(PairingRun run, CancellationToken stop) => adopt.RunAsync(run, stop);

    void Leave(
        PairingRun run, OrganizationMarket market, PairingRounds rounds, IReadOnlyList<RoundProof> proofs, TimeSpan loading, TimeSpan solving, TimeSpan proving)
    {
        var results = new RunResults(run, market, rounds);
        var figures = results.Figures(proofs.Sum(it => it.Blocking), Seconds(loading), Seconds(solving), Seconds(proving));
        run.Figures = figures;
        db.AddRange(results.Pairs);
        db.AddRange(results.Left);
        db.AddRange(results.Fates);
        db.AddRange(results.Blocking);
        db.Add(new RunProof { Run = run.Id, Area = run.Area, Document = ProofDocument.Write(run, market, proofs) });
        db.Announce(new OrganizationRunFinished(run.Id, run.Campaign, run.Area, figures.Paired, figures.LeftOut, Proven: true));
    }

    static Market? Next(PairingRounds rounds)
    {
        try
        {
            return rounds.Next();
        }
        catch (BadMarketException bad)
        {
            throw new RefusedException(bad.Faults[0].Rule);
        }
    }

    static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
