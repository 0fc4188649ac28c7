using System.CommandLine;
using System.Diagnostics;
using Matching;

namespace Benchmarks;

/// <summary>
/// The verb <c>solve</c>: pairs the market in a folder and proves the outcome. Exit 0; 1 when the outcome does not pass its
/// proof, which is then all that is written; 2 with <c>file:line: field: rule</c> for bad input, and nothing written.
/// </summary>
static class SolveVerb
{
    static readonly Argument<string> input = new("in") { Description = "folder with proposers.csv, acceptors.csv, …" };
    static readonly Argument<string> output = new("out") { Description = "folder for pairs.csv, unpaired.csv, proof.json" };

    public static Command Create()
    {
        var verb = new Command("solve", "pair the market in a folder, and prove it") { input, output };
        verb.SetAction(said => Run(said.GetRequiredValue(input), said.GetRequiredValue(output), said.InvocationConfiguration.Error));
        return verb;
    }

    public static int Run(string from, string to, TextWriter problems)
    {
        try
        {
            return Run(from, new OutcomeFolder(to), problems);
        }
        catch (BadFilesException bad)
        {
            bad.Faults.Print(problems);
            return 2;
        }
    }

    static int Run(string from, OutcomeFolder to, TextWriter problems)
    {
        var clock = Stopwatch.StartNew();
        var market = new MarketFolder(from).Read();
        var reading = clock.Elapsed;
        clock.Restart();
        var outcome = Solver.Solve(market);
        var solving = clock.Elapsed;
        clock.Restart();
        var proof = Proof.Check(market, outcome);
        var proving = clock.Elapsed;

        if (proof.Ok) to.WritePairs(outcome);
        to.WriteProof(Report(market, outcome, proof, reading, solving, proving));
        if (!proof.Ok) problems.WriteLine($"the outcome does not pass its proof: {proof.FaultCount} fault(s), see proof.json");
        return proof.Ok ? 0 : 1;
    }

    static object Report(Market market, Outcome outcome, ProofReport proof, TimeSpan reading, TimeSpan solving, TimeSpan proving)
    {
        using var process = Process.GetCurrentProcess();
        return new
        {
            proof.Ok,
            market.Rules,
            Counts = proof.Figures,
            Checks = new { Faults = proof.FaultCount, BlockingPairs = proof.Blocking, proof.Coverage, proof.Distance },
            Choices = proof.Ok ? Explain.Of(market, outcome).Totals() : null,
            proof.Faults,
            Milliseconds = new
            {
                Reading = Math.Round(reading.TotalMilliseconds, 1),
                Solving = Math.Round(solving.TotalMilliseconds, 1),
                Proving = Math.Round(proving.TotalMilliseconds, 1),
            },
            PeakMemoryBytes = process.PeakWorkingSet64,
        };
    }
}
