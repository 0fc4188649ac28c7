namespace Matching;

/// <summary>
/// Gives every one of some takers a place at least total cost, by successive shortest paths over whole-number prices, one
/// taker after the other. A taker whose path may lead beyond its stretch of the curve waits for a longer stretch, so that
/// stretches go side by side. Those for whom there is no free place are set aside with all places that they could have.
/// </summary>
sealed class Assignment
{
    public const int Frozen = -1;
    readonly int[] has, previous, next;

    /// <param name="takers">how many</param>
    /// <param name="room">how many each place takes</param>
    public Assignment(IOffers offers, int takers, int[] room, Crew crew)
    {
        Offers = offers;
        Places = crew.Make(room.Length, at => new Spot { Room = room[at], First = -1 });
        (has, previous, next) = (new int[takers], new int[takers], new int[takers]);
        (TakerPrice, SetAside) = (new long[takers], new bool[takers]);
        Array.Fill(has, -1);
    }

    public IOffers Offers { get; }

    /// <summary>The place of each taker, or −1 for those set aside without one.</summary>
    public ReadOnlySpan<int> Has => has;

    /// <summary>What each taker pays in all: never more than a place costs it with the place's own price.</summary>
    public long[] TakerPrice { get; }

    /// <summary>Takers for whom, together, there are too few places.</summary>
    public bool[] SetAside { get; }

    /// <summary>Of each place, what searches keep there.</summary>
    public Spot[] Places { get; }

    /// <summary>The price of a place: 0 or less, and 0 while it has room.</summary>
    public long PlacePrice(int place) => Places[place].Price;

    /// <summary>Whether a place belongs to those set aside.</summary>
    public bool IsSetAside(int place) => Places[place].Room == Frozen;

    /// <param name="phases">stretches beside each other; those of the next phase are longer, and the last is all</param>
    public void Run(IEnumerable<Stretch[]> phases, Crew crew, CancellationToken stop)
    {
        var searches = new PathSearch[crew.Hands];
        for (var hand = 0; hand < searches.Length; hand++) searches[hand] = new(this, hand, crew.Hands);
        var waiting = Numbers.UpTo(has.Length);
        foreach (var phase in phases)
        {
            var left = new int[phase.Length][];
            crew.Share(phase.Length, searches, (search, at) => left[at] = search.Run(phase[at], waiting.Between(phase[at].FirstTaker, phase[at].EndTaker), stop));
            waiting = left.Length == 1 ? left[0] : [.. left.SelectMany(some => some)];
            Offers.Prepare();
        }
    }

    /// <summary>Of those at one place the next, or −1.</summary>
    public int After(int taker) => next[taker];

    public void Move(int taker, int place)
    {
        if (has[taker] is >= 0 and var before)
        {
            if (previous[taker] >= 0) next[previous[taker]] = next[taker];
            else Places[before].First = next[taker];
            if (next[taker] >= 0) previous[next[taker]] = previous[taker];
        }
        (has[taker], next[taker], previous[taker]) = (place, Places[place].First, -1);
        if (Places[place].First >= 0) previous[Places[place].First] = taker;
        Places[place].First = taker;
    }

    public struct Spot
    {
        public long Price, Away;
        public int Seen, Settled, From, First, Room;
    }
}

/// <summary>Takers and places that one thread at a time may move.</summary>
readonly record struct Stretch(int FirstTaker, int EndTaker, int FirstPlace, int EndPlace, bool IsAll)
{
    public bool Has(int place) => place >= FirstPlace && place < EndPlace;
}
