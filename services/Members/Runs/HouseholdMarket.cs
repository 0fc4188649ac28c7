using Contracts;
using Matching;

namespace Members;

/// <summary>One whose position is not known, and the division whose centre was taken for it; empty for the whole market.</summary>
sealed record AssumedPlace(string Id, MarketSide Side, string Centre);

/// <summary>
/// The market (结对市场) of households, who ask, and members, who offer seats, as the engine takes it, together with what
/// explains its outcome.
/// </summary>
sealed class HouseholdMarket
{
    readonly MarketLists lists;
    readonly Dictionary<string, MarketHousehold> households;
    readonly Dictionary<string, MarketMember> members;
    readonly Dictionary<(string From, string To), int> ranks = [];
    readonly Dictionary<(string Household, string Member, int Stage), string> standing;
    readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    readonly HashSet<string> assumed = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> first;

    /// <exception cref="BadMarketException">when the lists break the engine's rules</exception>
    public HouseholdMarket(MarketLists lists)
    {
        this.lists = lists;
        households = lists.Households.ToDictionary(it => it.Id, StringComparer.Ordinal);
        members = lists.Members.ToDictionary(it => it.Id, StringComparer.Ordinal);
        standing = lists.Standing.ToDictionary(it => (it.Household, it.Member, it.Stage), it => it.Id);
        Excluded = lists.Excluded.Where(it => households.ContainsKey(it.Household) && members.ContainsKey(it.Member)).ToHashSet();
        // Who was chosen and has left since is chosen no longer; the ranks of the others stay as they were given.
        foreach (var (from, choice) in lists.Choices)
            if (Holds(from, choice.To) || Holds(choice.To, from)) ranks[(from, choice.To)] = choice.Rank;
        first = ranks.GroupBy(it => it.Key.From, StringComparer.Ordinal)
            .ToDictionary(it => it.Key, it => it.MinBy(choice => choice.Value).Key.To, StringComparer.Ordinal);
        Assumed = Locate();
        Rules = EngineRules.Of(lists.Rules);
        Engine = Market.Create(
            lists.Households.Select(it => new Proposer(it.Id, places[it.Id], it.Needs, it.Need, it.Area)),
            lists.Members.Select(it => new Acceptor(it.Id, places[it.Id], it.Skills, it.Seats, it.Paired)),
            ranks.Select(it => new Choice(it.Key.From, it.Key.To, it.Value)),
            Excluded.Select(it => new Matching.Exclusion(it.Household, it.Member)),
            lists.Standing.Select(it => new Matching.Lock(it.Household, it.Member, it.Stage)),
            Rules);
    }

    public Market Engine { get; }
    public Rules Rules { get; }

    /// <summary>In the order of their ids, households first.</summary>
    public IReadOnlyList<AssumedPlace> Assumed { get; }
    public IReadOnlySet<(string Household, string Member)> Excluded { get; }
    public IReadOnlyDictionary<(string From, string To), int> Ranks => ranks;

    /// <summary>Whom each who chose would have before all others.</summary>
    public IReadOnlyDictionary<string, string> First => first;
    public IReadOnlyList<StandingPair> Standing => lists.Standing;

    public bool IsHousehold(string id) => households.ContainsKey(id);

    public string AreaOf(string id) => households.TryGetValue(id, out var household) ? household.Area : members[id].Area;

    public MarketHousehold Household(string id) => households[id];

    public MarketMember Member(string id) => members[id];

    public long DistanceDm(string household, string member) => places[household].DistanceTo(places[member]);

    int? Rank(string from, string to) => ranks.TryGetValue((from, to), out var rank) ? rank : null;

    bool Holds(string household, string member) => households.ContainsKey(household) && members.ContainsKey(member);

    List<AssumedPlace> Locate()
    {
        var centres = new Centres();
        foreach (var it in lists.Households) if (it.Position is { } at) centres.Add(it.Area, at);
        foreach (var it in lists.Members) if (it.Position is { } at) centres.Add(it.Residence, at);
        foreach (var (area, at) in lists.Points) centres.Add(area, at);
        var found = new List<AssumedPlace>();
        void Put(string id, MarketSide side, string area, Coordinates? position)
        {
            if (position is null) found.Add(new(id, side, centres.For(area).Of));
            var at = position ?? centres.For(area).At;
            places[id] = Place.FromDegrees(at.Latitude, at.Longitude);
        }
        foreach (var it in lists.Households.OrderBy(it => it.Id, StringComparer.Ordinal)) Put(it.Id, MarketSide.Household, it.Area, it.Position);
        foreach (var it in lists.Members.OrderBy(it => it.Id, StringComparer.Ordinal)) Put(it.Id, MarketSide.Member, it.Residence, it.Position);
        assumed.UnionWith(found.Select(it => it.Id));
        return found;
    }

    /// <summary>A pair of the outcome with its reasons.</summary>
    public RunPair Explain(string run, int row, Pair pair)
    {
        var (household, member) = (households[pair.Proposer], members[pair.Acceptor]);
        string[] met = [.. household.Needs.Where(member.Skills.Contains)], missed = [.. household.Needs.Except(member.Skills)];
        var kept = standing.GetValueOrDefault((household.Id, member.Id, pair.Stage));
        return new RunPair
        {
            Run = run,
            Row = row,
            Household = household.Id,
            Member = member.Id,
            Organization = member.Organization,
            Area = household.Area,
            Seat = pair.Seat,
            Stage = pair.Stage,
            DistanceDm = pair.DistanceDm,
            HouseholdRank = Rank(household.Id, member.Id),
            MemberRank = Rank(member.Id, household.Id),
            Met = met,
            Missed = missed,
            Standing = kept,
            Why = [.. Why(household, member, pair, kept is not null, met.Length, missed.Length)],
        };
    }

    IEnumerable<string> Why(MarketHousehold household, MarketMember member, Pair pair, bool kept, int met, int missed)
    {
        if (kept) yield return PairReasons.Stands;
        if (pair.Stage == 2) yield return PairReasons.SecondHelper;
        yield return Chosen(household.Id, member.Id);
        if (!kept && pair.Stage == 1 && WentElsewhere(household.Id, member.Id)) yield return PairReasons.ChoicesWentToOthers;
        if (member.Paired.Contains(household.Area)) yield return PairReasons.PairedCommunity;
        if (met > 0) yield return missed == 0 ? PairReasons.NeedsMet : PairReasons.NeedsPartlyMet;
        else if (missed > 0) yield return PairReasons.NeedsNotMet;
        if (assumed.Contains(household.Id)) yield return PairReasons.HouseholdPlaceAssumed;
        if (assumed.Contains(member.Id)) yield return PairReasons.MemberPlaceAssumed;
    }

    string Chosen(string household, string member) => (ranks.ContainsKey((household, member)), ranks.ContainsKey((member, household))) switch
    {
        (true, true) => first.GetValueOrDefault(household) == member && first.GetValueOrDefault(member) == household
            ? PairReasons.MutualFirst
            : PairReasons.EachChose,
        (true, false) => PairReasons.HouseholdChose,
        (false, true) => PairReasons.MemberChose,
        _ => PairReasons.Near,
    };

    /// <summary>The household chose, and has somebody whom it would have less than its first choice.</summary>
    bool WentElsewhere(string household, string member) => first.TryGetValue(household, out var dearest) && dearest != member;
}
