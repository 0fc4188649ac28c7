namespace Matching;

/// <summary>
/// Promotion by levels (Kavitha): whoever everyone refused asks again one level higher, where every owner likes it better
/// than all below, whatever their order; whom it displaces asks on, and may be promoted too. With L levels at least L/(L+1)
/// of the largest possible number is paired.
/// </summary>
sealed class Promotion(Stage stage, SeatForest forest, ChoiceLists choices, SeatsAround around)
{
    readonly bool[] deadOwner = new bool[stage.Owner.Length];
    readonly HashSet<int> reached = [], reachedOwners = [];
    readonly Stack<int> going = new();

    /// <summary>Promotes, round by round, those who have no seat and for whom one could come free.</summary>
    /// <param name="settle">Lets askers ask until each has a seat or was refused everywhere; answers the latter.</param>
    public void Run(int levels, IReadOnlyList<int> left, Func<int[], IReadOnlyList<int>> settle)
    {
        SortedSet<int> unseated = [.. left];
        while (true)
        {
            Array.Clear(deadOwner);
            int[] next = [.. unseated.Where(asker => stage.Level(asker) + 1 < levels && MayBeSeated(asker))];
            if (next.Length == 0) return;
            foreach (var asker in next)
            {
                stage.Promote(asker);
                choices.Renew(asker);
            }
            unseated.ExceptWith(next);
            unseated.UnionWith(settle(next));
        }
    }

    // Along seats that are permitted and those who hold them, to an empty one. Where there is none, promotion would only
    // take from one what it gives to another; what was gone through in vain need not be looked at again in this round.
    bool MayBeSeated(int asker)
    {
        going.Clear();
        going.Push(asker);
        reached.Clear();
        reachedOwners.Clear();
        reached.Add(asker);
        while (going.TryPop(out var at))
            if (around.Stops(at, _ => { }, Reach)) return true;
        foreach (var one in reachedOwners) deadOwner[one] = true;
        return false;
    }

    bool Reach(int seat)
    {
        if (forest.Holder[seat] < 0) return true;
        var owner = stage.SeatOwner[seat];
        if (deadOwner[owner]) return false;
        reachedOwners.Add(owner);
        if (reached.Add(forest.Holder[seat])) going.Push(forest.Holder[seat]);
        return false;
    }
}
