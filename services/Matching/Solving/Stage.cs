namespace Matching;

/// <summary>
/// A stage in flat arrays. Askers, owners and seats are each numbered along a Z-order curve, so that neighbours in space
/// are neighbours in memory.
/// </summary>
sealed class Stage
{
    readonly long leastBias;
    ulong[] askerKey, seatKey;

    public Stage(Casting casting, Crew crew)
    {
        (Casting, Crew) = (casting, crew);
        var sees = casting.Terms.Sees;
        var seen = crew.Make(casting.Who.Length, at => sees(casting.Askers.Places[casting.Who[at]]));
        var owned = crew.Make(casting.Whose.Length, at => sees(casting.Owners.Places[casting.Whose[at]]));
        var plane = Plane = Tangent.Of(seen, owned);
        var grid = new Grid(plane, seen, owned);
        Slop = Tangent.Slop(grid.Greatest);

        (var order, askerKey) = AskersInOrder(grid, seen);
        Asker = crew.Make(order.Length, at => casting.Who[order[at]]);
        AskerPlace = crew.Make(order.Length, at => seen[order[at]]);
        AskerCodes = CodesOf(casting.Askers, Asker);
        Bias = crew.Make(order.Length, at => casting.Bias(Asker[at]));
        leastBias = Bias.DefaultIfEmpty().Min();
        AskerU = crew.Make(order.Length, at => plane.U(AskerPlace[at]));
        AskerV = crew.Make(order.Length, at => plane.V(AskerPlace[at]));
        AskerOrder = Orders(Asker, casting.Askers.Count);

        var along = ZOrder.Sort(crew.Make(owned.Length, at => grid.Key(owned[at], 0)), Counting(owned.Length), crew);
        Owner = crew.Make(along.Length, at => casting.Whose[along[at]]);
        OwnerPlace = crew.Make(along.Length, at => owned[along[at]]);
        OwnerCodes = CodesOf(casting.Owners, Owner);
        OwnerOrder = Orders(Owner, casting.Owners.Count);
        OwnerU = crew.Make(along.Length, at => plane.U(OwnerPlace[at]));
        OwnerV = crew.Make(along.Length, at => plane.V(OwnerPlace[at]));
        (SeatOwner, SeatNumber, SeatPenalty, seatKey, SeatsOf) = SeatsInOrder(grid, crew.Make(along.Length, at => casting.Open[along[at]]));
        Steps = new(leastBias + SeatPenalty.DefaultIfEmpty().Min());
    }

    public Casting Casting { get; }

    public Crew Crew { get; }

    public Tangent Plane { get; }

    /// <summary>Decimetres to allow for roundings wherever a distance in the plane rules something out.</summary>
    public double Slop { get; }

    /// <summary>The turns in which askers ask, by what a pair costs both together: the asker's cost and its bias.</summary>
    public Steps Steps { get; }

    /// <summary>Index in the market.</summary>
    public int[] Asker { get; }

    public Place[] AskerPlace { get; }

    public float[] AskerU { get; }

    public float[] AskerV { get; }

    public ulong[] AskerCodes { get; }

    public long[] Bias { get; }

    /// <summary>Position among ids, by which equals are told apart.</summary>
    public int[] AskerOrder { get; }

    /// <summary>Index in the market.</summary>
    public int[] Owner { get; }

    public Place[] OwnerPlace { get; }

    public float[] OwnerU { get; }

    public float[] OwnerV { get; }

    public ulong[] OwnerCodes { get; }

    public int[] OwnerOrder { get; }

    public int[] SeatOwner { get; }

    /// <summary>1-based among the seats of its owner.</summary>
    public int[] SeatNumber { get; }

    public long[] SeatPenalty { get; }

    /// <summary>Where each seat stands on the curve; only while the trees are being built.</summary>
    public ulong[] SeatKey => seatKey;

    /// <summary>The seats of each owner, the lowest number first.</summary>
    public Rows SeatsOf { get; }

    /// <summary>The step before which no pair of an asker's can be made.</summary>
    public int FirstStep(int asker) => new Steps(leastBias).Of(Bias[asker]);

    /// <summary>How many askers live before a seat on the curve.</summary>
    public int AskersBefore(int seat)
    {
        if (seat == 0) return 0;
        if (seat == seatKey.Length) return askerKey.Length;
        int low = 0, high = askerKey.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (askerKey[middle] < seatKey[seat]) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Lets go of what only the building needs.</summary>
    public void ForgetKeys() => (askerKey, seatKey) = ([], []);

    public static int[] Counting(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }

    /// <summary>Where each index of all stands among some, or −1.</summary>
    public static int[] Inverse(int[] indices, int all)
    {
        var at = new int[all];
        Array.Fill(at, -1);
        for (var i = 0; i < indices.Length; i++) at[indices[i]] = i;
        return at;
    }

    int[] Orders(int[] indices, int all) => Casting.Terms.SmallerIdFirst ? indices : Array.ConvertAll(indices, index => all - index);

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

    // Within one point in the order of what owners think, so that nobody there takes a place only to lose it.
    (int[] Order, ulong[] Keys) AskersInOrder(Grid grid, Place[] seen)
    {
        var least = Casting.Who.Length == 0 ? 0 : Casting.Who.Min(Casting.Bias);
        var bias = Crew.Make(seen.Length, at => (ulong)(Casting.Bias(Casting.Who[at]) - least));
        var order = ZOrder.Sort(bias, Counting(seen.Length), Crew);
        var keys = Crew.Make(seen.Length, at => grid.Key(seen[order[at]], 0));
        return (ZOrder.Sort(keys, order, Crew), keys);
    }

    (int[] Owner, int[] Number, long[] Penalty, ulong[] Key, Rows OfOwner) SeatsInOrder(Grid grid, (int First, int Last)[] open)
    {
        var start = new int[open.Length + 1];
        for (var o = 0; o < open.Length; o++) start[o + 1] = start[o] + open[o].Last - open[o].First + 1;
        int[] owner = new int[start[^1]], number = new int[start[^1]];
        for (var o = 0; o < open.Length; o++)
            for (var at = start[o]; at < start[o + 1]; at++) (owner[at], number[at]) = (o, open[o].First + at - start[o]);
        var penalty = Crew.Make(start[^1], at => Casting.Penalty(Owner[owner[at]], number[at]));
        var least = penalty.Length == 0 ? 0 : penalty.Min();
        var key = Crew.Make(start[^1], at => grid.Key(OwnerPlace[owner[at]], penalty[at] - least));
        var order = ZOrder.Sort(key, Counting(key.Length), Crew);
        var seats = new int[order.Length];
        Crew.Split(order.Length, (_, from, to) =>
        {
            for (var seat = from; seat < to; seat++) seats[order[seat]] = seat;
        });
        return (
            Crew.Make(order.Length, at => owner[order[at]]),
            Crew.Make(order.Length, at => number[order[at]]),
            Crew.Make(order.Length, at => penalty[order[at]]),
            key,
            new(start, seats));
    }
}
