namespace Matching;

/// <summary>Finds by place whether one of some acceptors is within reach of a proposer, and may be had by it.</summary>
sealed class AcceptorsInReach
{
    // Farther apart than any two points of the sphere, and small enough to be squared.
    const long FartherThanAll = 1_000_000_000;

    readonly Market market;
    readonly Judgement judgement;
    readonly Tiles tiles;
    readonly ulong beyond;

    public AcceptorsInReach(Market market, Judgement judgement, Func<int, bool> which)
    {
        (this.market, this.judgement) = (market, judgement);
        tiles = new(market.Acceptors.Places, [.. Enumerable.Range(0, market.AcceptorCount)], new(1));
        tiles.Add([.. Enumerable.Range(0, market.AcceptorCount).Where(which)]);
        var radius = market.Rules.Radius is { } metres ? (ulong)Math.Min(metres * 10, FartherThanAll) : FartherThanAll;
        beyond = (radius + 1) * (radius + 1);
    }

    /// <param name="near">whether one is within the radius, permitted or not; where one is permitted it is</param>
    public bool AnyFor(int proposer, out bool near)
    {
        near = false;
        var place = market.Proposers.Places[proposer];
        for (var node = 0; node < tiles.Nodes.Length;)
        {
            ref readonly var tile = ref tiles.Nodes[node];
            if (tile.Box.Away(place) >= beyond)
            {
                node = tile.After;
                continue;
            }
            foreach (var a in tiles.Points.Slice(tile.First, tile.Count))
            {
                if (!judgement.IsWithinRadius(judgement.Distance(proposer, a))) continue;
                near = true;
                if (!judgement.Excludes(proposer, a) && !judgement.IsSecond(proposer, a)) return true;
            }
            node++;
        }
        return false;
    }
}
