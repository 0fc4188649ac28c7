namespace Matching;

/// <summary>
/// The owners that are not among an asker's k nearest but are its candidates all the same: those among whose k nearest it
/// is, and the choices of either. How far an owner reaches at most is known from one search for eight of them; whether it
/// reaches an asker is looked at for those that may.
/// </summary>
sealed class FarOffers
{
    readonly Stage stage;
    readonly int k;
    readonly NearTree askers, owners;
    readonly NearTree.Search?[] searches;
    // Of each owner, and of each box of them: no one among its k nearest is farther.
    readonly int[] reachOf;
    readonly long[] reach;
    readonly int[] ownerAt;
    readonly Rows chosenBy;

    public FarOffers(Stage stage, int k, NearTree owners)
    {
        (this.stage, this.k, this.owners) = (stage, k, owners);
        askers = new(stage.AskerPlace, stage.Plane, stage.AskerOrder, stage.Slop, stage.Crew);
        (searches, reachOf) = (new NearTree.Search?[stage.Crew.Hands], new int[stage.Owner.Length]);
        ownerAt = Numbers.Inverse(stage.Owner, Casting.Owners.Count);
        chosenBy = ChosenBy();
        var barred = Barred();
        reach = owners.Farthest(() => Reach(barred), stage.Crew);
    }

    Casting Casting => stage.Casting;

    /// <summary>Those at a distance or farther, and nearer than another; ascending, the equally near by order.</summary>
    /// <param name="known">those at the distance itself that are to be left out</param>
    public Offer[] Of(int asker, ReadOnlySpan<Offer> known, int least, int most, int hand)
    {
        HashSet<int> seen = [];
        for (var at = known.Length - 1; at >= 0 && known[at].Cost == least; at--) seen.Add(known[at].Place);
        List<Offer> mine = [];
        var search = searches[hand] ??= Search();
        owners.Within(stage.AskerPlace[asker], most, reach, owner =>
        {
            var distance = stage.Distance(asker, owner);
            if (distance <= reachOf[owner] && IsOne(owner, distance) && search.Has(stage.OwnerPlace[owner], asker, Permitted(owner))) Take(owner, distance);
        });
        foreach (var owner in chosenBy[asker]) Choice(owner);
        foreach (var whom in Casting.Askers.Wishes.Of(stage.Asker[asker]))
            if (ownerAt[whom] is >= 0 and var owner) Choice(owner);
        mine.Sort((one, other) => one.Cost != other.Cost ? one.Cost.CompareTo(other.Cost) : stage.OwnerOrder[one.Place].CompareTo(stage.OwnerOrder[other.Place]));
        return [.. mine];

        void Choice(int owner)
        {
            var distance = stage.Distance(asker, owner);
            if (IsOne(owner, distance)) Take(owner, distance);
        }

        bool IsOne(int owner, long distance) =>
            distance >= least && distance < most && distance <= Casting.Terms.Radius && !stage.Bars(asker, owner);

        void Take(int owner, long distance)
        {
            if (seen.Add(owner)) mine.Add(new(owner, (int)distance));
        }
    }

    Func<int, bool>? Permitted(int owner) => Casting.HasBars ? asker => !stage.Bars(asker, owner) : null;

    // No owner of a leaf reaches farther than the first of them and the way to it, unless somebody is kept from it.
    Func<int, int, long> Reach(bool[] barred)
    {
        var search = Search();
        return (from, to) =>
        {
            var (first, farthest) = (0L, 0);
            for (var owner = from; owner < to; owner++)
            {
                if (owner == from) first = Farthest(owner);
                // Each distance is rounded down.
                var most = Casting.HasBars && barred[stage.Owner[owner]] ? Farthest(owner) : first + stage.OwnerPlace[from].DistanceTo(stage.OwnerPlace[owner]) + 2;
                reachOf[owner] = (int)Math.Min(int.MaxValue, most);
                farthest = Math.Max(farthest, reachOf[owner]);
            }
            return farthest;
        };

        // Whoever finds fewer than k reaches everyone within the radius.
        long Farthest(int owner)
        {
            var whom = search.Of(stage.OwnerPlace[owner], Permitted(owner));
            return whom.Length < k ? Math.Min(int.MaxValue, Casting.Terms.Radius) : stage.Distance(whom[^1], owner);
        }
    }

    // Acceptors, since nobody but proposers asks for the nearest.
    bool[] Barred()
    {
        var barred = new bool[Casting.Owners.Count];
        if (Casting.Market.Excluded is { } excluded)
            foreach (var acceptor in excluded.Items) barred[acceptor] = true;
        foreach (var acceptor in Casting.Market.LockedSecond ?? [])
            if (acceptor >= 0) barred[acceptor] = true;
        return barred;
    }

    NearTree.Search Search() => new(askers, k, Casting.Terms.Radius);

    Rows ChosenBy()
    {
        var askerAt = Numbers.Inverse(stage.Asker, Casting.Askers.Count);
        return stage.Crew.Turned(stage.Owner.Length, stage.Asker.Length, (owner, its) =>
        {
            foreach (var whom in Casting.Owners.Wishes.Of(stage.Owner[owner]))
                if (askerAt[whom] is >= 0 and var asker) its.Add(asker);
        });
    }
}
