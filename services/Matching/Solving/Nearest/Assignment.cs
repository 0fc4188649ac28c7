namespace Matching;

/// <summary>
/// Gives every one of some takers a place at least total cost, by successive shortest paths over whole-number prices. Each
/// path is looked for by Dijkstra from its taker only as far as the nearest free place; where there is none, all that was
/// reached is a set of takers with too few places, which is set aside with its places and never looked at again.
/// </summary>
sealed class Assignment
{
    const int Frozen = -1;
    readonly Rows edges;
    readonly int[] cost, rowOf;
    readonly Spot[] places;
    readonly int[] previous, next;
    readonly List<int> settled = [];
    readonly PathHeap heap = new();
    int round;

    /// <param name="edges">the places that each row of takers may have</param>
    /// <param name="cost">what each costs</param>
    /// <param name="rowOf">the row of each taker; several may share one</param>
    /// <param name="room">how many each place takes</param>
    public Assignment(Rows edges, int[] cost, int[] rowOf, int[] room)
    {
        (this.edges, this.cost, this.rowOf) = (edges, cost, rowOf);
        places = Array.ConvertAll(room, free => new Spot { Room = free, First = -1 });
        (Has, previous, next) = (new int[rowOf.Length], new int[rowOf.Length], new int[rowOf.Length]);
        (TakerPrice, SetAside) = (new long[rowOf.Length], new bool[rowOf.Length]);
        Array.Fill(Has, -1);
    }

    /// <summary>The place of each taker, or −1 for those set aside without one.</summary>
    public int[] Has { get; }

    /// <summary>What each taker pays in all: never more than a place costs it with the place's own price.</summary>
    public long[] TakerPrice { get; }

    /// <summary>Takers for whom, together, there are too few places.</summary>
    public bool[] SetAside { get; }

    /// <summary>The price of a place: 0 or less, and 0 while it has room.</summary>
    public long PlacePrice(int place) => places[place].Price;

    /// <summary>Whether a place belongs to those set aside.</summary>
    public bool IsSetAside(int place) => places[place].Room == Frozen;

    public void Run(CancellationToken stop)
    {
        for (var taker = 0; taker < rowOf.Length; taker++)
        {
            if (taker % 1024 == 0) stop.ThrowIfCancellationRequested();
            Seat(taker);
        }
    }

    void Seat(int taker)
    {
        round++;
        settled.Clear();
        heap.Clear();
        var least = long.MaxValue;
        var row = rowOf[taker];
        for (var at = edges.Start[row]; at < edges.Start[row + 1]; at++)
            if (places[edges.Items[at]].Room != Frozen) least = Math.Min(least, cost[at] - places[edges.Items[at]].Price);
        TakerPrice[taker] = least == long.MaxValue ? 0 : least;
        var nearest = long.MaxValue;
        Reach(taker, -1, 0, ref nearest);
        while (heap.TryPop(out var away, out var place))
        {
            ref var it = ref places[place];
            if (it.Away != away || it.Settled == round) continue;
            it.Settled = round;
            if (it.Room > 0)
            {
                Reprice(taker, away);
                Shift(place);
                return;
            }
            settled.Add(place);
            for (var holder = it.First; holder >= 0; holder = next[holder]) Reach(holder, place, away, ref nearest);
        }
        SetAllAside(taker);
    }

    // Goes on from a taker, reached at this distance, to all places that it may have.
    void Reach(int taker, int its, long away, ref long nearest)
    {
        var row = rowOf[taker];
        var rest = away - TakerPrice[taker];
        for (var at = edges.Start[row]; at < edges.Start[row + 1]; at++)
        {
            var place = edges.Items[at];
            ref var it = ref places[place];
            var far = rest + cost[at] - it.Price;
            // Beyond the nearest free place nothing is of use.
            if (far >= nearest || it.Room == Frozen || place == its) continue;
            if (it.Seen == round && it.Away <= far) continue;
            (it.Seen, it.Away, it.From) = (round, far, taker);
            if (it.Room > 0) nearest = far;
            heap.Push(far, place);
        }
    }

    void Reprice(int taker, long away)
    {
        TakerPrice[taker] += away;
        foreach (var place in settled)
        {
            var nearer = away - places[place].Away;
            places[place].Price -= nearer;
            for (var holder = places[place].First; holder >= 0; holder = next[holder]) TakerPrice[holder] += nearer;
        }
    }

    // Everyone on the path back to the taker moves one place on.
    void Shift(int place)
    {
        places[place].Room--;
        while (place >= 0)
        {
            var taker = places[place].From;
            var before = Has[taker];
            if (before >= 0) Leave(taker, before);
            (Has[taker], next[taker], previous[taker]) = (place, places[place].First, -1);
            if (places[place].First >= 0) previous[places[place].First] = taker;
            places[place].First = taker;
            place = before;
        }
    }

    void Leave(int taker, int place)
    {
        if (previous[taker] >= 0) next[previous[taker]] = next[taker];
        else places[place].First = next[taker];
        if (next[taker] >= 0) previous[next[taker]] = previous[taker];
    }

    void SetAllAside(int taker)
    {
        SetAside[taker] = true;
        foreach (var place in settled)
        {
            places[place].Room = Frozen;
            for (var holder = places[place].First; holder >= 0; holder = next[holder]) SetAside[holder] = true;
        }
    }

    struct Spot
    {
        public long Price, Away;
        public int Seen, Settled, From, First, Room;
    }
}

/// <summary>A heap of places by distance, then by number, so that equals come in the same order every time.</summary>
sealed class PathHeap
{
    (long Away, int Place)[] items = new (long, int)[64];
    int count;

    public void Clear() => count = 0;

    public void Push(long away, int place)
    {
        if (count == items.Length) Array.Resize(ref items, 2 * count);
        var at = count++;
        for (int above; at > 0 && IsBefore((away, place), items[above = (at - 1) / 4]); at = above) items[at] = items[above];
        items[at] = (away, place);
    }

    public bool TryPop(out long away, out int place)
    {
        (away, place) = count == 0 ? default : items[0];
        if (count == 0) return false;
        var last = items[--count];
        var at = 0;
        while (true)
        {
            var first = 4 * at + 1;
            if (first >= count) break;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + 4, count); child++)
                if (IsBefore(items[child], items[least])) least = child;
            if (!IsBefore(items[least], last)) break;
            items[at] = items[least];
            at = least;
        }
        items[at] = last;
        return true;
    }

    static bool IsBefore((long Away, int Place) one, (long Away, int Place) other) =>
        one.Away != other.Away ? one.Away < other.Away : one.Place < other.Place;
}
