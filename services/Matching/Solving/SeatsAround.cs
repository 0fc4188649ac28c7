namespace Matching;

/// <summary>Goes through the seats within the radius of an asker, whoever holds them.</summary>
sealed class SeatsAround(Stage stage, SeatForest forest)
{
    readonly Casting casting = stage.Casting;
    readonly long radius = stage.Casting.Terms.Radius;
    readonly float reach = MathF.BitIncrement((float)Math.Min(stage.Casting.Terms.Radius + stage.Slop, 1e12));
    readonly Stack<int> waiting = new();

    /// <summary>Whether a seat may be had at all, whoever holds it; else the reason why not.</summary>
    public string Refusal(int asker)
    {
        if (forest.Roots[0] < 0) return Reasons.NoSeats;
        var near = false;
        var permitted = Stops(asker, _ => near = true, _ => true);
        return permitted ? Reasons.AllSeatsPreferOthers : near ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
    }

    /// <summary>Shows all seats within the radius, until it is told to stop at one that is permitted; answers whether it was.</summary>
    public bool Stops(int asker, Action<int> near, Func<int, bool> stop)
    {
        var place = stage.AskerPlace[asker];
        var (u, v) = (stage.Plane.U(place), stage.Plane.V(place));
        waiting.Clear();
        if (forest.Roots[0] >= 0) waiting.Push(forest.Roots[0]);
        while (waiting.TryPop(out var at))
        {
            ref var node = ref forest.Nodes[at];
            if (!SeatSearch.Within(ref node, u, v, float.PositiveInfinity, float.PositiveInfinity, reach, out _)) continue;
            if (node.Count == 0)
            {
                waiting.Push(node.Link + 1);
                waiting.Push(node.Link);
            }
            for (var seat = node.Link; seat < node.Link + node.Count; seat++)
            {
                var owner = stage.SeatOwner[seat];
                if (place.DistanceTo(stage.OwnerPlace[owner]) > radius) continue;
                near(seat);
                if (!casting.Bars(stage.Asker[asker], stage.Owner[owner]) && stop(seat)) return true;
            }
        }
        return false;
    }
}
