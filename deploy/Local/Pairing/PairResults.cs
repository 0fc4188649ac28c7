using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Local;

/// <summary>Writes what a run gave: the two lists of pairs, those left out, and the proofs; all of them or nothing.</summary>
sealed class PairResults(FrontDoors doors)
{
    static readonly JsonSerializerOptions readable = new(Defaults.Wire.Json) { WriteIndented = true };

    /// <summary>Finds out before the work whether its results can be written, and leaves no trace of it.</summary>
    /// <exception cref="CannotStart">rule <c>out-folder-is-writable</c></exception>
    public static void Probe(string folder)
    {
        var there = folder;
        while (!Path.Exists(there)) there = Path.GetDirectoryName(there)!;
        try
        {
            File.Create(Path.Combine(there, $".pairing-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart("out-folder-is-writable", folder, error);
        }
    }

    public async Task WriteAsync(IReadOnlyList<RunDone> runs, IReadOnlyList<Sent> sent, string folder, CancellationToken stop)
    {
        var (organizations, members) = (runs[0], runs[1]);
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["organization-pairs.csv"] = await ListAsync(organizations, "pairs", stop),
            ["member-pairs.csv"] = await ListAsync(members, "pairs", stop),
            ["unpaired.csv"] = "market,side,id,reason\n"
                + await UnpairedAsync(organizations, stop) + await UnpairedAsync(members, stop),
            ["proof.json"] = await ProofAsync(organizations, members, sent, stop),
        };
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(folder, name + ".new"), text, stop);
        foreach (var name in files.Keys) File.Move(Path.Combine(folder, name + ".new"), Path.Combine(folder, name), overwrite: true);
    }

    Task<string> ListAsync(RunDone run, string what, CancellationToken stop) =>
        doors.Campaign.GetCsvAsync($"/api/v1/{run.Service}/runs/{run.Run}/{what}", stop);

    async Task<string> UnpairedAsync(RunDone run, CancellationToken stop)
    {
        var list = await ListAsync(run, "unpaired", stop);
        var rows = list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return rows.Aggregate(new StringBuilder(), (text, row) => text.Append(run.Service).Append(',').Append(row.TrimEnd('\r')).Append('\n')).ToString();
    }

    async Task<string> ProofAsync(RunDone organizations, RunDone members, IReadOnlyList<Sent> sent, CancellationToken stop)
    {
        var proof = new JsonObject
        {
            ["lists"] = new JsonArray([.. sent.Select(list => new JsonObject
            {
                ["file"] = list.File, ["rows"] = list.Rows, ["warnings"] = JsonSerializer.SerializeToNode(list.Warnings, Defaults.Wire.Json),
            })]),
            ["needRule"] = Node(await doors.Bureau.GetAsync("/api/v1/households/need-rule", stop)),
            ["organizations"] = await MarketAsync(organizations, stop),
            ["members"] = await MarketAsync(members, stop),
        };
        return proof.ToJsonString(readable) + "\n";
    }

    async Task<JsonNode> MarketAsync(RunDone run, CancellationToken stop) => new JsonObject
    {
        ["figures"] = Node(run.Figures),
        ["proof"] = Node(await doors.Campaign.GetAsync($"/api/v1/{run.Service}/runs/{run.Run}/proof", stop)),
    };

    static JsonNode? Node(JsonElement element) => JsonSerializer.SerializeToNode(element);
}
