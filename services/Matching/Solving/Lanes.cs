using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>Eight seats of a leaf side by side, a bit each.</summary>
static class Lanes
{
    // To compare takes about as long as to measure two.
    const int WorthComparing = 4;

    /// <summary>As many as there are entries, eight at most.</summary>
    public static uint First(int entries) => entries >= 8 ? 0xFF : (1u << entries) - 1;

    /// <summary>Those not farther than they may be, and that cost no more with their penalty.</summary>
    /// <param name="away">squares of distances</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Vector256<float> away, Vector256<float> penalty, float cost, Vector256<float> reach)
    {
        reach = Vector256.MinNative(reach, Vector256.Create(cost) - penalty);
        return (Vector256.LessThanOrEqual(away, reach * reach) & Vector256.GreaterThanOrEqual(reach, Vector256<float>.Zero)).ExtractMostSignificantBits();
    }

    /// <summary>Of several the one that costs least, so that few others need be measured; of a few any.</summary>
    public static int Cheapest(uint some, Vector256<float> away, Vector256<float> penalty)
    {
        var cheapest = BitOperations.TrailingZeroCount(some);
        if (BitOperations.PopCount(some) < WorthComparing) return cheapest;
        var cost = Vector256.Sqrt(away) + penalty;
        for (some &= some - 1; some != 0; some &= some - 1)
            if (BitOperations.TrailingZeroCount(some) is var lane && cost[lane] < cost[cheapest]) cheapest = lane;
        return cheapest;
    }
}
