using System.Text.Json;
using Defaults;
using Matching;
using Rules = Matching.Rules;

namespace Organizations;

/// <summary>
/// The proof of a run as a JSON text. It holds nothing that another run over the same lists would not hold: no time and no
/// id of the run. Positions are not in it; where one was assumed, it says for whom and of which division the centre was taken.
/// </summary>
/// <param name="Rules">all rules that held, in decimetres, the radius in metres</param>
/// <param name="Rounds">one proof for each community that organizations wanted further</param>
sealed record ProofDocument(
    string Campaign, string Area, string Wave, Rules Rules, bool Ok, int Blocking, IReadOnlyList<RoundProof> Rounds,
    IReadOnlyList<AssumedPosition> Assumed)
{
    public static string Write(PairingRun run, OrganizationMarket market, IReadOnlyList<RoundProof> rounds) => JsonSerializer.Serialize(
        new ProofDocument(run.Campaign, run.Area, run.Wave, market.Rules, rounds.All(it => it.Ok), rounds.Sum(it => it.Blocking), rounds, market.Assumed),
        Wire.Json);
}

/// <param name="Ok">no fault, and no blocking pair among all permitted pairs</param>
/// <param name="Blocking">blocking pairs found</param>
/// <param name="Coverage">how many could have been paired at all, with the certificate; seats held before are held by stand-ins</param>
sealed record RoundProof(
    int Round, bool Ok, int Blocking, int FaultCount, IReadOnlyList<ProofFault> Faults, Coverage? Coverage, ProofFigures Figures)
{
    public static RoundProof Of(int round, ProofReport report) =>
        new(round, report.Ok, report.Blocking, report.FaultCount, report.Faults, report.Coverage, report.Figures);
}
