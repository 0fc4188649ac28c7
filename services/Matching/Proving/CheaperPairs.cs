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

    // More than all roundings of single precision in a square.
    const float Slack = 1 + 2e-6f;

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
        var (x, y, z) = market.Proposers.Places[some[at]];
        var pays = Vector256.Create(MathF.BitIncrement(price[at]));
        var reach = MathF.BitIncrement(own[at] + 1);
        var near = Vector256.Create(own[at] < 0 ? -1 : reach * reach * Slack);
        for (var done = 0; done < tile.Count; done += Vector256<int>.Count)
        {
            var from = tile.First + done;
            var dx = Vector256.ConvertToSingle(Vector256.Create(places.X, from) - Vector256.Create(x));
            var dy = Vector256.ConvertToSingle(Vector256.Create(places.Y, from) - Vector256.Create(y));
            var dz = Vector256.ConvertToSingle(Vector256.Create(places.Z, from) - Vector256.Create(z));
            var (away, both) = (dx * dx + dy * dy + dz * dz, Vector256.Create(places.Price, from) + pays);
            var all = tile.Count - done >= Vector256<int>.Count ? 0xFF : (1u << (tile.Count - done)) - 1;
            nearer[at] += BitOperations.PopCount(Vector256.LessThanOrEqual(away, near).ExtractMostSignificantBits() & all);
            var cheaper = Vector256.LessThan(away, both * both * Vector256.Create(Slack)) & Vector256.GreaterThan(both, Vector256<float>.Zero);
            for (var left = cheaper.ExtractMostSignificantBits() & all; left != 0; left &= left - 1)
                found(some[at], places.Tiles.Points[from + BitOperations.TrailingZeroCount(left)]);
        }
    }
}
