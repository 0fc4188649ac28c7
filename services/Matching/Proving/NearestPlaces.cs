namespace Matching;

/// <summary>The proof's own search for the nearest of some places: whole numbers only, in the boxes of tiles.</summary>
sealed class NearestPlaces
{
    readonly Place[] places;
    readonly Tiles tiles;
    readonly int root;
    readonly long radius;
    readonly (long Distance, int Whom)[] best;
    readonly int[] answer;
    readonly Stack<int> waiting = [];

    public NearestPlaces(Place[] places, Tiles tiles, int root, Rules rules)
    {
        (this.places, this.tiles, this.root) = (places, tiles, root);
        radius = rules.Radius is { } metres ? Math.Min(metres * 10, Judgement.FartherThanAll) : Judgement.FartherThanAll;
        (best, answer) = (new (long, int)[rules.K], new int[rules.K]);
    }

    /// <summary>The nearest that are permitted, equals by index, as many as the rules ask for.</summary>
    public ReadOnlySpan<int> Of(Place from, Func<int, bool> permits)
    {
        var found = 0;
        if (root >= 0) waiting.Push(root);
        while (waiting.TryPop(out var node))
        {
            var most = found == best.Length ? Math.Min(radius, best[^1].Distance) : radius;
            ref readonly var tile = ref tiles.Nodes[node];
            if (tile.Box.Away(from) >= (ulong)((most + 1) * (most + 1))) continue;
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
                // Farther than the last that counts, or than the radius: no root is needed to tell.
                if (square >= (ulong)((most + 1) * (most + 1))) continue;
                var key = (Judgement.Root(square), whom);
                if ((found == best.Length && key.CompareTo(best[^1]) >= 0) || !permits(whom)) continue;
                if (found < best.Length) found++;
                var at = found - 1;
                for (; at > 0 && key.CompareTo(best[at - 1]) < 0; at--) best[at] = best[at - 1];
                best[at] = key;
                if (found == best.Length) most = Math.Min(most, best[^1].Distance);
            }
        }
        for (var at = 0; at < found; at++) answer[at] = best[at].Whom;
        return answer.AsSpan(0, found);
    }
}
