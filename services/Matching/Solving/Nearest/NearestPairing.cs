namespace Matching;

/// <summary>
/// The objective <c>nearest</c>: the largest number of pairs at the least total distance over the candidates. Askers for
/// whom there are too few places are a matter of their own: there every place is filled, so the places look for their
/// askers, and whoever would be farthest stays without.
/// </summary>
sealed class NearestPairing
{
    readonly Casting casting;
    readonly Market market;
    readonly CandidateGraph graph;
    readonly int[] owner;
    NearTree.Search? near;

    public NearestPairing(Casting casting, Crew crew)
    {
        (this.casting, market) = (casting, casting.Market);
        Stage = new(casting, crew);
        casting = Stage.Casting;
        Stage.ForgetKeys();
        graph = new(Stage, market.Rules.K);
        owner = new int[Stage.Asker.Length];
        Array.Fill(owner, -1);
        Prices = new(market);
    }

    public Stage Stage { get; }

    public Prices Prices { get; }

    /// <summary>Seats everyone; answers the asker in each seat, by index in the stage, or −1.</summary>
    public int[] Run(CancellationToken stop)
    {
        var seats = Stage.Crew.Make(Stage.Owner.Length, at => Stage.SeatsOf[at].Length);
        var spacious = new Assignment(graph.Owners, graph.Distance, Stage.Counting(owner.Length), seats);
        spacious.Run(stop);
        for (var asker = 0; asker < owner.Length; asker++)
        {
            Prices.CrowdedProposer[Stage.Asker[asker]] = spacious.SetAside[asker];
            if (spacious.SetAside[asker]) continue;
            owner[asker] = spacious.Has[asker];
            Prices.OfProposer[Stage.Asker[asker]] = spacious.TakerPrice[asker];
        }
        for (var at = 0; at < seats.Length; at++)
            if (spacious.IsSetAside(at)) Prices.CrowdedAcceptor[Stage.Owner[at]] = true;
            else Prices.OfAcceptor[Stage.Owner[at]] = spacious.PlacePrice(at);
        FillCrowded(spacious, seats, stop);
        return InSeats();
    }

    /// <summary>Why an asker that has no owner has none.</summary>
    public string Refusal(int asker)
    {
        if (Stage.SeatOwner.Length == 0) return Reasons.NoSeats;
        if (graph.Owners[asker].Length > 0) return Reasons.CandidatesTaken;
        near ??= new(CandidateGraph.OwnerTree(Stage), 1, casting.Terms.Radius);
        var any = near.Of(Stage.AskerPlace[asker], null).Length > 0;
        return any ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
    }

    // Each seat of the crowded is a taker, and their askers are the places.
    void FillCrowded(Assignment spacious, int[] seats, CancellationToken stop)
    {
        int[] crowded = [.. Enumerable.Range(0, owner.Length).Where(asker => spacious.SetAside[asker])];
        if (crowded.Length == 0) return;
        var number = Stage.Inverse(crowded, owner.Length);
        var (rows, cost) = Turned(crowded, seats.Length);
        int[] rowOf = [.. Enumerable.Range(0, seats.Length).Where(spacious.IsSetAside).SelectMany(at => Enumerable.Repeat(at, seats[at]))];
        var room = new int[crowded.Length];
        Array.Fill(room, 1);
        var filled = new Assignment(rows, cost, rowOf, room);
        filled.Run(stop);
        for (var seat = 0; seat < rowOf.Length; seat++)
        {
            owner[crowded[filled.Has[seat]]] = rowOf[seat];
            Prices.OfAcceptor[Stage.Owner[rowOf[seat]]] = filled.TakerPrice[seat];
        }
        for (var at = 0; at < crowded.Length; at++) Prices.OfProposer[Stage.Asker[crowded[at]]] = filled.PlacePrice(at);
    }

    (Rows Askers, int[] Cost) Turned(int[] crowded, int owners)
    {
        var start = new int[owners + 1];
        foreach (var asker in crowded)
            foreach (var at in graph.Owners[asker]) start[at + 1]++;
        for (var at = 0; at < owners; at++) start[at + 1] += start[at];
        var next = start.AsSpan(0, owners).ToArray();
        int[] items = new int[start[^1]], cost = new int[start[^1]];
        for (var number = 0; number < crowded.Length; number++)
            for (var at = graph.Owners.Start[crowded[number]]; at < graph.Owners.Start[crowded[number] + 1]; at++)
            {
                var place = next[graph.Owners.Items[at]]++;
                (items[place], cost[place]) = (number, graph.Distance[at]);
            }
        return (new(start, items), cost);
    }

    // Who has the same owner takes its seats in the order of the owner's preference.
    int[] InSeats()
    {
        var appraisal = new Appraisal(Stage);
        var holder = new int[Stage.SeatOwner.Length];
        Array.Fill(holder, -1);
        var sorted = Stage.Counting(owner.Length);
        Array.Sort((int[])owner.Clone(), sorted);
        List<(int Rank, long Cost, int Order, int Asker)> mine = [];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            var its = owner[sorted[from]];
            mine.Clear();
            for (to = from; to < sorted.Length && owner[sorted[to]] == its; to++)
                if (its >= 0) mine.Add(Preference(sorted[to], its));
            mine.Sort();
            for (var at = 0; at < mine.Count; at++) holder[Stage.SeatsOf[its][at]] = mine[at].Asker;
        }
        return holder;

        (int, long, int, int) Preference(int asker, int its)
        {
            var (from, to) = (Stage.Asker[asker], Stage.Owner[its]);
            var rank = casting.HeedsOwnersChoices ? casting.Owners.Wishes.RankOf(to, from) : Wishes.Unranked;
            var same = casting.Terms.Bonus > 0 && casting.Askers.Groups[from].Overlap(casting.Owners.Groups[to]);
            return (rank, appraisal.Of(asker, its, same)!.Value.Give, Stage.AskerOrder[asker], asker);
        }
    }
}
