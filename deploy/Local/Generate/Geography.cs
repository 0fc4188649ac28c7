using Contracts;

namespace Local;

/// <summary>Where the district's communities lie and how many people live about each: all synthetic, inside the outline.</summary>
sealed class Geography
{
    /// <summary>How far people live from the middle of their community, as a deviation in metres.</summary>
    const double clusterMetres = 400;

    readonly Outline outline;
    readonly Plane plane;
    readonly Nearby nearby;
    readonly int[] runningWeights;

    public IReadOnlyList<AreaRow> Communities { get; }

    /// <summary>By index of <see cref="Communities"/>.</summary>
    public IReadOnlyList<Coordinates> Places { get; }

    /// <summary>By index of <see cref="Communities"/>: how many people are drawn there, relative to the others.</summary>
    public IReadOnlyList<int> Weights { get; }

    /// <summary>By code of street.</summary>
    public IReadOnlyDictionary<string, Coordinates> StreetPlaces { get; }

    public Plane Plane => plane;

    /// <summary>A known outline, or where none is known a round one about a centre in the province.</summary>
    public Geography(DistrictAreas areas, Outline? known, SeededRandom random)
    {
        outline = known ?? Outline.Around(Centres.Of(areas.District.Code), 700 * Math.Sqrt(areas.Communities.Count));
        plane = new(new((outline.West + outline.East) / 2, (outline.South + outline.North) / 2));
        Communities = areas.Communities;
        StreetPlaces = PlaceStreets(areas.Streets, random);
        Places = PlaceCommunities(areas.Streets, random);
        nearby = new(plane, Places);
        Weights = [.. Communities.Select(_ => LogNormal(random))];
        runningWeights = new int[Weights.Count];
        for (var (i, sum) = (0, 0); i < Weights.Count; i++)
            runningWeights[i] = sum += Weights[i];
        Heart = Places[Weights.Select((weight, index) => (weight, index)).MaxBy(pair => pair.weight).index];
    }

    /// <summary>The most populous community's place: a district's organs sit about it.</summary>
    public Coordinates Heart { get; }

    /// <summary>A home: anywhere in the district with the given probability, otherwise near a community as populous as it is likely.</summary>
    public (int Community, Coordinates Place) Home(SeededRandom random, double anywhere)
    {
        if (random.Chance(anywhere))
        {
            var place = Anywhere(random);
            return (NearestCommunity(place), place);
        }
        var community = random.Weighted(runningWeights);
        return (community, Near(Places[community], clusterMetres, random));
    }

    public int NearestCommunity(Coordinates place) => nearby.Nearest(place, 1)[0];

    public bool Contains(Coordinates place) => outline.Contains(place);

    /// <summary>About a place of the district, inside the outline; the place itself when the outline leaves too little room.</summary>
    public Coordinates Near(Coordinates place, double deviation, SeededRandom random)
    {
        var (east, north) = plane.Of(place);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var drawn = plane.At(east + deviation * random.Gaussian(), north + deviation * random.Gaussian());
            if (outline.Contains(drawn))
                return drawn;
        }
        return place;
    }

    Coordinates Anywhere(SeededRandom random)
    {
        for (var attempt = 0; attempt < 100_000; attempt++)
        {
            var drawn = Plane.Rounded(
                outline.West + random.Unit() * (outline.East - outline.West),
                outline.South + random.Unit() * (outline.North - outline.South));
            if (outline.Contains(drawn))
                return drawn;
        }
        throw new CannotGenerate("outline-has-an-inside", "边界内几乎没有面积 / the outline encloses next to nothing");
    }

    /// <summary>Each street as far from the others as the best of some draws, so that they share the district.</summary>
    Dictionary<string, Coordinates> PlaceStreets(IReadOnlyList<AreaRow> streets, SeededRandom random)
    {
        var placed = new Dictionary<string, Coordinates>(StringComparer.Ordinal);
        foreach (var street in streets)
            placed[street.Code] = Apart([.. placed.Values], 12, () => Anywhere(random));
        return placed;
    }

    /// <summary>Each community in the part of the district nearest to its own street, apart from the street's others.</summary>
    List<Coordinates> PlaceCommunities(IReadOnlyList<AreaRow> streets, SeededRandom random)
    {
        var middles = streets.Select(street => StreetPlaces[street.Code]).ToList();
        var near = new Nearby(plane, middles);
        var placed = new List<Coordinates>();
        var ofStreet = new Dictionary<string, List<Coordinates>>(StringComparer.Ordinal);
        foreach (var community in Communities)
        {
            if (!ofStreet.TryGetValue(community.Parent, out var others))
                ofStreet[community.Parent] = others = [];
            var place = Apart(others, 6, () => InStreet(community.Parent));
            others.Add(place);
            placed.Add(place);
        }
        return placed;

        Coordinates InStreet(string street)
        {
            for (var attempt = 0; attempt < 20 * streets.Count; attempt++)
            {
                var drawn = Anywhere(random);
                if (streets[near.Nearest(drawn, 1)[0]].Code == street)
                    return drawn;
            }
            return Near(StreetPlaces[street], clusterMetres, random);
        }
    }

    Coordinates Apart(List<Coordinates> others, int draws, Func<Coordinates> draw)
    {
        var best = draw();
        for (var i = 1; i < draws && others.Count > 0; i++)
        {
            var candidate = draw();
            if (others.Min(other => Squared(other, candidate)) > others.Min(other => Squared(other, best)))
                best = candidate;
        }
        return best;
    }

    double Squared(Coordinates one, Coordinates other)
    {
        var ((east1, north1), (east2, north2)) = (plane.Of(one), plane.Of(other));
        return (east1 - east2) * (east1 - east2) + (north1 - north2) * (north1 - north2);
    }

    /// <summary>Median 1,000, deviation of the logarithm one half; the exponential by squaring, exact everywhere.</summary>
    static int LogNormal(SeededRandom random)
    {
        var value = 1 + random.Gaussian() / 2 / 1_024;
        for (var i = 0; i < 10; i++)
            value *= value;
        return (int)(1_000 * value) + 1;
    }
}
