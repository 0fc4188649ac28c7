using Matching;

namespace Benchmarks;

/// <summary>
/// A seeded market: communities with log-normal weights, one to 150 households; 15 % of households and 25 % of members
/// anywhere, the others within some 400 m of a community (Gaussian); 25 households a square kilometre.
/// </summary>
sealed class SyntheticMarket
{
    const double CentreLatitude = 32.04, CentreLongitude = 118.79, MetresPerDegree = 111_195;
    const int HouseholdsPerCommunity = 150, HouseholdsPerGroup = 67, MostChoices = 5;

    static readonly string[] codes =
    [
        "medical", "legal", "schooling", "employment", "elder-care", "child-care", "disability-care", "repairs",
        "counselling", "digital", "errands", "company",
    ];

    readonly MarketShape shape;
    readonly Random chance;
    readonly double side;
    readonly (double East, double North)[] centres;
    readonly double[] upTo;
    readonly List<int>[] proposersOf, acceptorsOf;

    public SyntheticMarket(MarketShape shape)
    {
        this.shape = shape;
        chance = new(shape.Seed);
        side = Math.Sqrt(shape.Proposers / 25.0) * 1000;
        var communities = Math.Max(1, shape.Proposers / HouseholdsPerCommunity);
        centres = Enumerable.Range(0, communities).Select(_ => Anywhere()).ToArray();
        var sum = 0.0;
        upTo = Enumerable.Range(0, communities).Select(_ => sum += Math.Exp(Normal())).ToArray();
        proposersOf = Enumerable.Range(0, communities).Select(_ => new List<int>()).ToArray();
        acceptorsOf = Enumerable.Range(0, communities).Select(_ => new List<int>()).ToArray();
        Proposers = Enumerable.Range(0, shape.Proposers).Select(Household).ToList();
        Acceptors = Members();
        Choices = SomeChoices();
    }

    public IReadOnlyList<Proposer> Proposers { get; }

    public IReadOnlyList<Acceptor> Acceptors { get; }

    public IReadOnlyList<Choice> Choices { get; }

    public Market Market(Rules rules) => Matching.Market.Create(Proposers, Acceptors, Choices, [], [], rules);

    /// <summary>Where a place was before it was put on the sphere.</summary>
    public static (double Longitude, double Latitude) Degrees(Place place) => (
        Math.Atan2(place.Y, place.X) * (180 / Math.PI),
        Math.Atan2(place.Z, Math.Sqrt((double)place.X * place.X + (double)place.Y * place.Y)) * (180 / Math.PI));

    Proposer Household(int at)
    {
        var (place, community) = Settle(0.15, proposersOf, at);
        var needs = shape.Needs ? Some(3) : [];
        return new($"h{at:00000000}", place, needs, chance.Next(101), shape.Groups ? Group(community, chance.Next(GroupsOf(community))) : null);
    }

    // Members with one to three seats, until there are as many seats as asked for.
    List<Acceptor> Members()
    {
        List<Acceptor> members = [];
        for (var left = (long)(shape.Proposers * shape.SeatShare); left > 0;)
        {
            var seats = (int)Math.Min(left, chance.NextDouble() switch { < 0.6 => 1, < 0.9 => 2, _ => 3 });
            var (place, community) = Settle(0.25, acceptorsOf, members.Count);
            var skills = shape.Needs ? Some(3) : [];
            members.Add(new($"m{members.Count:00000000}", place, skills, seats, shape.Groups ? Organization(community) : []));
            left -= seats;
        }
        return members;
    }

    // An organization is paired with three groups that follow each other.
    string[] Organization(int community)
    {
        var (all, first) = (GroupsOf(community), chance.Next(GroupsOf(community)));
        return Enumerable.Range(0, Math.Min(3, all)).Select(next => Group(community, (first + next) % all)).ToArray();
    }

    int GroupsOf(int community)
    {
        var weight = upTo[community] - (community == 0 ? 0 : upTo[community - 1]);
        return Math.Max(1, (int)Math.Round(weight / upTo[^1] * shape.Proposers / HouseholdsPerGroup));
    }

    static string Group(int community, int part) => $"g{community}-{part}";

    // Among those who live in the same community: people choose whom they know.
    List<Choice> SomeChoices()
    {
        List<Choice> choices = [];
        for (var community = 0; community < centres.Length; community++)
        {
            foreach (var from in proposersOf[community]) Choose(Proposers[from].Id, acceptorsOf[community], to => Acceptors[to].Id);
            foreach (var from in acceptorsOf[community]) Choose(Acceptors[from].Id, proposersOf[community], to => Proposers[to].Id);
        }
        return choices;

        void Choose(string from, List<int> others, Func<int, string> id)
        {
            if (chance.NextDouble() >= shape.ChoiceShare || others.Count == 0) return;
            HashSet<int> whom = [];
            for (var wanted = 1 + chance.Next(MostChoices); wanted > 0; wanted--) whom.Add(others[chance.Next(others.Count)]);
            choices.AddRange(whom.Select((to, rank) => new Choice(from, id(to), rank + 1)));
        }
    }

    (Place Place, int Community) Settle(double anywhere, List<int>[] settled, int who)
    {
        var community = Array.BinarySearch(upTo, chance.NextDouble() * upTo[^1]);
        community = Math.Min(community < 0 ? ~community : community, centres.Length - 1);
        var (east, north) = centres[community];
        if (chance.NextDouble() < anywhere) return (PlaceAt(Anywhere()), community);
        settled[community].Add(who);
        return (PlaceAt((east + 400 * Normal(), north + 400 * Normal())), community);
    }

    string[] Some(int most) => Enumerable.Range(0, chance.Next(most + 1)).Select(_ => codes[chance.Next(codes.Length)]).Distinct().ToArray();

    (double East, double North) Anywhere() => (chance.NextDouble() * side, chance.NextDouble() * side);

    Place PlaceAt((double East, double North) at)
    {
        var latitude = CentreLatitude + (at.North - side / 2) / MetresPerDegree;
        var longitude = CentreLongitude + (at.East - side / 2) / (MetresPerDegree * Math.Cos(CentreLatitude * Math.PI / 180));
        return Place.FromDegrees(latitude, longitude);
    }

    double Normal() => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
