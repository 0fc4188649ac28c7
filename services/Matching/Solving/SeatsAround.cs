namespace Matching;

/// <summary>Looks at the seats within the radius of an asker, whoever holds them, for why it has none.</summary>
sealed class SeatsAround(Stage stage, SeatForest forest)
{
    readonly Casting casting = stage.Casting;
    readonly long radius = stage.Casting.Terms.Radius;
    readonly float reach = MathF.BitIncrement((float)Math.Min(stage.Casting.Terms.Radius + stage.Slop, 1e12));
    readonly Stack<int> waiting = new();

    /// <summary>All prefer others where a seat may be had at all; else what keeps the asker from every one.</summary>
    public string Refusal(int asker)
    {
        if (forest.Roots[0] < 0) return Reasons.NoSeats;
        var near = false;
        var place = stage.AskerPlace[asker];
        var (u, v) = (stage.Plane.U(place), stage.Plane.V(place));
        waiting.Clear();
        waiting.Push(forest.Roots[0]);
        while (waiting.TryPop(out var at))
        {
            ref var node = ref forest.Nodes[at];
            if (!node.MayOffer(u, v, float.PositiveInfinity, float.PositiveInfinity, reach, out _)) continue;
            if (node.Count == 0)
            {
                waiting.Push(node.Link + 1);
                waiting.Push(node.Link);
            }
            for (var seat = node.Link; seat < node.Link + node.Count; seat++)
            {
                var owner = stage.SeatOwner[seat];
                if (place.DistanceTo(stage.OwnerPlace[owner]) > radius) continue;
                near = true;
                if (!casting.Bars(stage.Asker[asker], stage.Owner[owner])) return Reasons.AllSeatsPreferOthers;
            }
        }
        return near ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
    }
}
