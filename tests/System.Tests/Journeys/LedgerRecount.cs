using System.Text.Json;
using Xunit;

namespace SystemTests;

/// <summary>The ledger, read fact by fact, against what the services themselves export: each version of each subject told once, and the newest as it stands.</summary>
sealed class LedgerRecount
{
    readonly Dictionary<string, List<JsonElement>> facts = new(StringComparer.Ordinal);

    /// <param name="asked">which lines, as a query; all unless given</param>
    public static async Task<LedgerRecount> ReadAsync(HttpClient reader, string asked = "")
    {
        var recount = new LedgerRecount();
        var lines = await Served.AllAsync(reader, "/api/v1/assessment/ledger" + asked);
        foreach (var type in lines.GroupBy(line => line.Text("type"), StringComparer.Ordinal))
            recount.facts[type.Key] = [.. type.Select(line => line.GetProperty("fact"))];
        return recount;
    }

    /// <summary>All that is told of subjects by facts of a type.</summary>
    public List<JsonElement> ToldBy(string type) => [.. facts.GetValueOrDefault(type, []).SelectMany(fact =>
        fact.TryGetProperty("items", out var items) ? items.EnumerateArray() : Enumerable.Repeat(fact, 1))];

    /// <param name="exported">all subjects that the owning service has, past ones too</param>
    /// <param name="fields">what is compared beside the versions</param>
    /// <returns>how many subjects agree</returns>
    public int MustAgree(string type, IReadOnlyCollection<JsonElement> exported, params string[] fields)
    {
        var told = ToldBy(type).ToLookup(item => item.Id(), StringComparer.Ordinal);
        Assert.Equal(exported.Select(item => item.Id()).Order(StringComparer.Ordinal), told.Select(it => it.Key).Order(StringComparer.Ordinal));
        foreach (var item in exported)
        {
            var versions = told[item.Id()].OrderBy(Version).ToList();
            Assert.True(versions.Select(Version).SequenceEqual(Enumerable.Range(1, (int)Version(item)).Select(it => (long)it)),
                $"{type} of {item.Id()}: version {Version(item)} stands, told were {string.Join(' ', versions.Select(Version))}");
            foreach (var field in fields)
                Assert.True(item.GetProperty(field).GetRawText() == versions[^1].GetProperty(field).GetRawText(),
                    $"{type} of {item.Id()}: {field} is {item.GetProperty(field)}, told was {versions[^1].GetProperty(field)}");
        }
        return exported.Count;
    }

    static long Version(JsonElement item) => item.GetProperty("version").GetInt64();
}
