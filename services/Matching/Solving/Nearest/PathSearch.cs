namespace Matching;

/// <summary>
/// One thread's search for shortest paths (Dijkstra), each only as far as the nearest free place. Where there is none, all
/// that was reached is a set of takers with too few places, which is set aside with its places and never looked at again.
/// </summary>
/// <param name="hand">The number of the thread, of so many hands.</param>
sealed class PathSearch(Assignment assignment, int hand, int hands)
{
    // Stands in the heap for whatever is not to be seen from here. Of equals it comes last.
    const int Beyond = int.MaxValue;
    readonly Assignment.Spot[] places = assignment.Places;
    readonly long[] price = assignment.TakerPrice;
    readonly IOffers offers = assignment.Offers;
    readonly List<int> settled = [], later = [];
    readonly PathHeap heap = new();
    Stretch stretch;
    long nearest;
    int searches;
    // No two threads ever have the same.
    int round;

    /// <summary>Answers those who must look farther than the stretch, ascending.</summary>
    public int[] Run(Stretch within, ReadOnlySpan<int> takers, CancellationToken stop)
    {
        stretch = within;
        later.Clear();
        for (var at = 0; at < takers.Length; at++)
        {
            if (at % 1024 == 0) stop.ThrowIfCancellationRequested();
            if (!Seat(takers[at])) later.Add(takers[at]);
        }
        return [.. later];
    }

    bool Seat(int taker)
    {
        round = searches++ * hands + hand + 1;
        settled.Clear();
        heap.Clear();
        nearest = long.MaxValue;
        Reach(taker, 0, 0);
        while (heap.TryPop(out var away, out var place))
        {
            if (place == Beyond) return false;
            if (place < 0)
            {
                AskMore(~place, away);
                continue;
            }
            ref var it = ref places[place];
            if (it.Away != away || it.Settled == round) continue;
            it.Settled = round;
            if (it.Room > 0)
            {
                Reprice(taker, away);
                Shift(place);
                return true;
            }
            settled.Add(place);
            for (var holder = it.First; holder >= 0; holder = assignment.After(holder)) Reach(holder, away, 0);
        }
        SetAllAside(taker);
        return true;
    }

    // Goes on from a taker, reached at this distance, to the places that it may have and that are of use: nearer than the
    // nearest free place. Those not known yet wait in the heap for their turn, under the taker's complement.
    void Reach(int taker, long away, int from)
    {
        var rest = away - price[taker];
        var its = assignment.Has[taker];
        var some = offers.Of(taker);
        for (var at = from; at < some.Length; at++)
        {
            var (place, cost) = some[at];
            if (rest + cost >= nearest) return;
            if (!stretch.Has(place))
            {
                MayBeBeyond(rest + cost);
                return;
            }
            ref var it = ref places[place];
            var far = rest + cost - it.Price;
            if (far >= nearest || it.Room == Assignment.Frozen || place == its) continue;
            if (it.Seen == round && it.Away <= far) continue;
            (it.Seen, it.Away, it.From) = (round, far, taker);
            if (it.Room > 0) nearest = far;
            heap.Push(far, place);
        }
        if (offers.LeastUnknown(taker) is { } least && rest + least < nearest) heap.Push(rest + least, ~taker);
    }

    void AskMore(int taker, long away)
    {
        if (away >= nearest) return;
        var (known, at) = (offers.Of(taker).Length, assignment.Has[taker] is >= 0 and var its ? places[its].Away : 0);
        var most = nearest == long.MaxValue ? nearest : nearest - at + price[taker];
        if (offers.Ask(taker, most, hand, stretch.IsAll)) Reach(taker, at, known);
        else MayBeBeyond(away);
    }

    void MayBeBeyond(long far)
    {
        nearest = far;
        heap.Push(far, Beyond);
    }

    void Reprice(int taker, long away)
    {
        price[taker] += away;
        foreach (var place in settled)
        {
            var nearer = away - places[place].Away;
            places[place].Price -= nearer;
            for (var holder = places[place].First; holder >= 0; holder = assignment.After(holder)) price[holder] += nearer;
        }
    }

    // Everyone on the path back to the taker moves one place on.
    void Shift(int place)
    {
        places[place].Room--;
        while (place >= 0)
        {
            var taker = places[place].From;
            var before = assignment.Has[taker];
            assignment.Move(taker, place);
            place = before;
        }
    }

    void SetAllAside(int taker)
    {
        assignment.SetAside[taker] = true;
        foreach (var place in settled)
        {
            places[place].Room = Assignment.Frozen;
            for (var holder = places[place].First; holder >= 0; holder = assignment.After(holder)) assignment.SetAside[holder] = true;
        }
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
