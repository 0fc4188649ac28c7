namespace Matching;

/// <summary>
/// Finds every pair that blocks an outcome with promotions. Only a seat whose holder was promoted can be in one: all others
/// hold whom their owner likes best of all that asked. So the trees are written anew to accept by preference alone, and
/// only there.
/// </summary>
sealed class PassedOver
{
    readonly Stage stage;
    readonly SeatForest forest;
    readonly ChoiceLists choices;
    readonly SeatSearch search;
    readonly int[] has;
    readonly byte[] level;

    public PassedOver(Stage stage, SeatForest forest, ChoiceLists choices, SeatSearch search)
    {
        (this.stage, this.forest, this.choices, this.search) = (stage, forest, choices, search);
        has = Numbers.Nobody(stage.Asker.Length);
        level = stage.Levelled();
        for (var seat = 0; seat < forest.Holder.Length; seat++)
        {
            var holder = forest.Holder[seat];
            if (holder >= 0) has[holder] = seat;
            forest.Reconsider(seat, holder >= 0 && level[holder] > 0 ? choices.Given(holder, stage.SeatOwner[seat]) : null);
        }
        forest.RefreshAll();
    }

    /// <summary>The left out with their reasons: not every owner likes another better than one who is in a blocking pair.</summary>
    public static (int Proposer, string Reason)[] Told(Market market, (int Proposer, string Reason)[] left, BlockingPair[] blocking)
    {
        if (blocking.Length == 0) return left;
        HashSet<int> gaveWay = [.. blocking.Select(pair => market.Proposers.Ids.Find(pair.Proposer))];
        return Array.ConvertAll(left, it => gaveWay.Contains(it.Proposer) ? (it.Proposer, Reasons.GaveWay) : it);
    }

    /// <summary>Each asker and owner that would rather have each other, with the lowest of the seats concerned and who holds it; in the order of their ids.</summary>
    public BlockingPair[] Find()
    {
        List<(int Asker, int Owner, int Seat)> found = [];
        List<int> seats = [];
        var promoted = Enumerable.Range(0, forest.Holder.Length).Any(seat => forest.Holder[seat] >= 0 && level[forest.Holder[seat]] > 0);
        for (var asker = 0; promoted && asker < has.Length; asker++)
        {
            seats.Clear();
            choices.PassOver(asker, has[asker], seats);
            if (has[asker] < 0 || !choices.IsRanked(asker, stage.SeatOwner[has[asker]])) search.PassOver(asker, choices.Standing(asker, has[asker]), seats);
            foreach (var seat in seats) found.Add((stage.Asker[asker], stage.Owner[stage.SeatOwner[seat]], seat));
        }
        var (proposers, acceptors) = (stage.Casting.Askers.Ids, stage.Casting.Owners.Ids);
        return [.. found
            .GroupBy(it => (it.Asker, it.Owner))
            .OrderBy(it => (stage.Casting.Askers.IdOrder[it.Key.Asker], stage.Casting.Owners.IdOrder[it.Key.Owner]))
            .Select(its =>
            {
                var seat = its.MinBy(it => stage.SeatNumber[it.Seat]).Seat;
                var holder = forest.Holder[seat];
                return new BlockingPair(
                    proposers[its.Key.Asker], acceptors[its.Key.Owner], stage.SeatNumber[seat], proposers[stage.Asker[holder]], level[holder], Reasons.GaveWay);
            })];
    }
}
