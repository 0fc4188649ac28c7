using System.Numerics;

namespace Matching;

/// <summary>Steps of cost in which askers take their turns: even at first, then each an eighth of the cost wide.</summary>
/// <param name="Least">The cost at which the first step begins; what is below belongs to it too.</param>
readonly record struct Steps(long Least)
{
    // Half a kilometre. Narrower ones save few searches, and each is a sweep over the whole memory of the market.
    const long Width = 5_000;

    public int Of(long cost)
    {
        var at = (ulong)(Math.Max(cost, Least) - Least) / Width;
        if (at < 16) return (int)at;
        var exponent = BitOperations.Log2(at);
        return 16 + (exponent - 4) * 8 + (int)(at >> (exponent - 3) & 7);
    }
}
