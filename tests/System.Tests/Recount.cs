using System.Globalization;
using System.Text.Json;
using Contracts;
using Xunit;

namespace SystemTests;

/// <summary>
/// Checks the files of <c>pair</c> from the lists alone, by the plainest code there is: every permitted pair of every
/// market is looked at. Only for lists of some hundreds a side.
/// </summary>
sealed class Recount(string lists, string result)
{
    readonly JsonElement proof = JsonDocument.Parse(File.ReadAllText(Path.Combine(result, "proof.json"))).RootElement;
    readonly List<Dictionary<string, string>> organizations = Csv.Read(Path.Combine(lists, "organizations.csv"));
    readonly List<Dictionary<string, string>> members = Csv.Read(Path.Combine(lists, "members.csv"));
    readonly List<Dictionary<string, string>> households = Csv.Read(Path.Combine(lists, "households.csv"));
    readonly List<Dictionary<string, string>> organizationPairs = Csv.Read(Path.Combine(result, "organization-pairs.csv"));
    readonly List<Dictionary<string, string>> memberPairs = Csv.Read(Path.Combine(result, "member-pairs.csv"));
    readonly Dictionary<(string, string), int> ranks = Ranks(lists);

    public void Check()
    {
        CheckOrganizations();
        CheckMembers();
    }

    void CheckOrganizations()
    {
        var places = new KnownPlaces(organizations);
        var market = new PlainMarket(Rules("organizations", needDefault: 200), ranks);
        foreach (var row in organizations.Where(row => row["kind"] == "community"))
            market.Acceptors.Add(new PlainSide(row["id"], places.Of(row), [], [], Seats(row), 0));
        foreach (var row in organizations.Where(row => row["kind"] == "organ"))
            market.Proposers.Add(new PlainSide(row["id"], places.Of(row), [], [], 1, 0));
        if (organizations.Any(row => row["kind"] == "organ" && Seats(row) > 1)) return; // rounds are checked by the service's own tests
        market.Check(organizationPairs.Select(row => new PlainPair(row["organization"], row["community"], Number(row["seat"]), 1, row["distance_m"])).ToList());
        CheckRanks(organizationPairs, "organization", "community", "organization_rank", "community_rank");
    }

    void CheckMembers()
    {
        var places = new KnownPlaces(organizations.Where(row => row["kind"] == "community").Concat(organizations.Where(row => row["kind"] != "community")).Concat(members).Concat(households).ToList());
        var communities = organizations.Where(row => row["kind"] == "community").ToDictionary(row => row["id"], row => row["area"], StringComparer.Ordinal);
        var paired = organizationPairs.ToLookup(row => row["organization"], row => communities[row["community"]], StringComparer.Ordinal);
        var market = new PlainMarket(Rules("members", needDefault: 200), ranks) { SecondPlace = true };
        foreach (var row in members)
            market.Acceptors.Add(new PlainSide(row["id"], places.Of(row), Codes(row["skills"]), [.. paired[row["organization"]]], Seats(row), 0));
        foreach (var row in households)
            market.Proposers.Add(new PlainSide(row["id"], places.Of(row), Codes(row["needs"]), [row["area"]], 1, NeedOf(row)));
        var exclusions = Path.Combine(lists, "exclusions.csv");
        if (File.Exists(exclusions))
            foreach (var row in Csv.Read(exclusions)) market.Excluded.Add((row["household"], row["member"]));
        market.Check(memberPairs.Select(row => new PlainPair(row["household"], row["member"], Number(row["seat"]), Number(row["stage"]), row["distance_m"])).ToList());
        CheckRanks(memberPairs, "household", "member", "household_rank", "member_rank");
    }

    void CheckRanks(List<Dictionary<string, string>> pairs, string proposer, string acceptor, string proposerRank, string acceptorRank)
    {
        foreach (var row in pairs)
        {
            Assert.Equal(Rank(row[proposer], row[acceptor]), row[proposerRank]);
            Assert.Equal(Rank(row[acceptor], row[proposer]), row[acceptorRank]);
            Assert.NotEqual("", row["why"]);
        }
    }

    string Rank(string from, string to) => ranks.TryGetValue((from, to), out var rank) ? rank.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>The need score by the rule that the proof prints.</summary>
    int NeedOf(Dictionary<string, string> household)
    {
        var rule = proof.GetProperty("needRule");
        int Points(string of, string code) => rule.GetProperty(of).TryGetProperty(code, out var points) ? points.GetInt32() : 0;
        var sum = Codes(household["categories"]).Sum(code => Points("categories", code)) + Codes(household["needs"]).Sum(code => Points("needs", code));
        return Math.Min(rule.GetProperty("cap").GetInt32(), sum);
    }

    PlainRules Rules(string market, long needDefault)
    {
        var file = Path.Combine(lists, "rules.json");
        var given = File.Exists(file) && JsonDocument.Parse(File.ReadAllText(file)).RootElement.TryGetProperty(market, out var rules) ? rules : default;
        long Of(string name, long otherwise) => given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out var value) ? value.GetInt64() : otherwise;
        return new PlainRules(Of("wProposer", 20_000), Of("wAcceptor", 5_000), Of("load", 10_000), Of("need", needDefault), Of("bonus", 30_000), Of("radius", -1));
    }

    static Dictionary<(string, string), int> Ranks(string lists)
    {
        var file = Path.Combine(lists, "choices.csv");
        return File.Exists(file) ? Csv.Read(file).ToDictionary(row => (row["from"], row["to"]), row => Number(row["rank"])) : [];
    }

    static int Seats(Dictionary<string, string> row) => row["seats"] == "" ? 1 : Number(row["seats"]);

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static string[] Codes(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Where everybody is; who gave no coordinates is at the centre of the known points of the community, street, district or all.</summary>
sealed class KnownPlaces(IReadOnlyList<Dictionary<string, string>> rows)
{
    public Coordinates Of(Dictionary<string, string> row) => Own(row) ?? new[] { 12, 9, 6, 0 }.Select(digits => Centre(row["area"][..digits])).First(centre => centre is not null)!.Value;

    Coordinates? Centre(string prefix)
    {
        var known = rows.Where(row => row["area"].StartsWith(prefix, StringComparison.Ordinal)).Select(Own).OfType<Coordinates>().ToList();
        if (known.Count == 0) return prefix.Length == 0 ? new Coordinates(0, 0) : null;
        static long Parts(double degrees) => (long)Math.Round(degrees * 1e7);
        return new Coordinates(known.Sum(it => Parts(it.Longitude)) / known.Count / 1e7, known.Sum(it => Parts(it.Latitude)) / known.Count / 1e7);
    }

    static Coordinates? Own(Dictionary<string, string> row)
    {
        if (row["longitude"] == "") return null;
        Assert.True(CrsNames.TryParse(row["crs"], out var crs));
        return Coordinates.From(double.Parse(row["longitude"], CultureInfo.InvariantCulture), double.Parse(row["latitude"], CultureInfo.InvariantCulture), crs);
    }
}
