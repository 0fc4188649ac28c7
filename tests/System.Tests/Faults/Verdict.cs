using System.Text.Json;
using Npgsql;

namespace SystemTests;

/// <summary>What became of every acknowledged change, counted in the stores of three services and in the ledger.</summary>
/// <param name="Lost">acknowledged, and not there</param>
/// <param name="Doubled">there more than once</param>
/// <param name="Unexpected">there, and never pushed, or other than it was pushed</param>
/// <param name="Stale">copies below the highest version</param>
sealed record Verdict(int Lost, int Doubled, int Unexpected, int Stale)
{
    public static readonly Verdict Good = new(0, 0, 0, 0);

    public static Verdict operator +(Verdict one, Verdict other) =>
        new(one.Lost + other.Lost, one.Doubled + other.Doubled, one.Unexpected + other.Unexpected, one.Stale + other.Stale);

    /// <param name="acknowledged">the households and the version that each must have</param>
    public static Verdict OfStore(IReadOnlyDictionary<string, int> acknowledged, IReadOnlyCollection<Held> held)
    {
        var verdict = Good with { Unexpected = held.Count(it => !acknowledged.ContainsKey(it.Id)), Lost = acknowledged.Keys.Except(held.Select(it => it.Id)).Count() };
        foreach (var it in held.Where(it => acknowledged.ContainsKey(it.Id)))
            verdict += (it.Version - acknowledged[it.Id]) switch
            {
                < 0 and var missing => Good with { Lost = (int)-missing },
                > 0 and var more => Good with { Doubled = (int)more },
                _ => it.IsAsPushed ? Good : Good with { Unexpected = 1 },
            };
        return verdict;
    }

    public static Verdict OfCopy(IReadOnlyDictionary<string, int> acknowledged, IReadOnlyCollection<Held> held)
    {
        // A copy holds the newest only: below that it is stale, whatever is missing between.
        var stale = held.Count(it => acknowledged.TryGetValue(it.Id, out var version) && it.Version < version);
        return OfStore(acknowledged, held) with { Stale = stale, Lost = acknowledged.Keys.Except(held.Select(it => it.Id)).Count() };
    }

    /// <param name="told">every item of every line, in any order</param>
    public static Verdict OfLedger(IReadOnlyDictionary<string, int> acknowledged, IEnumerable<Held> told)
    {
        var verdict = Good;
        var times = new Dictionary<(string Id, long Version), int>();
        foreach (var it in told)
        {
            if (!acknowledged.TryGetValue(it.Id, out var version) || it.Version > version || it.Version < 1 || !it.IsAsPushed) verdict += Good with { Unexpected = 1 };
            else if (!times.TryAdd((it.Id, it.Version), 1)) verdict += Good with { Doubled = 1 };
        }
        return verdict + (Good with { Lost = acknowledged.Values.Sum() - times.Count });
    }

    public static Task<Verdict> OfAsync(Pushing pushing, string name, HttpClient reader, Func<string, string> store) => OfAsync(pushing.Acknowledged, name, reader, store);

    /// <param name="name">with which the ids of all households begin that were pushed</param>
    public static async Task<Verdict> OfAsync(IReadOnlyDictionary<string, int> acknowledged, string name, HttpClient reader, Func<string, string> store)
    {
        bool Own(Held it) => it.Id.StartsWith(name + "-", StringComparison.Ordinal);
        var households = (await Served.AllAsync(reader, $"/api/v1/households/register?area={PushedHousehold.District[..6]}")).Select(Held.Of).Where(Own).ToList();
        var members = await Held.ReadAsync(store("members"), """SELECT "Id", "Area", "Version", "Needs" FROM households""");
        var assessment = await Held.ReadAsync(store("assessment"), """SELECT "Id", "Area", "Version", NULL FROM households""");
        var told = (await LedgerRecount.ReadAsync(reader, "?type=HouseholdsChanged")).ToldBy("HouseholdsChanged").Select(Held.Of).Where(Own);
        return OfStore(acknowledged, households) + OfCopy(acknowledged, [.. members.Where(Own)])
            + OfCopy(acknowledged, [.. assessment.Where(Own)]) + OfLedger(acknowledged, told);
    }
}

/// <summary>What one service says of one household.</summary>
/// <param name="Needs">null where the service does not keep them</param>
sealed record Held(string Id, string Area, long Version, string[]? Needs)
{
    public bool IsAsPushed => Area == PushedHousehold.AreaAt((int)Version) && (Needs is null || Needs.SequenceEqual(PushedHousehold.NeedsAt((int)Version)));

    public static Held Of(JsonElement it) => new(
        it.Id(), it.Text("area"), it.GetProperty("version").GetInt64(), [.. it.GetProperty("needs").EnumerateArray().Select(need => need.GetString()!)]);

    public static async Task<List<Held>> ReadAsync(string address, string query)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var held = new List<Held>();
        while (await reader.ReadAsync())
            held.Add(new Held(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3).Split(';', StringSplitOptions.RemoveEmptyEntries)));
        return held;
    }
}
