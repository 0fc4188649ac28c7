using System.Text.Json;
using Defaults;

namespace Members;

/// <summary>The proof of a run by district: that of each part stands by itself, and is told here from every other.</summary>
/// <param name="Ok">each part has been proven</param>
/// <param name="Blocking">blocking pairs within the districts; between them nobody asked</param>
sealed record PartsProof(string Campaign, string Area, string By, bool Ok, int Blocking, IReadOnlyList<PartProof> Parts)
{
    public static string Write(PairingRun run, IReadOnlyList<PairingRun> parts, IReadOnlyDictionary<string, string> hashes)
    {
        // A part whose proof did not hold is not done.
        var all = parts.Select(it => new PartProof(it.Id, it.Area, it.Figures!.Paired, it.Figures.LeftOut, it.Figures.Price?.Blocking ?? 0, hashes[it.Id])).ToList();
        return JsonSerializer.Serialize(new PartsProof(run.Campaign, run.Area, "district", Ok: true, all.Sum(it => it.Blocking), all), Wire.Json);
    }
}

/// <param name="Sha256">of the part's own proof, as it is answered for the part's run</param>
sealed record PartProof(string Run, string Area, int Paired, int LeftOut, int Blocking, string Sha256);
