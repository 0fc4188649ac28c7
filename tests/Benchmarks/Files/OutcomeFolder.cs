using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matching;

namespace Benchmarks;

/// <summary>Writes what a run gave: <c>pairs.csv</c>, <c>unpaired.csv</c>, <c>proof.json</c>.</summary>
sealed class OutcomeFolder(string folder)
{
    static readonly SearchValues<char> quoted = SearchValues.Create(",\"\r\n");
    static readonly JsonSerializerOptions indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public void WritePairs(Outcome outcome)
    {
        using (var pairs = Open("pairs.csv"))
        {
            pairs.Write("proposer,acceptor,seat,stage,distance_dm\n");
            foreach (var (proposer, acceptor, seat, stage, distance) in outcome.Pairs)
                pairs.Write($"{Cell(proposer)},{Cell(acceptor)},{seat},{stage},{distance}\n");
        }
        if (outcome.Prices is { } prices) WritePrices(prices);
        if (outcome.Blocking.Count > 0) WriteBlocking(outcome);
        using var unpaired = Open("unpaired.csv");
        unpaired.Write("proposer,reason\n");
        foreach (var (proposer, reason) in outcome.Unpaired) unpaired.Write($"{Cell(proposer)},{reason}\n");
    }

    // What the total distance is proven by: without it a stored outcome could not be proven again.
    void WritePrices(Prices prices)
    {
        using var file = Open("prices.csv");
        file.Write("id,price_dm,crowded\n");
        foreach (var (id, price, crowded) in prices.Proposers.Concat(prices.Acceptors))
            if (price != 0 || crowded) file.Write($"{Cell(id)},{price},{(crowded ? "true" : "false")}\n");
    }

    void WriteBlocking(Outcome outcome)
    {
        using var file = Open("blocking.csv");
        file.Write("proposer,acceptor,seat,holder,level,reason\n");
        foreach (var (proposer, acceptor, seat, holder, level, reason) in outcome.Blocking)
            file.Write($"{Cell(proposer)},{Cell(acceptor)},{seat},{Cell(holder)},{level},{reason}\n");
    }

    /// <param name="report">anything that JSON can say</param>
    public void WriteProof(object report) => File.WriteAllText(Made("proof.json"), JsonSerializer.Serialize(report, indented) + "\n");

    public StreamWriter Open(string name) => new(Made(name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);

    public static string Cell(string text) => text.AsSpan().ContainsAny(quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    string Made(string name)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
