namespace Matching;

/// <summary>Pairs by index, in flat arrays, in any order.</summary>
sealed class PairTable(int count)
{
    public int Count => count;

    public int[] Proposer { get; } = new int[count];

    public int[] Acceptor { get; } = new int[count];

    public int[] Seat { get; } = new int[count];

    public int[] Stage { get; } = new int[count];

    public long[] DistanceDm { get; } = new long[count];

    public static PairTable Of(Market market, IReadOnlyList<Pair> pairs)
    {
        var table = new PairTable(pairs.Count);
        for (var at = 0; at < pairs.Count; at++)
        {
            var (proposer, acceptor, seat, stage, distance) = pairs[at];
            table.Set(at, market.Proposers.Ids.Find(proposer), market.Acceptors.Ids.Find(acceptor), seat, stage, distance);
        }
        return table;
    }

    public void Set(int at, int proposer, int acceptor, int seat, int stage, long distance) =>
        (Proposer[at], Acceptor[at], Seat[at], Stage[at], DistanceDm[at]) = (proposer, acceptor, seat, stage, distance);

    public Pair Pair(Market market, int at) =>
        new(market.Proposers.Ids[Proposer[at]], market.Acceptors.Ids[Acceptor[at]], Seat[at], Stage[at], DistanceDm[at]);
}
