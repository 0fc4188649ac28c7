namespace Matching;

/// <summary>
/// Whom the objective <c>nearest</c> chooses from: for each asker of a stage the owners among its k nearest, those among
/// whose k nearest it is, and the choices of either; each with the distance in decimetres.
/// </summary>
sealed class CandidateGraph
{
    readonly Stage stage;
    readonly int k;

    public CandidateGraph(Stage stage, int k)
    {
        (this.stage, this.k) = (stage, k);
        var (owners, askers) = (OwnerTree(stage), new NearTree(stage.AskerPlace, stage.Plane, stage.AskerOrder, stage.Slop));
        var near = Nearest(stage.AskerPlace, owners, Permits);
        var far = Turned(Nearest(stage.OwnerPlace, askers, (owner, asker) => Permits(asker, owner)), stage.Asker.Length);
        (Owners, Distance) = Joined(near, far, Turned(ChosenByOwners(), stage.Asker.Length));
    }

    /// <summary>The owners that each asker may have, ascending.</summary>
    public Rows Owners { get; }

    /// <summary>The distances that go with <see cref="Owners"/>.</summary>
    public int[] Distance { get; }

    Casting Casting => stage.Casting;

    /// <summary>The owners of a stage where the nearest are found.</summary>
    public static NearTree OwnerTree(Stage stage) => new(stage.OwnerPlace, stage.Plane, stage.OwnerOrder, stage.Slop);

    Rows Nearest(Place[] from, NearTree tree, Func<int, int, bool> permits)
    {
        var found = new int[(long)from.Length * k];
        var count = new int[from.Length + 1];
        stage.Crew.Split(from.Length, (_, first, end) =>
        {
            var search = new NearTree.Search(tree, k, Casting.Terms.Radius);
            for (var who = first; who < end; who++)
            {
                var whom = search.Of(from[who], Casting.HasBars ? at => permits(who, at) : null);
                whom.CopyTo(found.AsSpan(who * k));
                count[who + 1] = whom.Length;
            }
        });
        var start = (int[])count.Clone();
        for (var who = 0; who < from.Length; who++) start[who + 1] += start[who];
        if (start[^1] == found.Length) return new(start, found);
        var items = new int[start[^1]];
        for (var who = 0; who < from.Length; who++) found.AsSpan(who * k, count[who + 1]).CopyTo(items.AsSpan(start[who]));
        return new(start, items);
    }

    Rows ChosenByOwners()
    {
        var askerAt = Stage.Inverse(stage.Asker, Casting.Askers.Count);
        var start = new int[stage.Owner.Length + 1];
        List<int> items = [];
        for (var owner = 0; owner < stage.Owner.Length; owner++)
        {
            foreach (var whom in Casting.Owners.Wishes.Of(stage.Owner[owner]))
                if (askerAt[whom] is >= 0 and var asker && Permits(asker, owner)) items.Add(asker);
            start[owner + 1] = items.Count;
        }
        return new(start, [.. items]);
    }

    static Rows Turned(Rows rows, int columns)
    {
        var start = new int[columns + 1];
        foreach (var column in rows.Items) start[column + 1]++;
        for (var column = 0; column < columns; column++) start[column + 1] += start[column];
        var next = start.AsSpan(0, columns).ToArray();
        var items = new int[rows.Items.Length];
        for (var row = 0; row + 1 < rows.Start.Length; row++)
            foreach (var column in rows[row]) items[next[column]++] = row;
        return new(start, items);
    }

    (Rows Owners, int[] Distance) Joined(Rows near, Rows far, Rows chosenBy)
    {
        var ownerAt = Stage.Inverse(stage.Owner, Casting.Owners.Count);
        var start = new int[stage.Asker.Length + 1];
        var owners = new List<int>[stage.Crew.Hands];
        var bounds = new int[stage.Crew.Hands];
        stage.Crew.Split(stage.Asker.Length, (hand, first, end) =>
        {
            (owners[hand], bounds[hand]) = (new((int)Math.Min(1 << 28, 24L * (end - first))), first);
            List<int> mine = [];
            for (var asker = first; asker < end; asker++)
            {
                mine.Clear();
                mine.AddRange(near[asker]);
                mine.AddRange(far[asker]);
                mine.AddRange(chosenBy[asker]);
                foreach (var whom in Casting.Askers.Wishes.Of(stage.Asker[asker]))
                    if (ownerAt[whom] is >= 0 and var owner && Permits(asker, owner)) mine.Add(owner);
                mine.Sort();
                for (var at = 0; at < mine.Count; at++)
                    if (at == 0 || mine[at] != mine[at - 1]) owners[hand].Add(mine[at]);
                start[asker + 1] = owners[hand].Count;
            }
        });
        var all = new int[owners.Sum(some => some?.Count ?? 0)];
        for (int hand = 0, before = 0; hand < owners.Length; hand++)
        {
            if (owners[hand] is not { } some) continue;
            some.CopyTo(all, before);
            var last = hand + 1 < owners.Length && owners[hand + 1] is not null ? bounds[hand + 1] : stage.Asker.Length;
            for (var asker = bounds[hand]; asker < last; asker++) start[asker + 1] += before;
            before += some.Count;
        }
        var distance = new int[all.Length];
        stage.Crew.Split(stage.Asker.Length, (_, first, end) =>
        {
            for (var asker = first; asker < end; asker++)
                for (var at = start[asker]; at < start[asker + 1]; at++)
                    distance[at] = (int)stage.AskerPlace[asker].DistanceTo(stage.OwnerPlace[all[at]]);
        });
        return (new(start, all), distance);
    }

    bool Permits(int asker, int owner) =>
        stage.AskerPlace[asker].DistanceTo(stage.OwnerPlace[owner]) <= Casting.Terms.Radius
        && !(Casting.HasBars && Casting.Bars(stage.Asker[asker], stage.Owner[owner]));
}
