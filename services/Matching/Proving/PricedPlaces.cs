using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>The acceptors with an open seat in tiles, and what they pay, in single precision and never too little.</summary>
sealed class PricedPlaces
{
    public PricedPlaces(Side acceptors, long[] price, Tiles tiles, Crew crew)
    {
        Tiles = tiles;
        var padded = tiles.Points.Length + Vector256<int>.Count;
        (X, Y, Z, Price) = (new int[padded], new int[padded], new int[padded], new float[padded]);
        crew.Split(tiles.Points.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++)
                ((X[at], Y[at], Z[at]), Price[at]) = (acceptors.Places[tiles.Points[at]], MathF.BitIncrement(price[tiles.Points[at]]));
        });
        Highest = new long[tiles.Nodes.Length];
        // Children come after their parent.
        for (var node = Highest.Length - 1; node >= 0; node--)
        {
            var tile = tiles.Nodes[node];
            if (tile.Count == 0) Highest[node] = Math.Max(Highest[node + 1], Highest[tiles.Nodes[node + 1].After]);
            else
            {
                Highest[node] = long.MinValue;
                foreach (var a in tiles.Points.Slice(tile.First, tile.Count)) Highest[node] = Math.Max(Highest[node], price[a]);
            }
        }
    }

    public Tiles Tiles { get; }

    // Point by point as they stand in the tiles, padded so that a vector may be read at any of them.
    public int[] X { get; }

    public int[] Y { get; }

    public int[] Z { get; }

    public float[] Price { get; }

    /// <summary>The highest price below each node.</summary>
    public long[] Highest { get; }
}
