namespace Matching;

/// <summary>An outcome while it is being made: the acceptor of each proposer, in either stage.</summary>
sealed class Draft(Market market, Terms terms)
{
    readonly int[] first = Nobody(market.ProposerCount), second = Nobody(market.ProposerCount);
    readonly int[] seat = new int[market.ProposerCount];

    /// <summary>The acceptors that hold somebody.</summary>
    public bool[] Holds { get; } = new bool[market.AcceptorCount];

    /// <summary>Locked pairs take the lowest seats of their acceptor, in the order of its preference.</summary>
    public void KeepStandingPairs()
    {
        List<int> locked = [];
        for (var p = 0; p < market.ProposerCount; p++)
        {
            if (market.LockedFirst is { } firsts && firsts[p] >= 0) locked.Add(p);
            if (market.LockedSecond is { } seconds && seconds[p] >= 0) Holds[second[p] = seconds[p]] = true;
        }
        if (locked.Count == 0) return;
        var keep = market.LockedFirst!;
        locked.Sort((one, other) => (keep[one], Preference(one)).CompareTo((keep[other], Preference(other))));
        for (var at = 0; at < locked.Count; at++)
        {
            var p = locked[at];
            (first[p], Holds[keep[p]]) = (keep[p], true);
            seat[p] = at > 0 && keep[locked[at - 1]] == keep[p] ? seat[locked[at - 1]] + 1 : 1;
        }

        (int Rank, long Cost, int Order) Preference(int p)
        {
            var a = keep[p];
            var rank = terms.HeedsAcceptorsChoices ? market.Acceptors.Wishes.RankOf(a, p) : Wishes.Unranked;
            return (rank, Cost(p, a), terms.SmallerIdFirst ? p : -p);
        }
    }

    /// <summary>Takes over what a stage gave.</summary>
    public void Adopt(Stage stage, int[] holder)
    {
        for (var at = 0; at < holder.Length; at++)
        {
            if (holder[at] < 0) continue;
            int asker = stage.Asker[holder[at]], owner = stage.Owner[stage.SeatOwner[at]];
            if (stage.Casting.ProposersAsk) (first[asker], seat[asker], Holds[owner]) = (owner, stage.SeatNumber[at], true);
            else (second[owner], Holds[asker]) = (asker, true);
        }
    }

    /// <summary>Those without a first place, and why, as the first stage left them.</summary>
    public (int Proposer, string Reason)[] Unpaired(Stage stage, Func<int, string> refusal)
    {
        List<(int Proposer, string Reason)> unpaired = [];
        for (var asker = 0; asker < stage.Asker.Length; asker++)
            if (first[stage.Asker[asker]] < 0) unpaired.Add((stage.Asker[asker], refusal(asker)));
        unpaired.Sort();
        return [.. unpaired];
    }

    public Outcome Finished((int Proposer, string Reason)[] unpaired, Prices? prices, BlockingPair[] blocking)
    {
        var table = new PairTable(first.Count(a => a >= 0) + second.Count(a => a >= 0));
        var at = 0;
        for (var p = 0; p < market.ProposerCount; p++)
        {
            if (first[p] >= 0) table.Set(at++, p, first[p], seat[p], 1, Distance(p, first[p]));
            if (second[p] >= 0) table.Set(at++, p, second[p], 1, 2, Distance(p, second[p]));
        }
        List<int> idle = [];
        for (var a = 0; a < Holds.Length; a++)
            if (!Holds[a]) idle.Add(a);
        return new(market, table, unpaired, [.. idle]) { Prices = prices, Blocking = blocking };
    }

    // What an acceptor thinks of a proposer, for standing pairs only: they are few, and no search needs them.
    long Cost(int p, int a)
    {
        var (met, missed) = market.Needs(p, a);
        var same = market.Proposers.Groups[p].Overlap(market.Acceptors.Groups[a]);
        return Distance(p, a) + terms.Missing(terms.AcceptorMissing, missed.Count, met.Count + missed.Count)
            - terms.Need * market.Need[p] - (same ? terms.Bonus : 0);
    }

    long Distance(int p, int a) => terms.Sees(market.Proposers.Places[p]).DistanceTo(terms.Sees(market.Acceptors.Places[a]));

    static int[] Nobody(int count)
    {
        var nobody = new int[count];
        Array.Fill(nobody, -1);
        return nobody;
    }
}
