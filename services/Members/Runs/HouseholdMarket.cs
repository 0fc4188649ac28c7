using Contracts;
using Matching;

namespace Members;

/// <summary>One whose position is not known, and the division whose centre was taken for it; empty for the whole market.</summary>
sealed record AssumedPlace(string Id, MarketSide Side, string Centre);

/// <summary>
/// The market (结对市场) of households, who ask, and members, who offer seats, as the engine takes it, together with what
/// explains its outcome. Everybody goes by the name that <see cref="MarketIds"/> gives for the engine; only what is kept of
/// the outcome has the ids of the lists again.
/// </summary>
sealed class HouseholdMarket
{
    readonly MarketLists lists;
    readonly MarketIds ids;
    readonly Dictionary<string, MarketHousehold> households;
    readonly Dictionary<string, MarketMember> members;
    readonly Dictionary<(string From, string To), int> ranks = [];
    readonly Dictionary<(string Household, string Member, int Stage), string> standing;
    readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    readonly HashSet<string> assumed = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> first;
    readonly HashSet<string> helped;

    /// <exception cref="BadMarketException">when the lists break the engine's rules</exception>
    public HouseholdMarket(MarketLists lists)
    {
        ids = new MarketIds(lists.Households.Select(it => it.Id), lists.Members.Select(it => it.Id));
        this.lists = lists = Keyed(lists);
        households = lists.Households.ToDictionary(it => it.Id, StringComparer.Ordinal);
        members = lists.Members.ToDictionary(it => it.Id, StringComparer.Ordinal);
        standing = lists.Standing.ToDictionary(it => (it.Household, it.Member, it.Stage), it => it.Id);
        helped = [.. Locks.Where(it => it.Stage == 1).Select(it => it.Household)];
        var besides = lists.Beside.Where(it => it.Locked).Select(it => it.Household).ToHashSet(StringComparer.Ordinal);
        Excluded = lists.Excluded.ToHashSet();
        foreach (var (_, from, choice) in lists.Choices) ranks[(from, choice.To)] = choice.Rank;
        first = ranks.GroupBy(it => it.Key.From, StringComparer.Ordinal)
            .ToDictionary(it => it.Key, it => it.MinBy(choice => choice.Value).Key.To, StringComparer.Ordinal);
        Assumed = Locate();
        Rules = EngineRules.Of(lists.Rules);
        Engine = Market.Create(
            lists.Households.Select(it => new Proposer(it.Id, places[it.Id], it.Needs, it.Need, it.Area) { SecondElsewhere = besides.Contains(it.Id) }),
            lists.Members.Select(it => new Acceptor(it.Id, places[it.Id], it.Skills, it.Seats, it.Paired) { HoldsElsewhere = it.Elsewhere }),
            ranks.Select(it => new Choice(it.Key.From, it.Key.To, it.Value)),
            Excluded.Select(it => new Matching.Exclusion(it.Household, it.Member)),
            Locks.Select(it => new Matching.Lock(it.Household, it.Member, it.Stage)),
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
    public IEnumerable<StandingPair> Locks => lists.Standing.Where(it => it.Locked);

    /// <summary>
    /// What stands and does not come out again, in the order of the households' ids, then stages. A second helper who has no
    /// seat in the market gives way where another was found.
    /// </summary>
    public IEnumerable<StandingPair> Parted(Outcome outcome)
    {
        var kept = outcome.Pairs.Select(it => (it.Proposer, it.Acceptor, it.Stage)).ToHashSet();
        var seconds = outcome.Pairs.Where(it => it.Stage == 2).Select(it => it.Proposer).ToHashSet(StringComparer.Ordinal);
        return lists.Standing.Where(it => !kept.Contains((it.Household, it.Member, it.Stage))).Select(it => it with { Member = ids.Own(it.Member) })
            .Concat(lists.Beside.Where(it => !it.Locked && seconds.Contains(it.Household)))
            .OrderBy(it => it.Household, StringComparer.Ordinal).ThenBy(it => it.Stage);
    }

    /// <summary>The pairing that stood before and comes out again, null for a new pair.</summary>
    public string? StandingOf(Pair pair) => standing.GetValueOrDefault((pair.Proposer, pair.Acceptor, pair.Stage));

    public IReadOnlyList<MarketHousehold> Households => lists.Households;

    /// <summary>Whether a household has no first helper that it keeps.</summary>
    public bool IsAsking(string key) => !helped.Contains(key);

    public MarketMember Member(string key) => members[key];

    public string AreaOf(string key) => MarketIds.IsHousehold(key) ? households[key].Area : members[key].Area;

    /// <summary>The id that the lists gave.</summary>
    public string Own(string key) => ids.Own(key);

    public long DistanceDm(string household, string member) => places[household].DistanceTo(places[member]);

    int? Rank(string from, string to) => ranks.TryGetValue((from, to), out var rank) ? rank : null;

    /// <summary>
    /// The lists under the engine's names. Who was chosen or excluded and has left since is so no longer; the ranks of the
    /// others stay as they were given.
    /// </summary>
    MarketLists Keyed(MarketLists own) => own with
    {
        Households = [.. own.Households.Select(it => it with { Id = ids.Household(it.Id) })],
        Members = [.. own.Members.Select(it => it with { Id = ids.Member(it.Id) })],
        Choices =
        [
            .. from it in own.Choices
            let asked = ids.Key(it.Side, it.From)
            let chosen = ids.Key(it.Side == MarketSide.Member ? MarketSide.Household : MarketSide.Member, it.Choice.To)
            where asked is not null && chosen is not null
            select (it.Side, asked, it.Choice with { To = chosen }),
        ],
        Excluded =
        [
            .. from it in own.Excluded
            let household = ids.Key(MarketSide.Household, it.Household)
            let member = ids.Key(MarketSide.Member, it.Member)
            where household is not null && member is not null
            select (household, member),
        ],
        Standing = [.. own.Standing.Select(it => it with { Household = ids.Household(it.Household), Member = ids.Member(it.Member) })],
        Beside = [.. own.Beside.Select(it => it with { Household = ids.Household(it.Household) })],
    };

    List<AssumedPlace> Locate()
    {
        var centres = new Centres();
        foreach (var it in lists.Households) if (it.Position is { } at) centres.Add(it.Area, at);
        foreach (var it in lists.Members) if (it.Position is { } at) centres.Add(it.Residence, at);
        foreach (var (area, at) in lists.Points) centres.Add(area, at);
        var found = new List<AssumedPlace>();
        void Put(string id, MarketSide side, string area, Coordinates? position)
        {
            if (position is null && assumed.Add(id)) found.Add(new(ids.Own(id), side, centres.For(area).Of));
            var at = position ?? centres.For(area).At;
            places[id] = Place.FromDegrees(at.Latitude, at.Longitude);
        }
        foreach (var it in lists.Households.OrderBy(it => it.Id, StringComparer.Ordinal)) Put(it.Id, MarketSide.Household, it.Area, it.Position);
        foreach (var it in lists.Members.OrderBy(it => it.Id, StringComparer.Ordinal)) Put(it.Id, MarketSide.Member, it.Residence, it.Position);
        return found;
    }

    /// <summary>A pair of the outcome with its reasons.</summary>
    /// <param name="fates">what became of the household's choices</param>
    public RunPair Explain(string run, int row, Pair pair, IEnumerable<ChoiceExplanation> fates)
    {
        var (household, member) = (households[pair.Proposer], members[pair.Acceptor]);
        string[] met = [.. household.Needs.Where(member.Skills.Contains)], missed = [.. household.Needs.Except(member.Skills)];
        var kept = StandingOf(pair);
        return new RunPair
        {
            Run = run,
            Row = row,
            Household = ids.Own(household.Id),
            Member = ids.Own(member.Id),
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
            Why = [.. Why(household, member, pair, fates, kept is not null, met.Length, missed.Length)],
        };
    }

    IEnumerable<string> Why(
        MarketHousehold household, MarketMember member, Pair pair, IEnumerable<ChoiceExplanation> fates, bool kept, int met, int missed)
    {
        if (kept) yield return PairReasons.Stands;
        if (pair.Stage == 2) yield return PairReasons.SecondHelper;
        yield return Chosen(household.Id, member.Id);
        foreach (var reason in fates.Select(it => WhyNot(it.Reason)).OfType<string>().Distinct().Where(_ => !kept && pair.Stage == 1)) yield return reason;
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

    /// <summary>Why the household has another helper than this choice; null where it was granted, or a better one was.</summary>
    static string? WhyNot(string fate) => fate switch
    {
        ChoiceReasonCodes.Excluded or ChoiceReasonCodes.BeyondRadius => PairReasons.ChoicesNotPermitted,
        ChoiceReasonCodes.SeatsHoldPreferred or ChoiceReasonCodes.SeatWentToOneLeftOut or ChoiceReasonCodes.ChosenPrefersItsPlace
            or ChoiceReasonCodes.ChosenKeepsStandingPair =>
            PairReasons.ChoicesWentToOthers,
        _ => null,
    };
}
