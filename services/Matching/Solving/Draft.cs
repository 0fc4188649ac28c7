using System.Numerics;

namespace Matching;

/// <summary>An outcome while it is being made: the acceptor of each proposer, in either stage.</summary>
sealed class Draft(Market market, Terms terms)
{
    readonly int[] first = Numbers.Nobody(market.ProposerCount), second = Numbers.Nobody(market.ProposerCount);
    readonly int[] seat = new int[market.ProposerCount];

    /// <summary>The acceptors that hold somebody, here or elsewhere.</summary>
    public bool[] Holds { get; } = market.HoldsElsewhere?.ToArray() ?? new bool[market.AcceptorCount];

    /// <summary>Locked pairs take the lowest seats of their acceptor, in the order of its preference.</summary>
    public void KeepStandingPairs()
    {
        if (market.LockedSecond is { } seconds)
            for (var p = 0; p < seconds.Length; p++)
                if (seconds[p] >= 0) Holds[second[p] = seconds[p]] = true;
        if (market.LockedFirst is not { } keep) return;
        var start = new int[market.AcceptorCount + 1];
        foreach (var a in keep)
            if (a >= 0) start[a + 1]++;
        for (var a = 0; a < market.AcceptorCount; a++) start[a + 1] += start[a];
        var kept = new Kept[start[^1]];
        var next = start.AsSpan(0, market.AcceptorCount).ToArray();
        for (var p = 0; p < keep.Length; p++)
            if (keep[p] >= 0) kept[next[keep[p]]++] = Preference(p, keep[p]);
        for (var a = 0; a < market.AcceptorCount; a++)
        {
            var its = kept.AsSpan(start[a], start[a + 1] - start[a]);
            its.Sort(Kept.Compare);
            for (var at = 0; at < its.Length; at++) (first[its[at].Proposer], seat[its[at].Proposer], Holds[a]) = (a, at + 1, true);
        }

        Kept Preference(int p, int a)
        {
            var rank = terms.HeedsAcceptorsChoices ? market.Acceptors.Wishes.RankOf(a, p) : Wishes.Unranked;
            return new(rank, Cost(p, a), terms.SmallerIdFirst ? market.Proposers.IdOrder[p] : -market.Proposers.IdOrder[p], p);
        }
    }

    /// <summary>Takes over what a stage gave.</summary>
    public void Adopt(Stage stage, int[] holder) => stage.Crew.Split(holder.Length, (_, from, to) =>
    {
        for (var at = from; at < to; at++)
        {
            if (holder[at] < 0) continue;
            int asker = stage.Asker[holder[at]], owner = stage.Owner[stage.SeatOwner[at]];
            if (stage.Casting.ProposersAsk) (first[asker], seat[asker], Holds[owner]) = (owner, stage.SeatNumber[at], true);
            else (second[owner], Holds[asker]) = (asker, true);
        }
    });

    /// <summary>Those without a first place, and why, as the first stage left them.</summary>
    public (int Proposer, string Reason)[] Unpaired(Stage stage, Func<int, string> refusal)
    {
        List<(int Proposer, string Reason)> unpaired = [];
        for (var asker = 0; asker < stage.Asker.Length; asker++)
            if (first[stage.Asker[asker]] < 0) unpaired.Add((stage.Asker[asker], refusal(asker)));
        return [.. unpaired.OrderBy(it => market.Proposers.IdOrder[it.Proposer])];
    }

    public Outcome Finished((int Proposer, string Reason)[] unpaired, Prices? prices, BlockingPair[] blocking, Crew crew)
    {
        var start = new int[market.ProposerCount + 1];
        for (var p = 0; p < market.ProposerCount; p++) start[p + 1] = start[p] + (first[p] >= 0 ? 1 : 0) + (second[p] >= 0 ? 1 : 0);
        var table = new PairTable(start[^1]);
        crew.Split(market.ProposerCount, (_, from, to) =>
        {
            for (int p = from, at = start[from]; p < to; p++)
            {
                if (first[p] >= 0) table.Set(at++, p, first[p], seat[p], 1, Distance(p, first[p]));
                if (second[p] >= 0) table.Set(at++, p, second[p], 1, 2, Distance(p, second[p]));
            }
        });
        return new(market, table, RowsById(start), unpaired, Array.FindAll(market.Acceptors.ById, a => !Holds[a])) { Prices = prices, Blocking = blocking };
    }

    // Each row of the table, from the first row of each proposer's, in the order of the proposers' ids.
    int[] RowsById(int[] start)
    {
        var rows = new int[start[^1]];
        var at = 0;
        foreach (var p in market.Proposers.ById)
            for (var row = start[p]; row < start[p + 1]; row++) rows[at++] = row;
        return rows;
    }

    // What an acceptor thinks of a proposer, for standing pairs only: no search needs them.
    long Cost(int p, int a)
    {
        var (missed, all) = (0, 0);
        for (var word = 0; word < market.Words; word++)
        {
            var needs = market.Proposers.Codes[p * market.Words + word];
            all += BitOperations.PopCount(needs);
            missed += BitOperations.PopCount(needs & ~market.Acceptors.Codes[a * market.Words + word]);
        }
        var same = terms.Bonus > 0 && market.Proposers.Groups[p].Overlap(market.Acceptors.Groups[a]);
        return Distance(p, a) + terms.Missing(terms.AcceptorMissing, missed, all) - terms.Need * market.Need[p] - (same ? terms.Bonus : 0);
    }

    long Distance(int p, int a) => terms.See(market.Proposers.Places[p]).DistanceTo(terms.See(market.Acceptors.Places[a]));

    /// <summary>A standing pair as its acceptor likes it.</summary>
    readonly record struct Kept(int Rank, long Cost, int Order, int Proposer)
    {
        public static int Compare(Kept one, Kept other)
        {
            if (one.Rank != other.Rank) return one.Rank < other.Rank ? -1 : 1;
            return one.Cost != other.Cost ? one.Cost < other.Cost ? -1 : 1 : one.Order.CompareTo(other.Order);
        }
    }
}
