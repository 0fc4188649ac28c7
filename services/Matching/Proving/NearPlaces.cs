namespace Matching;

/// <summary>The proof's own search around a place: whole numbers only, in the boxes of tiles. One thread's.</summary>
/// <param name="root">Of the tree that is searched, or −1 for none.</param>
sealed class NearPlaces(Side side, Tiles tiles, int root)
{
    readonly Place[] places = side.Places;
    readonly int[] idOrder = side.IdOrder;
    readonly Stack<int> waiting = [];

    /// <summary>Gives all that are nearer than a distance.</summary>
    public void Within(Place from, long distance, Action<int, long> found)
    {
        if (distance <= 0) return;
        var most = Math.Min(distance - 1, Judgement.FartherThanAll);
        Walk(from, () => most, (whom, away) =>
        {
            found(whom, away);
            return true;
        });
    }

    /// <summary>Whether fewer than so many are nearer than one at a distance; of equally near ones the smaller id is nearer.</summary>
    public bool FewerAreNearer(Place from, long distance, int than, int most, Func<int, bool> permits)
    {
        var nearer = 0;
        Walk(from, () => distance, (whom, away) => away == distance && idOrder[whom] >= idOrder[than] || !permits(whom) || ++nearer < most);
        return nearer < most;
    }

    /// <summary>The nearest that is permitted and not farther than a distance, of equals the one with the smallest id; or −1.</summary>
    public int Nearest(Place from, long most, Func<int, bool> permits)
    {
        var nearest = -1;
        Walk(from, () => most, (whom, away) =>
        {
            if ((away < most || (away == most && (nearest < 0 || idOrder[whom] < idOrder[nearest]))) && permits(whom)) (nearest, most) = (whom, away);
            return true;
        });
        return nearest;
    }

    // The nearer box first; ends when it is told that that is enough. What is found may ask for another walk.
    void Walk(Place from, Func<long> most, Func<int, long, bool> found)
    {
        var others = waiting.Count;
        if (root >= 0) waiting.Push(root);
        while (waiting.Count > others)
        {
            var node = waiting.Pop();
            ref readonly var tile = ref tiles.Nodes[node];
            var limit = (ulong)((most() + 1) * (most() + 1));
            if (tile.Box.Away(from) >= limit) continue;
            if (tile.Count == 0)
            {
                int one = node + 1, other = tiles.Nodes[node + 1].After;
                var swap = tiles.Nodes[other].Box.Away(from) < tiles.Nodes[one].Box.Away(from);
                waiting.Push(swap ? one : other);
                waiting.Push(swap ? other : one);
                continue;
            }
            foreach (var whom in tiles.Points.Slice(tile.First, tile.Count))
            {
                var square = Judgement.Square(from, places[whom]);
                // Farther than the limit: no root is needed to tell.
                if (square >= limit || found(whom, Judgement.Root(square))) continue;
                while (waiting.Count > others) waiting.Pop();
                return;
            }
        }
    }
}
