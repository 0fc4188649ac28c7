namespace Organizations;

/// <summary>What came out of the rounds, with reasons and figures, as a run keeps it.</summary>
sealed class RunResults(PairingRun run, OrganizationMarket market, PairingRounds rounds)
{
    readonly List<FoundPair> pairs = [.. rounds.Pairs];

    public IEnumerable<RunPair> Pairs => pairs.Select((pair, at) => new RunPair
    {
        Run = run.Id,
        Row = at + 1,
        Organization = pair.Organization,
        Community = pair.Community,
        Area = market.AreaOf(pair.Community),
        Seat = pair.Seat,
        DistanceDm = pair.DistanceDm,
        OrganizationRank = Rank(pair.Organization, pair.Community),
        CommunityRank = Rank(pair.Community, pair.Organization),
        Why = ReasonCodes.Join(Why(pair)),
        Standing = pair.Standing,
    });

    public IEnumerable<RunLeft> Left
    {
        get
        {
            var organizations = market.Organizations.Where(it => rounds.GivenUp.ContainsKey(it.Id))
                .Select(it => (Side: PairingSide.Organization, it.Id, it.Area, Reason: WhyLeft(it.Id)));
            var communities = market.Communities.Where(it => rounds.IsIdle(it.Id))
                .Select(it => (Side: PairingSide.Community, it.Id, it.Area, Reason: LeftReasons.NobodyCame));
            var ended = market.Ended.Select(it => (
                Side: it.Kind == UnitKind.Community ? PairingSide.Community : PairingSide.Organization, it.Id, it.Area, Reason: LeftReasons.AreaEnded));
            var all = organizations.Concat(communities).Concat(ended).OrderBy(it => it.Side).ThenBy(it => it.Id, ByBytes.Order);
            return all.Select((it, at) => new RunLeft
            {
                Run = run.Id, Row = at + 1, Side = it.Side, Subject = it.Id, Area = it.Area, Reason = it.Reason,
            });
        }
    }

    public IEnumerable<RunChoice> Fates => market.Ranks
        .OrderBy(it => it.Key.From, ByBytes.Order).ThenBy(it => it.Value)
        .Select((it, at) =>
        {
            var fate = rounds.FateOf(it.Key.From, it.Key.To);
            return new RunChoice
            {
                Run = run.Id, Row = at + 1, Chooser = it.Key.From, Area = market.AreaOf(it.Key.From), Chosen = it.Key.To, Rank = it.Value,
                Granted = fate.Reason == Matching.ChoiceReasonCodes.Granted, Reason = fate.Reason, CameFirst = fate.CameFirst,
            };
        });

    public IEnumerable<RunBlocking> Blocking => rounds.Blocking.Select((it, at) => new RunBlocking
    {
        Run = run.Id, Row = at + 1, Round = it.Round, Organization = it.Pair.Proposer, Community = it.Pair.Acceptor, Area = market.AreaOf(it.Pair.Acceptor),
        Holder = it.Pair.Holder, Level = it.Pair.Level, Reason = it.Pair.Reason,
    });

    /// <param name="blocking">blocking pairs that the proofs of all rounds found</param>
    public RunFigures Figures(int blocking, double loading, double solving, double proving)
    {
        var distances = pairs.ConvertAll(pair => pair.DistanceDm);
        distances.Sort();
        var mutual = MutualFirst().ToList();
        var paired = market.Organizations.Count(it => rounds.CountOf(it.Id) > 0);
        var (mean, p99) = (distances.Count == 0 ? 0 : distances.Sum() / distances.Count / 10.0, Percentile(distances, 99));
        var (lacking, idle) = (market.Organizations.Count(it => rounds.CountOf(it.Id) < it.Seats), market.Communities.Count(it => rounds.IsIdle(it.Id)));
        var asking = market.Organizations.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var (ours, theirs) = (Choices(asking.Contains), Choices(it => !asking.Contains(it)));
        return new(
            market.Organizations.Count, market.Communities.Count, market.Organizations.Sum(it => it.Seats), market.Communities.Sum(it => it.Seats),
            rounds.Count, pairs.Count, pairs.Count(pair => pair.Standing is not null), paired, market.Organizations.Count - paired, lacking, idle, mean, p99,
            market.Ranks.Count, ours.Granted + theirs.Granted,
            mutual.Count, mutual.Count(it => rounds.Holds(it.Organization, it.Community)), market.Assumed.Count, loading, solving, proving,
            new RunPrice(
                pairs.Count, market.Organizations.Count - paired, lacking, idle, ours, theirs, blocking,
                mean, Percentile(distances, 50), p99, distances.Sum() / 10.0));
    }

    SideChoices Choices(Func<string, bool> side)
    {
        var made = market.Ranks.Keys.Where(it => side(it.From)).ToList();
        var granted = made.Count(it => rounds.Holds(it.From, it.To) || rounds.Holds(it.To, it.From));
        return new(granted, made.Count - granted);
    }

    /// <summary>The smallest distance that so many of a hundred pairs do not exceed, in metres; 0 of none.</summary>
    static double Percentile(List<long> ordered, int percent) =>
        ordered.Count == 0 ? 0 : ordered[(int)((ordered.Count * (long)percent + 99) / 100) - 1] / 10.0;

    IEnumerable<string> Why(FoundPair pair)
    {
        var (asked, answered) = (Rank(pair.Organization, pair.Community), Rank(pair.Community, pair.Organization));
        if (pair.Standing is not null) yield return PairReasons.Stands;
        if (market.IsFirstChoice(pair.Organization, pair.Community) && market.IsFirstChoice(pair.Community, pair.Organization))
            yield return PairReasons.MutualFirst;
        else if (asked is not null && answered is not null) yield return PairReasons.EachChose;
        else if (asked is not null) yield return PairReasons.OrganizationChose;
        else if (answered is not null) yield return PairReasons.CommunityChose;
        else if (pair.Standing is null) yield return PairReasons.Near;
        if (asked is null && pair.Standing is null && market.Chose(pair.Organization)) yield return PairReasons.ChoicesWentToOthers;
        if (market.IsAssumed(pair.Organization)) yield return PairReasons.OrganizationPlaceAssumed;
        if (market.IsAssumed(pair.Community)) yield return PairReasons.CommunityPlaceAssumed;
    }

    string WhyLeft(string organization) => rounds.CountOf(organization) == 0
        ? rounds.GivenUp[organization]
        : ReasonCodes.Join([LeftReasons.FewerThanWanted, rounds.GivenUp[organization]]);

    /// <summary>
    /// Pairs who are each other's first choice and free to be paired: not declined before, within the radius, and with a
    /// place and a seat that no standing pairing of somebody else holds.
    /// </summary>
    IEnumerable<(string Organization, string Community)> MutualFirst()
    {
        var declined = market.Lists.Declined.ToHashSet();
        var standing = market.Lists.Standing.Select(it => (it.Organization, it.Community)).ToHashSet();
        var wanting = Room(market.Organizations, market.Lists.Standing.Select(it => it.Organization));
        var receiving = Room(market.Communities, market.Lists.Standing.Select(it => it.Community));
        var radius = market.Rules.Radius * 10 ?? long.MaxValue;
        foreach (var (from, to) in market.Ranks.Keys)
        {
            if (!wanting.ContainsKey(from) || !market.IsFirstChoice(from, to) || !market.IsFirstChoice(to, from)) continue;
            var free = wanting[from] > 0 && receiving[to] > 0 && !declined.Contains((from, to)) && market.DistanceDm(from, to) <= radius;
            if (free || standing.Contains((from, to))) yield return (from, to);
        }
    }

    static Dictionary<string, int> Room(IReadOnlyList<MarketUnit> units, IEnumerable<string> held)
    {
        var counts = held.CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return units.ToDictionary(it => it.Id, it => it.Seats - counts.GetValueOrDefault(it.Id), StringComparer.Ordinal);
    }

    int? Rank(string from, string to) => market.Ranks.TryGetValue((from, to), out var rank) ? rank : null;
}
