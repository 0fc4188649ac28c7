namespace Matching;

/// <summary>
/// Proves that an outcome has the largest number of pairs at the least total distance over the candidates, by its prices
/// (linear duality), with candidates found anew. Crowded proposers and all who have only crowded acceptors to go to leave
/// somebody out in any pairing; all others are paired, and all crowded places filled: so no pairing is larger. Of those as
/// large, none is shorter, since no candidate pair costs less than both pay, and what all pay together is what this costs.
/// </summary>
sealed class LeastDistance
{
    // More decimetres than any chain of pairs is long, and few enough for the prices of ten million to be added up.
    const long MostPaid = 900_000_000_000;

    readonly Market market;
    readonly Judgement judgement;
    readonly Claims claims;
    readonly ProofFaults faults;
    readonly Prices prices;
    readonly int[] open, held;
    long distance, paid;

    public LeastDistance(Market market, Judgement judgement, Claims claims, ProofFaults faults, Prices prices)
    {
        (this.market, this.judgement, this.claims, this.faults, this.prices) = (market, judgement, claims, faults, prices);
        open = [.. market.Seats];
        held = new int[market.AcceptorCount];
        for (var p = 0; p < market.ProposerCount; p++)
            if (claims.IsLockedFirst(p)) open[claims.First[p]]--;
            else if (claims.First[p] >= 0) held[claims.First[p]]++;
    }

    /// <summary>The total distance, what everyone pays together, and how many pairs were looked at.</summary>
    public DistanceProof Find(Crew crew)
    {
        for (var p = 0; p < market.ProposerCount; p++)
            if (Asks(p)) Proposer(p);
        for (var a = 0; a < market.AcceptorCount; a++)
            if (open[a] > 0) Acceptor(a);
        var looked = Pairs(crew);
        if (distance != paid) faults.Add("distance-is-what-all-pay", -1, -1);
        return new(distance, paid, looked);
    }

    bool Asks(int p) => !claims.IsLockedFirst(p);

    void Proposer(int p)
    {
        var a = claims.First[p];
        var crowded = prices.CrowdedProposer[p];
        var price = prices.OfProposer[p];
        paid += price;
        if (Math.Abs(price) > MostPaid) faults.Add("price-is-a-distance", p, -1);
        if (a < 0 && !crowded) faults.Add("only-crowded-are-left-out", p, -1);
        if (crowded && price > 0) faults.Add("crowded-pay-at-most-nothing", p, -1);
        if (a < 0 && price != 0) faults.Add("left-out-pay-nothing", p, -1);
        if (a < 0) return;
        var length = judgement.Distance(p, a);
        distance += length;
        if (crowded != prices.CrowdedAcceptor[a]) faults.Add("crowded-keep-to-themselves", p, a);
        if (length != price + prices.OfAcceptor[a]) faults.Add("pair-costs-what-both-pay", p, a);
    }

    void Acceptor(int a)
    {
        var price = prices.OfAcceptor[a];
        if (Math.Abs(price) > MostPaid) faults.Add("price-is-a-distance", -1, a);
        paid += price * open[a];
        if (prices.CrowdedAcceptor[a] ? held[a] != open[a] : price > 0 || (held[a] < open[a] && price != 0))
            faults.Add(prices.CrowdedAcceptor[a] ? "crowded-are-full" : "open-place-costs-nothing", -1, a);
    }

    // No pair matters but those that cost less than the side that pays at all would give for it, and no candidates of the
    // crowded but the nearest beyond their own.
    long Pairs(Crew crew)
    {
        var asking = Array.FindAll(Numbers.UpTo(market.ProposerCount), Asks);
        var offering = Array.FindAll(Numbers.UpTo(market.AcceptorCount), a => open[a] > 0);
        var acceptors = new Tiles(market.Acceptors.Places, crew);
        var proposers = new Tiles(market.Proposers.Places, crew);
        var (offers, asks) = (acceptors.Add(offering), proposers.Add(asking));
        var spacious = prices.HasCrowded ? acceptors.Add(Array.FindAll(offering, a => !prices.CrowdedAcceptor[a])) : -1;
        var crowded = prices.HasCrowded ? proposers.Add(Array.FindAll(asking, p => prices.CrowdedProposer[p])) : -1;
        NearPlaces Offers(int root) => new(market.Acceptors, acceptors, root);
        NearPlaces Asking(int root) => new(market.Proposers, proposers, root);
        var priced = new PricedPlaces(market.Acceptors, prices.OfAcceptor, acceptors, crew);
        CheaperPairs Cheaper() => new(market, priced, offers, market.Rules.K);
        return Each(crew, (asking.Length + CheaperPairs.Together - 1) / CheaperPairs.Together, () => new Looker(this, Offers(offers), Asking(asks), Offers(spacious), Cheaper()),
                (looker, at) => looker.Proposers(asking.AsSpan(at * CheaperPairs.Together, Math.Min(CheaperPairs.Together, asking.Length - at * CheaperPairs.Together))))
            + Each(crew, offering.Length, () => new Looker(this, Offers(offers), Asking(asks), Asking(crowded), Cheaper()), (looker, at) => looker.Acceptor(offering[at]));
    }

    long Each(Crew crew, int count, Func<Looker> begin, Action<Looker, int> look)
    {
        var lookers = new Looker?[crew.Hands];
        crew.Split(count, (hand, from, to) =>
        {
            var looker = lookers[hand] = begin();
            for (var at = from; at < to; at++) look(looker, at);
        }, work: 20);
        var looked = 0L;
        foreach (var looker in lookers)
        {
            if (looker is null) continue;
            looked += looker.Looked;
            foreach (var (rule, p, a) in looker.Wrong) faults.Add(rule, p, a);
        }
        return looked;
    }

    bool Permits(int p, int a) => judgement.Permits(p, a) && !judgement.IsSecond(p, a);

    /// <summary>One thread's look at pairs.</summary>
    /// <param name="offers">the acceptors with an open seat</param>
    /// <param name="asks">the proposers that ask</param>
    /// <param name="others">those whom the crowded of the other side must not have for candidates</param>
    /// <param name="cheaper">the acceptors with an open seat and what they pay</param>
    sealed class Looker(LeastDistance of, NearPlaces offers, NearPlaces asks, NearPlaces others, CheaperPairs cheaper)
    {
        readonly Market market = of.market;
        readonly Prices prices = of.prices;
        readonly long radius = Judgement.MostApart(of.market.Rules);

        public List<(string Rule, int Proposer, int Acceptor)> Wrong { get; } = [];

        public long Looked { get; private set; }

        /// <summary>Some who stand next to each other.</summary>
        public void Proposers(ReadOnlySpan<int> some)
        {
            cheaper.Clear();
            foreach (var p in some)
                if (!prices.CrowdedProposer[p]) cheaper.Add(p, prices.OfProposer[p], of.claims.First[p] is >= 0 and var a ? of.judgement.Distance(p, a) : -1);
            cheaper.Look((p, a) => Compare(p, a, of.judgement.Distance(p, a)));
            var at = 0;
            foreach (var p in some) Proposer(p, !prices.CrowdedProposer[p] && cheaper.AreFewNearer(at++));
        }

        // Whose own is among the k nearest for sure needs no counting.
        void Proposer(int p, bool isNear)
        {
            var a = of.claims.First[p];
            if (a >= 0 && !(isNear ? of.open[a] > 0 && of.Permits(p, a) : IsCandidate(p, a))) Wrong.Add(("pair-is-of-candidates", p, a));
            if (prices.CrowdedProposer[p] && others.Nearest(market.Proposers.Places[p], radius, other => of.Permits(p, other)) is >= 0 and var beyond) MayNotBe(p, beyond);
            foreach (var chosen in market.Proposers.Wishes.Of(p))
                if (of.open[chosen] > 0 && of.Permits(p, chosen)) Choice(p, chosen);
        }

        public void Acceptor(int a)
        {
            var place = market.Acceptors.Places[a];
            if (prices.CrowdedAcceptor[a]) asks.Within(place, prices.OfAcceptor[a], (p, distance) => Compare(p, a, distance));
            else if (others.Nearest(place, radius, p => of.Permits(p, a)) is >= 0 and var beyond) MayNotBe(beyond, a);
            foreach (var p in market.Acceptors.Wishes.Of(a))
                if (of.Asks(p) && of.Permits(p, a)) Choice(p, a);
        }

        // Nothing but candidates has to cost what both pay.
        void Compare(int p, int a, long distance)
        {
            Looked++;
            if (prices.CrowdedProposer[p] == prices.CrowdedAcceptor[a] && distance < prices.OfProposer[p] + prices.OfAcceptor[a] && of.Permits(p, a) && IsCandidate(p, a))
                Wrong.Add(("pair-costs-no-less-than-both-pay", p, a));
        }

        void Choice(int p, int a)
        {
            Compare(p, a, of.judgement.Distance(p, a));
            if (prices.CrowdedProposer[p] && !prices.CrowdedAcceptor[a]) Wrong.Add(("crowded-have-nowhere-else", p, a));
        }

        void MayNotBe(int p, int a)
        {
            Looked++;
            if (IsCandidate(p, a)) Wrong.Add(("crowded-have-nowhere-else", p, a));
        }

        bool IsCandidate(int p, int a)
        {
            var distance = of.judgement.Distance(p, a);
            return of.open[a] > 0 && of.Permits(p, a)
                && (offers.FewerAreNearer(market.Proposers.Places[p], distance, a, market.Rules.K, other => of.Permits(p, other))
                    || asks.FewerAreNearer(market.Acceptors.Places[a], distance, p, market.Rules.K, other => of.Permits(other, a))
                    || market.Proposers.Wishes.RankOf(p, a) != Wishes.Unranked
                    || market.Acceptors.Wishes.RankOf(a, p) != Wishes.Unranked);
        }
    }
}
