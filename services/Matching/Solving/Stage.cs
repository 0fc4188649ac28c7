namespace Matching;

/// <summary>
/// A stage in flat arrays. Askers, owners and seats are each numbered along a Z-order curve, so that neighbours in space
/// are neighbours in memory.
/// </summary>
sealed class Stage
{
    // Which of the two the proposers are decides whose need counts, and how.
    readonly byte[] need;
    readonly Curve curve;
    readonly long mostForNeed, leastBias, leastPenalty, perNeed, perSeat, band;
    byte[] level = [];
    ulong[] askerKey, seatKey;

    public Stage(Casting casting, Crew crew)
    {
        // Who takes part stands in the arrays below.
        (Casting, Crew) = (casting with { Who = [], Whose = [], Taken = null }, crew);
        (Place[] seen, Place[] owned) = (Seen(casting.Askers, casting.Who), Seen(casting.Owners, casting.Whose));
        curve = casting.Terms.Sees is null ? casting.Market.Curve : Curve.Through(seen, owned, crew);
        var room = new SortRoom();
        (perNeed, perSeat) = (casting.Terms.Need, casting.ProposersAsk ? casting.Terms.Load : 0);
        Slop = Tangent.Slop(curve.Greatest);

        (Asker, AskerPlace, askerKey) = InOrder(casting.Who, seen, room);
        AskerCodes = CodesOf(casting.Askers, Asker);
        AskerOrder = Orders(casting.Askers, Asker);
        (Owner, OwnerPlace, _) = InOrder(casting.Whose, owned, room);
        OwnerCodes = CodesOf(casting.Owners, Owner);
        OwnerOrder = Orders(casting.Owners, Owner);
        var proposers = casting.ProposersAsk ? Asker : Owner;
        need = crew.Make(proposers.Length, at => casting.Market.Need[proposers[at]]);
        mostForNeed = perNeed * need.DefaultIfEmpty().Max();
        leastBias = casting.ProposersAsk ? -mostForNeed : 0;
        (SeatOwner, SeatNumber, seatKey, SeatsOf) = SeatsInOrder(casting, room);
        band = Band(casting.Terms);
        leastPenalty = LeastPenalty();
        Steps = new(leastBias + leastPenalty);
    }

    public Casting Casting { get; }

    public Crew Crew { get; }

    public Tangent Plane => curve.Plane;

    /// <summary>Decimetres to allow for roundings wherever a distance in the plane rules something out.</summary>
    public double Slop { get; }

    /// <summary>The turns in which askers ask, by what a pair costs both together: the asker's cost and its bias.</summary>
    public Steps Steps { get; }

    /// <summary>Index in the market.</summary>
    public int[] Asker { get; }

    public Place[] AskerPlace { get; }

    public ulong[] AskerCodes { get; }

    /// <summary>Position among ids, by which equals are told apart.</summary>
    public int[] AskerOrder { get; }

    /// <summary>Index in the market.</summary>
    public int[] Owner { get; }

    public Place[] OwnerPlace { get; }

    public ulong[] OwnerCodes { get; }

    public int[] OwnerOrder { get; }

    public int[] SeatOwner { get; }

    /// <summary>1-based among the seats of its owner.</summary>
    public int[] SeatNumber { get; }

    public long Distance(int asker, int owner) => AskerPlace[asker].DistanceTo(OwnerPlace[owner]);

    /// <summary>Whether the two may not be paired, however near.</summary>
    public bool Bars(int asker, int owner) => Casting.HasBars && Casting.Bars(Asker[asker], Owner[owner]);

    /// <summary>What an asker adds to what every owner thinks of it.</summary>
    public long Bias(int asker) => (Casting.ProposersAsk ? -perNeed * need[asker] : 0) - (level.Length == 0 ? 0 : 2 * band * level[asker]);

    /// <summary>What an owner thinks of an asker that it ranked: better than of all it did not rank, at the same level.</summary>
    public long Chosen(int asker, int rank) => rank - band - (level.Length == 0 ? 0 : 2 * band * level[asker]);

    /// <summary>How often an asker was promoted; at each level owners like it better than all below.</summary>
    public int Level(int asker) => level.Length == 0 ? 0 : level[asker];

    public void Promote(int asker)
    {
        if (level.Length == 0) level = new byte[Asker.Length];
        level[asker]++;
    }

    /// <summary>Everyone is what they are without promotion; answers the levels.</summary>
    public byte[] Levelled()
    {
        var was = level.Length == 0 ? new byte[Asker.Length] : level;
        level = [];
        return was;
    }

    /// <summary>What a seat adds to what every asker thinks of it.</summary>
    public long Penalty(int seat) => PenaltyOf(SeatOwner[seat], SeatNumber[seat]);

    /// <summary>Where each seat stands on the curve; only while the trees are being built.</summary>
    public ulong[] SeatKey => seatKey;

    /// <summary>The seats of each owner, the lowest number first.</summary>
    public Rows SeatsOf { get; }

    /// <summary>The step before which no pair of an asker's can be made.</summary>
    public int FirstStep(int asker) => Steps.Of(Bias(asker) + leastPenalty);

    /// <summary>How many askers live before a seat on the curve.</summary>
    public int AskersBefore(int seat) => seat == 0 ? 0 : seat == seatKey.Length ? askerKey.Length : AskersBefore(seatKey[seat]);

    /// <summary>How many askers live before an owner on the curve.</summary>
    public int AskersBeforeOwner(int owner) => owner == 0 ? 0 : owner == Owner.Length ? askerKey.Length : AskersBefore(curve.Key(OwnerPlace[owner]));

    /// <summary>Lets go of what only the building needs.</summary>
    public void ForgetKeys() => (askerKey, seatKey) = ([], []);

    int AskersBefore(ulong key)
    {
        int low = 0, high = askerKey.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (askerKey[middle] < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    int[] Orders(Side side, int[] indices) =>
        Crew.Make(indices.Length, at => Casting.Terms.SmallerIdFirst ? side.IdOrder[indices[at]] : side.Count - side.IdOrder[indices[at]]);

    // Where nobody needs anything there is nothing to keep.
    ulong[] CodesOf(Side side, int[] indices)
    {
        var words = Casting.Market.Words;
        var codes = new ulong[indices.Length * words];
        Crew.Split(indices.Length, (_, from, to) =>
        {
            for (var i = from; i < to; i++) side.Codes.AsSpan(indices[i] * words, words).CopyTo(codes.AsSpan(i * words));
        });
        return codes;
    }

    // Wider than all costs and ranks, so that what decides first decides: the level, then a rank, then the cost.
    static long Band(Terms terms) =>
        2 * (4L * Place.Radius + terms.ProposerMissing + terms.AcceptorMissing + 100 * terms.Need + terms.Bonus) + int.MaxValue;

    long LeastPenalty()
    {
        if (SeatOwner.Length == 0) return 0;
        if (!Casting.ProposersAsk) return -mostForNeed;
        return perSeat * (SeatNumber.Min() - 1);
    }

    Place[] Seen(Side side, int[] who) =>
        who.Length == side.Count && Casting.Terms.Sees is null ? side.Places : Crew.Make(who.Length, at => Casting.Terms.See(side.Places[who[at]]));

    // They come in the order of the market, which is that of the curve unless places are seen where they are not.
    (int[] Who, Place[] Places, ulong[] Keys) InOrder(int[] who, Place[] places, SortRoom room)
    {
        var (order, keys) = (Numbers.UpTo(who.Length), Crew.Make(who.Length, at => curve.Key(places[at])));
        if (!KeySort.Sort(keys, order, Crew, room)) return (who, places, keys);
        return (Crew.Make(order.Length, at => who[order[at]]), Crew.Make(order.Length, at => places[order[at]]), keys);
    }

    (int[] Owner, int[] Number, ulong[] Key, Rows OfOwner) SeatsInOrder(Casting casting, SortRoom room)
    {
        var start = new int[Owner.Length + 1];
        for (var o = 0; o < Owner.Length; o++) start[o + 1] = start[o] + casting.Offered(Owner[o]) - casting.TakenOf(Owner[o]);
        var owner = new int[start[^1]];
        for (var o = 0; o < Owner.Length; o++) owner.AsSpan(start[o], start[o + 1] - start[o]).Fill(o);
        var least = Casting.ProposersAsk ? 0 : -mostForNeed;
        var order = Numbers.UpTo(owner.Length);
        var key = Crew.Make(owner.Length, at => curve.Key(OwnerPlace[owner[at]], PenaltyOf(owner[at], Number(at)) - least));
        KeySort.Sort(key, order, Crew, room);
        var (ownerOf, number) = (Crew.Make(order.Length, at => owner[order[at]]), Crew.Make(order.Length, at => Number(order[at])));
        // Turned round: where each seat stands. What it is turned from is needed no more.
        var seats = owner;
        Crew.Split(order.Length, (_, from, to) =>
        {
            for (var seat = from; seat < to; seat++) seats[order[seat]] = seat;
        });
        return (ownerOf, number, key, new(start, seats));

        int Number(int at) => casting.TakenOf(Owner[owner[at]]) + 1 + at - start[owner[at]];
    }

    long PenaltyOf(int owner, int number) => Casting.ProposersAsk ? perSeat * (number - 1) : -perNeed * need[owner];
}
