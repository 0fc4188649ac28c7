namespace Matching;

/// <summary>
/// The blocking pairs that an outcome with promotions names itself: exactly those may block, each at the seat and for the
/// holder named. What it says of levels is held to what levels can do: one was promoted once at least and seldom enough,
/// as often in every row, above whoever would rather have its seat, and only since no seat that it may have was empty.
/// </summary>
sealed class ListedPairs
{
    readonly Dictionary<(int Proposer, int Acceptor), int> listed = [];
    readonly Dictionary<int, int> levelOf = [];
    readonly HashSet<int> gaveWay = [];
    readonly Market market;
    readonly Judgement judgement;
    readonly Claims claims;
    readonly ProofFaults faults;

    ListedPairs(Market market, Judgement judgement, Claims claims, ProofFaults faults) =>
        (this.market, this.judgement, this.claims, this.faults) = (market, judgement, claims, faults);

    /// <summary>Null where nobody can be promoted, so that no pair may block at all: then it is a fault to list one.</summary>
    public static ListedPairs? Of(Market market, Judgement judgement, Outcome outcome, Claims claims, ProofFaults faults)
    {
        if (market.Rules.Levels <= 1)
        {
            foreach (var row in outcome.Blocking) faults.Add("pair-blocks-by-promotion-only", row.Proposer, row.Acceptor);
            return null;
        }
        var pairs = new ListedPairs(market, judgement, claims, faults);
        foreach (var row in outcome.Blocking) pairs.Read(row);
        foreach (var row in outcome.Blocking) pairs.ComparesLevels(row);
        return pairs;
    }

    /// <summary>Whether a proposer is named as one who gave way.</summary>
    public bool GaveWay(int proposer) => gaveWay.Contains(proposer);

    /// <summary>The seat at which a pair is said to block, or 0; each pair may be asked for once.</summary>
    public int Take(int proposer, int acceptor) => listed.Remove((proposer, acceptor), out var seat) ? seat : 0;

    /// <summary>Reports those that were not found to block.</summary>
    public void Finish()
    {
        foreach (var (p, a) in listed.Keys.OrderBy(it => (market.Proposers.IdOrder[it.Proposer], market.Acceptors.IdOrder[it.Acceptor]))) faults.Add("listed-pair-blocks", p, a);
    }

    /// <summary>Reports those said to be promoted who could have had an empty seat without.</summary>
    public void PromotedHadNone()
    {
        if (levelOf.Count == 0) return;
        var empty = new ReachableAcceptors(market, judgement, a => claims.Holders(a).Contains(-1));
        foreach (var holder in levelOf.Keys.OrderBy(it => market.Proposers.IdOrder[it]))
        {
            var cursor = 0;
            if (empty.Next(holder, ref cursor) >= 0) faults.Add("one-promoted-had-no-empty-seat", holder, -1);
        }
    }

    void Read(BlockingPair row)
    {
        int p = market.Proposers.Ids.Find(row.Proposer), a = market.Acceptors.Ids.Find(row.Acceptor), holder = market.Proposers.Ids.Find(row.Holder);
        var holds = p >= 0 && a >= 0 && holder >= 0 && row.Seat >= 1 && row.Seat <= market.Seats[a] && claims.Holders(a)[row.Seat - 1] == holder;
        var said = holds && row.Reason == Reasons.GaveWay && row.Level >= 1 && row.Level < market.Rules.Levels
            && (levelOf.TryAdd(holder, row.Level) || levelOf[holder] == row.Level)
            && NoLowerSeatIsMeant(p, a, row.Seat);
        if (!said || !listed.TryAdd((p, a), row.Seat)) faults.Add("listed-pair-is-said-right", row.Proposer, row.Acceptor);
        if (p >= 0) gaveWay.Add(p);
    }

    // Who would rather have one seat would rather have any lower one of the same acceptor; so the acceptor alone decides.
    bool NoLowerSeatIsMeant(int p, int a, int seat)
    {
        var mine = Liking(p);
        foreach (var holder in claims.Holders(a)[..(seat - 1)])
            if (holder < 0 || (!claims.IsLockedFirst(holder) && mine.CompareTo(Liking(holder)) < 0)) return false;
        return true;

        (int Rank, long Cost, int IdOrder) Liking(int who) =>
            (market.Acceptors.Wishes.RankOf(a, who), judgement.AcceptorsCost(judgement.Look(who, a), who), market.Proposers.IdOrder[who]);
    }

    // It asked for the seat at its own level, and its owner likes it better: so only a higher one keeps it out.
    void ComparesLevels(BlockingPair row)
    {
        if (levelOf.TryGetValue(market.Proposers.Ids.Find(row.Proposer), out var mine) && mine >= row.Level)
            faults.Add("one-promoted-stands-above-who-gave-way", row.Proposer, row.Acceptor);
    }
}
