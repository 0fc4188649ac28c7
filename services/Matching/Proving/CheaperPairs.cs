using System.Numerics;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>
/// Goes through the acceptors around some proposers who live near each other: which of them together cost less than both
/// pay, and how many are as near as the one each has. Single precision may only let in too much. One thread's.
/// </summary>
sealed class CheaperPairs(Market market, PricedPlaces places, int root, int mostNearer)
{
    /// <summary>How many proposers go together at most.</summary>
    public const int Together = 16;

    readonly int[] some = new int[Together], nearer = new int[Together];
    readonly long[] price = new long[Together], own = new long[Together];
    Box around;
    int count;
    long mostPaid, farthest;

    public void Clear() => (count, around) = (0, Box.Nothing);

    /// <summary>One more goes with them.</summary>
    /// <param name="distance">to the acceptor that it has, or −1</param>
    public void Add(int p, long itsPrice, long distance)
    {
        (some[count], price[count], own[count], nearer[count]) = (p, itsPrice, distance, 0);
        around = around.With(market.Proposers.Places[p]);
        count++;
    }

    /// <summary>Whether no more acceptors than asked for are as near as the one that a proposer has, that one included.</summary>
    public bool AreFewNearer(int at) => nearer[at] <= mostNearer;

    /// <summary>Gives the pairs that have to be measured.</summary>
    public void Look(Action<int, int> found)
    {
        if (root < 0 || count == 0) return;
        Bound();
        for (int node = root, end = places.Tiles.Nodes[root].After; node < end; node++)
        {
            ref readonly var tile = ref places.Tiles.Nodes[node];
            var most = Math.Min(Judgement.FartherThanAll, Math.Max(mostPaid + places.Highest[node], farthest + 1));
            if (most <= 0 || tile.Box.Away(around) >= (ulong)(most * most)) node = tile.After - 1;
            else if (tile.Count > 0)
            {
                for (var at = 0; at < count; at++) Look(at, tile, found);
                Bound();
            }
        }
    }

    // Of how many are as near nothing more is asked where there are too many.
    void Bound()
    {
        (mostPaid, farthest) = (long.MinValue, -1);
        for (var at = 0; at < count; at++)
            (mostPaid, farthest) = (Math.Max(mostPaid, price[at]), nearer[at] > mostNearer ? farthest : Math.Max(farthest, own[at]));
    }

    void Look(int at, in Tile tile, Action<int, int> found)
    {
        var place = market.Proposers.Places[some[at]];
        Vector256<float> pays = Vector256.Create(MathF.BitIncrement(price[at])), beyondOwn = Vector256.Create(MathF.BitIncrement(own[at] + 1));
        for (var done = 0; done < tile.Count; done += TilePoints.Lanes)
        {
            var from = tile.First + done;
            var (away, all) = (places.Points.Away(from, place), TilePoints.First(tile.Count - done));
            nearer[at] += BitOperations.PopCount(TilePoints.Nearer(away, beyondOwn) & all);
            for (var left = TilePoints.Nearer(away, Vector256.Create(places.Price, from) + pays) & all; left != 0; left &= left - 1)
                found(some[at], places.Tiles.Points[from + BitOperations.TrailingZeroCount(left)]);
        }
    }
}
