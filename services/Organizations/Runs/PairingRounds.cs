using System.Globalization;
using Matching;

namespace Organizations;

/// <summary>A pair of a round, or one that stood before (<see cref="Standing"/>).</summary>
sealed record FoundPair(string Organization, string Community, int Seat, long DistanceDm, string? Standing);

/// <summary>What became of a choice, by the engine's own reasons, and who came first, each with why.</summary>
sealed record ChoiceFate(string Reason, IReadOnlyList<Precedence> CameFirst);

/// <summary>
/// An organization that wants several communities is paired in as many rounds; in each it asks for one, and not for those
/// that it has. Seats that are held, by standing pairings and by earlier rounds, are held in the engine's market by locked
/// stand-ins, so that every further seat of a community counts as farther, as its load asks.
/// </summary>
sealed class PairingRounds
{
    readonly OrganizationMarket market;
    readonly Dictionary<string, List<FoundPair>> byOrganization = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<FoundPair>> byCommunity = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> givenUp = new(StringComparer.Ordinal);
    readonly Dictionary<(string From, string To), ChoiceFate> fates = [];
    readonly string standIn;
    readonly List<(int Round, BlockingPair Pair)> blocking = [];
    List<FoundPair> held = [];

    public PairingRounds(OrganizationMarket market)
    {
        this.market = market;
        standIn = "held:";
        while (market.Organizations.Concat(market.Communities).Any(unit => unit.Id.StartsWith(standIn, StringComparison.Ordinal))) standIn += ":";
        var communities = market.Communities.Select(it => it.Id).ToHashSet();
        foreach (var pair in market.Lists.Standing.Where(pair => communities.Contains(pair.Community)))
            Add(new(pair.Organization, pair.Community, pair.Seat, market.DistanceDm(pair.Organization, pair.Community), pair.Pairing));
    }

    /// <summary>Rounds begun.</summary>
    public int Count { get; private set; }

    /// <summary>Rounds that there can be: as many as communities that one organization wants.</summary>
    public int Most => market.Organizations.Max(it => it.Seats);

    /// <summary>In the order of the organizations' ids, then the communities'.</summary>
    public IEnumerable<FoundPair> Pairs => byOrganization.Values.SelectMany(pairs => pairs)
        .OrderBy(pair => pair.Organization, ByBytes.Order).ThenBy(pair => pair.Community, ByBytes.Order);

    /// <summary>Why organizations that want more found no more: the engine's reasons.</summary>
    public IReadOnlyDictionary<string, string> GivenUp => givenUp;

    /// <summary>Pairs that promotion by levels made block in each round.</summary>
    public IReadOnlyList<(int Round, BlockingPair Pair)> Blocking => blocking;

    /// <summary>What became of a choice.</summary>
    public ChoiceFate FateOf(string from, string to)
    {
        if (Holds(from, to) || Holds(to, from)) return new(ChoiceReasonCodes.Granted, []);
        // No round was asked for by an organization that has standing pairings enough.
        return fates.TryGetValue((from, to), out var fate) ? fate : new(ChoiceReasonCodes.KeepsStandingPair, []);
    }

    public int CountOf(string organization) => byOrganization.GetValueOrDefault(organization)?.Count ?? 0;

    public bool Holds(string organization, string community) =>
        byOrganization.TryGetValue(organization, out var pairs) && pairs.Exists(pair => pair.Community == community);

    public bool IsIdle(string community) => !byCommunity.ContainsKey(community);

    /// <summary>The engine's market of the next round, null when nobody wants more or can have more.</summary>
    public Market? Next()
    {
        var asking = market.Organizations.Where(it => CountOf(it.Id) < it.Seats && !givenUp.ContainsKey(it.Id)).ToList();
        if (asking.Count == 0) return null;
        Count++;
        var asks = asking.Select(it => it.Id).ToHashSet();
        held = [.. Pairs];
        var receives = market.Communities.Select(it => it.Id).ToHashSet();
        return Market.Create(
            asking.Select(it => Asks(it.Id, market.PlaceOf(it.Id, it.Id)))
                .Concat(held.Select((pair, at) => Asks(standIn + at, market.PlaceOf(pair.Organization, pair.Community)))),
            market.Communities.Select(it => new Acceptor(it.Id, market.PlaceOf(it.Id, it.Id), [], SeatsOf(it), [])),
            market.Ranks.Where(it => asks.Contains(it.Key.From) || asks.Contains(it.Key.To)).Select(it => new Choice(it.Key.From, it.Key.To, it.Value)),
            held.Where(pair => asks.Contains(pair.Organization)).Select(pair => new Exclusion(pair.Organization, pair.Community))
                .Concat(market.Lists.Declined.Where(pair => asks.Contains(pair.Organization) && receives.Contains(pair.Community))
                    .Select(pair => new Exclusion(pair.Organization, pair.Community))),
            held.Select((pair, at) => new Matching.Lock(standIn + at, pair.Community, 1)),
            market.Rules);
    }

    /// <summary>Takes what the engine found in the round.</summary>
    public void Take(Market asked, Outcome outcome)
    {
        foreach (var choice in Explain.Of(asked, outcome).Choices().Where(choice => !IsDecided(choice.From, choice.To)))
            fates[(choice.From, choice.To)] = new(choice.Reason, [.. choice.CameFirst.Select(it => new Precedence(Named(it.Holder), it.Why))]);
        var found = outcome.Pairs.Where(pair => !pair.Proposer.StartsWith(standIn, StringComparison.Ordinal)).ToList();
        // The engine moves standing pairs to the front; here they keep their seats, and new pairs take the free ones in order.
        foreach (var pair in found.OrderBy(pair => pair.Seat))
        {
            var taken = byCommunity.GetValueOrDefault(pair.Acceptor)?.Select(it => it.Seat).ToHashSet() ?? [];
            var seat = 1;
            while (taken.Contains(seat)) seat++;
            Add(new(pair.Proposer, pair.Acceptor, seat, pair.DistanceDm, Standing: null));
        }
        blocking.AddRange(outcome.Blocking.Select(it => (Count, it with { Proposer = Named(it.Proposer), Holder = Named(it.Holder) })));
        foreach (var left in outcome.Unpaired.Where(left => !left.Proposer.StartsWith(standIn, StringComparison.Ordinal)))
            givenUp[left.Proposer] = left.Reason;
    }

    /// <summary>
    /// Granted in an earlier round, or refused in one: later rounds know the refusal only as a seat that is held. Open still
    /// where an organization had something better and wants more.
    /// </summary>
    bool IsDecided(string from, string to) => Holds(from, to) || Holds(to, from)
        || fates.TryGetValue((from, to), out var fate)
            && fate.Reason is not (ChoiceReasonCodes.BetterChoiceGranted or ChoiceReasonCodes.ChosenPrefersItsPlace);

    /// <summary>Who holds a place: a stand-in speaks for an organization.</summary>
    string Named(string holder) => holder.StartsWith(standIn, StringComparison.Ordinal)
        ? held[int.Parse(holder.AsSpan(standIn.Length), CultureInfo.InvariantCulture)].Organization
        : holder;

    static Proposer Asks(string id, Place place) => new(id, place, [], 0, null);

    /// <summary>Standing pairings keep their seats though the community has come to offer fewer.</summary>
    int SeatsOf(MarketUnit community) => Math.Max(community.Seats, byCommunity.GetValueOrDefault(community.Id)?.Count ?? 0);

    void Add(FoundPair pair)
    {
        if (!byOrganization.TryGetValue(pair.Organization, out var its)) byOrganization[pair.Organization] = its = [];
        if (!byCommunity.TryGetValue(pair.Community, out var theirs)) byCommunity[pair.Community] = theirs = [];
        its.Add(pair);
        theirs.Add(pair);
    }
}
