using Contracts;
using Matching;
using Rules = Matching.Rules;

namespace Organizations;

/// <summary>One whose position is not known, and the division whose centre was taken for it; empty for the whole market.</summary>
sealed record AssumedPosition(string Id, string Centre);

/// <summary>The market (结对市场) of organizations, who ask, and communities, who receive: what its rounds and reasons are made from.</summary>
sealed class OrganizationMarket
{
    /// <summary>Where everybody is when nothing at all is known: all are then equally far, whatever the place.</summary>
    static readonly Coordinates anywhere = new(105, 35);

    readonly Dictionary<string, MarketUnit> units;
    readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    readonly HashSet<string> assumed = new(StringComparer.Ordinal);
    readonly Dictionary<(string From, string To), int> ranks = [];
    readonly Dictionary<string, int> dearest = new(StringComparer.Ordinal);

    public OrganizationMarket(MarketLists lists)
    {
        Lists = lists;
        Rules = MarketRules.Of(lists.Rules);
        var inOrder = lists.Units.OrderBy(unit => unit.Id, ByBytes.Order).ToList();
        units = inOrder.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        Organizations = [.. inOrder.Where(unit => unit.Holds && lists.Asks(unit))];
        Communities = [.. inOrder.Where(unit => unit.Holds && unit.Kind == UnitKind.Community)];
        Ended = [.. inOrder.Where(unit => !unit.Holds && lists.TakesPart(unit))];
        Assumed = Locate(inOrder);
        var (asking, receiving) = (Organizations.Select(it => it.Id).ToHashSet(), Communities.Select(it => it.Id).ToHashSet());
        // Who left since it was chosen is chosen no longer; the ranks of the others stay as they were given.
        foreach (var (from, to, rank) in lists.Choices)
            if (asking.Contains(from) && receiving.Contains(to) || receiving.Contains(from) && asking.Contains(to)) ranks[(from, to)] = rank;
        foreach (var ((from, _), rank) in ranks) dearest[from] = Math.Min(rank, dearest.GetValueOrDefault(from, int.MaxValue));
    }

    public MarketLists Lists { get; }
    public Rules Rules { get; }

    /// <summary>Who proposes, in the order of ids.</summary>
    public IReadOnlyList<MarketUnit> Organizations { get; }

    /// <summary>Who receives, in the order of ids.</summary>
    public IReadOnlyList<MarketUnit> Communities { get; }

    /// <summary>Who would take part, but stands in a division that holds no longer; in the order of ids.</summary>
    public IReadOnlyList<MarketUnit> Ended { get; }

    /// <summary>Those in the market whose position was assumed, in the order of ids.</summary>
    public IReadOnlyList<AssumedPosition> Assumed { get; }

    public IReadOnlyDictionary<(string From, string To), int> Ranks => ranks;

    public bool IsFirstChoice(string from, string to) => ranks.TryGetValue((from, to), out var rank) && rank == dearest[from];

    public bool Chose(string from) => dearest.ContainsKey(from);

    public bool IsAssumed(string id) => assumed.Contains(id);

    public string AreaOf(string id) => units[id].Area;

    /// <summary>Where an organization is; one that has left is taken to be where its community is.</summary>
    public Place PlaceOf(string organization, string community) => places.TryGetValue(organization, out var place) ? place : places[community];

    public long DistanceDm(string organization, string community) => PlaceOf(organization, community).DistanceTo(places[community]);

    List<AssumedPosition> Locate(IReadOnlyList<MarketUnit> inOrder)
    {
        var points = new KnownPoints();
        foreach (var unit in inOrder)
            if (unit.Position is { } point) points.Add(unit.Area, point);
        var found = new List<AssumedPosition>();
        foreach (var unit in inOrder)
        {
            var position = unit.Position ?? anywhere;
            if (unit.Position is null)
            {
                var around = KnownPoints.Around(unit.Area).FirstOrDefault(prefix => points.Centre(prefix) is not null) ?? "";
                position = points.Centre(around) ?? anywhere;
                assumed.Add(unit.Id);
                if (unit.Holds && Lists.TakesPart(unit)) found.Add(new(unit.Id, around.Length == 0 ? "" : around.PadRight(AreaCode.Length, '0')));
            }
            places[unit.Id] = Place.FromDegrees(position.Latitude, position.Longitude);
        }
        return found;
    }
}
