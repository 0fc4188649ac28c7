namespace Matching;

/// <summary>
/// Promotion by levels (Kavitha): whoever everyone refused asks again one level higher, where every owner likes it better
/// than all below, whatever their order; whom it displaces asks on, and may be promoted too. With L levels at least L/(L+1)
/// of the largest possible number is paired.
/// </summary>
sealed class Promotion(Stage stage, SeatForest forest, ChoiceLists choices)
{
    const int OwnersBetweenLooks = 256;

    readonly int[] ownerOf = new int[stage.Asker.Length];
    readonly bool[] reached = new bool[stage.Owner.Length];
    readonly List<int> owners = [], askers = [];
    AskersByPlace? byPlace;

    /// <summary>Promotes, round by round, those who have no seat and for whom one could come free.</summary>
    /// <param name="settle">Lets askers ask until each has a seat or was refused everywhere; answers the latter.</param>
    public void Run(int levels, IReadOnlyList<int> left, Func<int[], IReadOnlyList<int>> settle, CancellationToken stop)
    {
        SortedSet<int> unseated = [.. left];
        while (unseated.Count > 0)
        {
            int[] next = MayBeSeated([.. unseated.Where(asker => stage.Level(asker) + 1 < levels)], stop);
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

    // Those from whom seats that are permitted and those who hold them lead to an empty one. Where there is none, promotion
    // would only take from one what it gives to another. Looked for backwards, from the empty seats: to all who may have
    // one, then to all who may have the seats of these. Nobody and no owner is come to twice in a round.
    int[] MayBeSeated(int[] some, CancellationToken stop)
    {
        if (some.Length == 0 || !BeginAtEmptySeats()) return [];
        (byPlace ??= new(stage)).Return();
        var wanted = some.Length;
        HashSet<int> asked = [.. some];
        for (var at = 0; at < owners.Count && wanted > 0; at++)
        {
            if (at % OwnersBetweenLooks == 0) stop.ThrowIfCancellationRequested();
            askers.Clear();
            byPlace.TakeOut(owners[at], askers);
            foreach (var asker in askers)
            {
                if (asked.Contains(asker)) wanted--;
                if (ownerOf[asker] >= 0) Reach(ownerOf[asker]);
            }
        }
        return Array.FindAll(some, byPlace.IsOut);
    }

    bool BeginAtEmptySeats()
    {
        Array.Fill(ownerOf, -1);
        Array.Clear(reached);
        owners.Clear();
        for (var seat = 0; seat < forest.Holder.Length; seat++)
        {
            if (forest.Holder[seat] >= 0) ownerOf[forest.Holder[seat]] = stage.SeatOwner[seat];
            else Reach(stage.SeatOwner[seat]);
        }
        return owners.Count > 0;
    }

    void Reach(int owner)
    {
        if (reached[owner]) return;
        reached[owner] = true;
        owners.Add(owner);
    }
}
