namespace Matching;

/// <summary>The arrays of a forest while it is being built.</summary>
sealed record ForestParts
{
    // So that a vector may be read at any seat.
    const int Padding = 16;

    public ForestParts(Stage stage, int nodes, int[] copySeat)
    {
        var seats = stage.SeatOwner.Length;
        (Nodes, Penalty, Order, Parents, Single) = (new SeatNode[nodes], new long[nodes], new int[nodes], new int[nodes], new bool[nodes]);
        (U, V, EntryPenalty) = (new float[seats + Padding], new float[seats + Padding], new float[seats + Padding]);
        (LeafOf, CopySeat) = (new int[seats], copySeat);
        var copies = copySeat.Length == 0 ? 0 : copySeat.Length + Padding;
        (CopyU, CopyV, CopyPenalty) = (new float[copies], new float[copies], new float[copies]);
    }

    public SeatNode[] Nodes { get; }

    public long[] Penalty { get; }

    public int[] Order { get; }

    public int[] Parents { get; }

    public bool[] Single { get; }

    public float[] U { get; }

    public float[] V { get; }

    public float[] EntryPenalty { get; }

    /// <summary>The leaf of each seat in the tree of all seats.</summary>
    public int[] LeafOf { get; }

    /// <summary>The seat of each entry of the labels' trees.</summary>
    public int[] CopySeat { get; }

    /// <summary>What of a seat never changes, again for each entry of the labels' trees, so that a leaf is read in one go.</summary>
    public float[] CopyU { get; }

    public float[] CopyV { get; }

    public float[] CopyPenalty { get; }

    public required int[] Roots { get; init; }

    public required (float U, float V)[] Middles { get; init; }

    public required int FirstOfLabels { get; init; }
}
