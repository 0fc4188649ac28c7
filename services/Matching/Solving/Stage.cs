namespace Matching;

/// <summary>
/// A stage in flat arrays. Askers are numbered in the order in which they ask, owners and seats along a Z-order curve,
/// so that neighbours in space are neighbours in memory.
/// </summary>
sealed class Stage
{
    readonly long leastBias;

    public Stage(Casting casting)
    {
        Casting = casting;
        var seen = Seen(casting.Askers, casting.Who);
        var owned = Seen(casting.Owners, casting.Whose);
        var plane = Tangent.Of(seen, owned);
        var grid = new Grid(plane, seen, owned);
        Slop = Tangent.Slop(grid.Greatest);

        leastBias = casting.Who.Length == 0 ? 0 : casting.Who.Min(casting.Bias);
        var order = AskingOrder(grid, seen);
        Asker = Array.ConvertAll(order, at => casting.Who[at]);
        AskerPlace = Array.ConvertAll(order, at => seen[at]);
        AskerCodes = CodesOf(casting.Askers, Asker);
        Bias = Array.ConvertAll(Asker, casting.Bias);
        AskerU = Array.ConvertAll(AskerPlace, plane.U);
        AskerV = Array.ConvertAll(AskerPlace, plane.V);
        AskerOrder = Orders(Asker, casting.Askers.Count);

        order = ZOrder.Sort(Array.ConvertAll(owned, place => grid.Key(place, 0)), Counting(owned.Length));
        Owner = Array.ConvertAll(order, at => casting.Whose[at]);
        OwnerPlace = Array.ConvertAll(order, at => owned[at]);
        OwnerCodes = CodesOf(casting.Owners, Owner);
        OwnerOrder = Orders(Owner, casting.Owners.Count);
        (SeatOwner, SeatNumber, SeatPenalty, SeatKey, SeatsOf) = SeatsInOrder(grid, Array.ConvertAll(order, at => casting.Open[at]));
        Steps = new(leastBias + SeatPenalty.DefaultIfEmpty().Min());
        OwnerU = Array.ConvertAll(OwnerPlace, plane.U);
        OwnerV = Array.ConvertAll(OwnerPlace, plane.V);
    }

    public Casting Casting { get; }

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

    public ulong[] SeatKey { get; }

    /// <summary>The seats of each owner, the lowest number first.</summary>
    public Rows SeatsOf { get; }

    /// <summary>The step before which no pair of an asker's can be made.</summary>
    public int FirstStep(int asker) => new Steps(leastBias).Of(Bias[asker]);

    public static int[] Counting(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }

    Place[] Seen(Side side, int[] indices) => Array.ConvertAll(indices, index => Casting.Terms.Sees(side.Places[index]));

    int[] Orders(int[] indices, int all) => Casting.Terms.SmallerIdFirst ? indices : Array.ConvertAll(indices, index => all - index);

    ulong[] CodesOf(Side side, int[] indices)
    {
        var words = Casting.Market.Words;
        var codes = new ulong[indices.Length * words];
        for (var i = 0; i < indices.Length; i++)
            side.Codes.AsSpan(indices[i] * words, words).CopyTo(codes.AsSpan(i * words));
        return codes;
    }

    // In the order of their turns, which the penalty of a seat can only put off; then along the curve; and within one
    // point exactly, so that nobody there takes a place only to lose it.
    int[] AskingOrder(Grid grid, Place[] seen)
    {
        var bias = Array.ConvertAll(Casting.Who, Casting.Bias);
        var order = ZOrder.Sort(Array.ConvertAll(bias, b => (ulong)(b - leastBias)), Counting(bias.Length));
        order = ZOrder.Sort(Array.ConvertAll(order, at => grid.Key(seen[at], 0)), order);
        return ZOrder.Sort(Array.ConvertAll(order, at => (ulong)new Steps(leastBias).Of(bias[at])), order);
    }

    (int[] Owner, int[] Number, long[] Penalty, ulong[] Key, Rows OfOwner) SeatsInOrder(Grid grid, (int First, int Last)[] open)
    {
        var start = new int[open.Length + 1];
        for (var o = 0; o < open.Length; o++) start[o + 1] = start[o] + open[o].Last - open[o].First + 1;
        int[] owner = new int[start[^1]], number = new int[start[^1]];
        for (var o = 0; o < open.Length; o++)
            for (var at = start[o]; at < start[o + 1]; at++) (owner[at], number[at]) = (o, open[o].First + at - start[o]);
        var penalty = new long[start[^1]];
        for (var at = 0; at < penalty.Length; at++) penalty[at] = Casting.Penalty(Owner[owner[at]], number[at]);
        var least = penalty.Length == 0 ? 0 : penalty.Min();
        var key = new ulong[start[^1]];
        for (var at = 0; at < key.Length; at++) key[at] = grid.Key(OwnerPlace[owner[at]], penalty[at] - least);
        var order = ZOrder.Sort(key, Counting(key.Length));
        var seats = new int[order.Length];
        for (var seat = 0; seat < order.Length; seat++) seats[order[seat]] = seat;
        return (
            Array.ConvertAll(order, at => owner[at]),
            Array.ConvertAll(order, at => number[at]),
            Array.ConvertAll(order, at => penalty[at]),
            key,
            new(start, seats));
    }

    /// <summary>The whole numbers that a Z-order key is made of.</summary>
    sealed class Grid
    {
        readonly Tangent plane;
        readonly float west = float.PositiveInfinity, south = float.PositiveInfinity;
        readonly int shift;

        public Grid(Tangent plane, Place[] some, Place[] others)
        {
            this.plane = plane;
            float east = float.NegativeInfinity, north = float.NegativeInfinity;
            foreach (var places in (ReadOnlySpan<Place[]>)[some, others])
            {
                foreach (var place in places)
                {
                    float u = plane.U(place), v = plane.V(place);
                    (west, east) = (Math.Min(west, u), Math.Max(east, u));
                    (south, north) = (Math.Min(south, v), Math.Max(north, v));
                    Greatest = Math.Max(Greatest, Math.Max(Math.Abs(u), Math.Abs(v)));
                }
            }
            while ((long)Math.Max(east - west, north - south) >> shift >= 1 << ZOrder.Bits) shift++;
        }

        /// <summary>The greatest coordinate, its sign left out.</summary>
        public float Greatest { get; }

        // A penalty is a distance too, so it is cut at the same scale. Beyond the last bit it only orders worse.
        public ulong Key(Place place, long penalty) => ZOrder.Key(
            (uint)(plane.U(place) - west) >> shift,
            (uint)(plane.V(place) - south) >> shift,
            (uint)Math.Min(penalty >> shift, (1 << ZOrder.Bits) - 1));
    }
}
