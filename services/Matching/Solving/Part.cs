namespace Matching;

/// <summary>
/// A stretch of the curve: the seats below one node of the tree, which one thread at a time may fill, and the askers who
/// live among them.
/// </summary>
/// <param name="Root">The node in the tree of all seats.</param>
/// <param name="Aside">The nodes that hold all other seats.</param>
sealed record Part(int Root, int FirstSeat, int EndSeat, int FirstAsker, int EndAsker, int[] Aside)
{
    public bool Has(int seat) => seat >= FirstSeat && seat < EndSeat;

    /// <summary>Whether there is nothing beside it.</summary>
    public bool IsAll => Aside.Length == 0;
}

/// <summary>All parts of one size, and the nodes above them.</summary>
/// <param name="Above">From below upwards.</param>
sealed record Phase(Part[] Parts, int[] Above);

/// <summary>
/// Cuts a stage into parts: first many that fit into a processor's own memory, then fewer and larger ones for those whose
/// best seat may lie beyond their part, in the end all in one.
/// </summary>
sealed class Phases(Stage stage, SeatForest forest)
{
    // With the entries of two or three groups each, and those who ask for them, they take up a megabyte.
    const int LargestFirst = 8_000;

    public List<Phase> Cut()
    {
        List<Phase> phases = [];
        var seats = stage.SeatOwner.Length;
        if (forest.Roots[0] >= 0)
            foreach (var most in stage.Crew.PartSizes(seats, LargestFirst)) phases.Add(Cut(most));
        phases.Add(new([new(forest.Roots[0], 0, seats, 0, stage.Asker.Length, [])], []));
        return phases;
    }

    Phase Cut(int most)
    {
        List<Part> parts = [];
        List<int> above = [], aside = [];
        Descend(forest.Roots[0], 0, stage.SeatOwner.Length);
        return new([.. parts], [.. above]);

        void Descend(int node, int from, int to)
        {
            ref readonly var it = ref forest.Nodes[node];
            if (to - from <= most || it.Count > 0)
            {
                parts.Add(new(node, from, to, stage.AskersBefore(from), stage.AskersBefore(to), [.. aside]));
                return;
            }
            var (left, middle) = (it.Link, FirstSeat(it.Link + 1));
            aside.Add(left + 1);
            Descend(left, from, middle);
            aside[^1] = left;
            Descend(left + 1, middle, to);
            aside.RemoveAt(aside.Count - 1);
            above.Add(node);
        }
    }

    int FirstSeat(int node)
    {
        while (forest.Nodes[node].Count == 0) node = forest.Nodes[node].Link;
        return forest.Nodes[node].Link;
    }
}
