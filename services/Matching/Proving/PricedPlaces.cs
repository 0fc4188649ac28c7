namespace Matching;

/// <summary>The acceptors with an open seat in tiles, and what they pay, in single precision and never too little.</summary>
sealed class PricedPlaces
{
    public PricedPlaces(Side acceptors, long[] price, Tiles tiles, Crew crew)
    {
        (Tiles, Points, Price) = (tiles, new(tiles, acceptors.Places, crew), new float[TilePoints.Padded(tiles.Points.Length)]);
        for (var at = 0; at < tiles.Points.Length; at++) Price[at] = MathF.BitIncrement(price[tiles.Points[at]]);
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

    public TilePoints Points { get; }

    /// <summary>Of each point.</summary>
    public float[] Price { get; }

    /// <summary>The highest price below each node.</summary>
    public long[] Highest { get; }
}
