namespace Matching;

/// <summary>Some acceptors, found by place and radius; those that were reached may be taken out until all are put back.</summary>
sealed class ReachableAcceptors
{
    readonly Market market;
    readonly Judgement judgement;
    readonly Tiles tiles;
    readonly int[] parent, left, tileOf;
    readonly bool[] removed;
    readonly int root;
    readonly ulong beyond;

    public ReachableAcceptors(Market market, Judgement judgement, Func<int, bool> which)
    {
        (this.market, this.judgement) = (market, judgement);
        var radius = market.Rules.Radius is { } metres ? Math.Min(metres * 10, Judgement.FartherThanAll) : Judgement.FartherThanAll;
        beyond = (ulong)((radius + 1) * (radius + 1));
        tiles = new(market.Acceptors.Places, new(1));
        root = tiles.Add([.. Numbers.UpTo(market.AcceptorCount).Where(which)]);
        (parent, left) = (new int[tiles.Nodes.Length], new int[tiles.Nodes.Length]);
        (tileOf, removed) = (new int[market.AcceptorCount], new bool[market.AcceptorCount]);
        for (var node = 0; node < parent.Length; node++)
        {
            if (node == root) parent[node] = -1;
            foreach (var a in Points(node)) tileOf[a] = node;
            if (tiles.Nodes[node].Count == 0) parent[node + 1] = parent[tiles.Nodes[node + 1].After] = node;
        }
        Reset();
    }

    public void Reset()
    {
        Array.Clear(removed);
        for (var node = left.Length - 1; node >= 0; node--)
            left[node] = tiles.Nodes[node].Count is > 0 and var count ? count : left[node + 1] + left[tiles.Nodes[node + 1].After];
    }

    public bool IsRemoved(int a) => removed[a];

    public void Remove(int a)
    {
        removed[a] = true;
        for (var node = tileOf[a]; node >= 0; node = parent[node]) left[node]--;
    }

    /// <summary>The next acceptor that a proposer may have, or −1; the cursor, at first 0, says where to go on looking.</summary>
    public int Next(int p, ref int cursor) => Next(p, ref cursor, out _);

    /// <param name="near">whether one within the radius was come by, permitted or not</param>
    public int Next(int p, ref int cursor, out bool near)
    {
        near = false;
        while (cursor < left.Length)
        {
            if (left[cursor] == 0 || tiles.Nodes[cursor].Box.Away(market.Proposers.Places[p]) >= beyond)
            {
                cursor = tiles.Nodes[cursor].After;
                continue;
            }
            foreach (var a in Points(cursor))
            {
                if (removed[a] || !judgement.IsWithinRadius(judgement.Distance(p, a))) continue;
                near = true;
                if (!judgement.Excludes(p, a) && !judgement.IsSecond(p, a)) return a;
            }
            cursor++;
        }
        return -1;
    }

    ReadOnlySpan<int> Points(int node) => tiles.Points.Slice(tiles.Nodes[node].First, tiles.Nodes[node].Count);
}
