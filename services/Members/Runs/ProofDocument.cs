using System.Text.Json;
using Defaults;
using Matching;

namespace Members;

/// <summary>
/// The proof of a run as a JSON text. It holds nothing that another run over the same lists would not hold: no time and no
/// id of the run. Positions are not in it; where one was assumed, it says for whom and of which division the centre was
/// taken.
/// </summary>
/// <param name="Rules">all rules that held, in decimetres, the radius in metres</param>
/// <param name="Ok">no fault, and no blocking pair among all permitted pairs</param>
/// <param name="Blocking">blocking pairs found</param>
/// <param name="Coverage">how many could have been paired at all, with the certificate</param>
sealed record ProofDocument(
    string Campaign, string Area, Rules Rules, bool Ok, int Blocking, int FaultCount, IReadOnlyList<ProofFault> Faults,
    Coverage? Coverage, ProofFigures Figures, IReadOnlyList<AssumedPlace> Assumed)
{
    public static string Write(PairingRun run, HouseholdMarket market, ProofReport report) => JsonSerializer.Serialize(
        new ProofDocument(run.Campaign, run.Area, market.Rules, report.Ok, report.Blocking, report.FaultCount, report.Faults, Own(market, report.Coverage),
            report.Figures, market.Assumed), Wire.Json);

    static Coverage? Own(HouseholdMarket market, Coverage? found) => found is null ? null : found with
    {
        Proposers = [.. found.Proposers.Select(market.Own)],
        Acceptors = [.. found.Acceptors.Select(market.Own)],
        Recoverable = [.. found.Recoverable.Select(market.Own)],
    };
}
