using System.Runtime.InteropServices;
using Matching;

namespace Benchmarks;

/// <summary>
/// Who may be paired with whom when only the nearest count: for each proposer the acceptors, ascending, and how far away
/// each is. The peers read it from a file.
/// </summary>
sealed class Graph
{
    readonly int[] seats, start, whom, distance;

    Graph(int[] seats, int[] start, int[] whom, int[] distance) =>
        (this.seats, this.start, this.whom, this.distance) = (seats, start, whom, distance);

    public int Edges => whom.Length;

    /// <summary>The k nearest acceptors of each proposer.</summary>
    public static Graph OfProposers(SyntheticMarket market, int k)
    {
        var near = Nearest(market.Proposers.Select(p => p.Place), market.Acceptors.Select(a => a.Place), k);
        return Of(market, near);
    }

    /// <summary>The k nearest of each on either side, and all choices: what the objective <c>nearest</c> chooses from.</summary>
    public static Graph OfBoth(SyntheticMarket market, int k)
    {
        var near = Nearest(market.Proposers.Select(p => p.Place), market.Acceptors.Select(a => a.Place), k);
        foreach (var (a, p) in Nearest(market.Acceptors.Select(a => a.Place), market.Proposers.Select(p => p.Place), k)) near.Add((p, a));
        var proposers = market.Proposers.Select((p, at) => (p.Id, at)).ToDictionary(it => it.Id, it => it.at);
        var acceptors = market.Acceptors.Select((a, at) => (a.Id, at)).ToDictionary(it => it.Id, it => it.at);
        foreach (var choice in market.Choices)
            near.Add(proposers.TryGetValue(choice.From, out var p) ? (p, acceptors[choice.To]) : (proposers[choice.To], acceptors[choice.From]));
        return Of(market, near);
    }

    public void Write(string path)
    {
        using var file = File.Create(path);
        foreach (var numbers in (ReadOnlySpan<int[]>)[[start.Length - 1, seats.Length, whom.Length], seats, start, whom, distance])
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    static Graph Of(SyntheticMarket market, List<(int Proposer, int Acceptor)> near)
    {
        near.Sort();
        var start = new int[market.Proposers.Count + 1];
        List<int> whom = [], distance = [];
        for (var at = 0; at < near.Count; at++)
        {
            if (at > 0 && near[at] == near[at - 1]) continue;
            var (p, a) = near[at];
            whom.Add(a);
            distance.Add((int)market.Proposers[p].Place.DistanceTo(market.Acceptors[a].Place));
            start[p + 1] = whom.Count;
        }
        for (var p = 0; p < market.Proposers.Count; p++) start[p + 1] = Math.Max(start[p + 1], start[p]);
        return new([.. market.Acceptors.Select(a => a.Seats)], start, [.. whom], [.. distance]);
    }

    // Equally near ones in the order of their ids, which is that of the lists.
    static List<(int From, int To)> Nearest(IEnumerable<Place> askers, IEnumerable<Place> asked, int k)
    {
        var cells = new PlaceCells([.. asked]);
        List<(int, int)> near = [];
        var from = 0;
        foreach (var place in askers)
        {
            foreach (var to in cells.Nearest(place, k)) near.Add((from, to));
            from++;
        }
        return near;
    }
}
