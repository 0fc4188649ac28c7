namespace Matching;

/// <summary>Sorts by whole numbers, several threads together: what the market, the solver and the proof need alike.</summary>
static class KeySort
{
    const int Digit = 12, Radix = 1 << Digit;

    /// <summary>
    /// Sorts <paramref name="keys"/> in place, and <paramref name="order"/> with them. Stable, and in linear time: twelve
    /// bits at a time, skipping those in which all keys agree. Each thread counts and moves a stretch.
    /// </summary>
    /// <returns>Whether they were not sorted already.</returns>
    public static bool Sort(ulong[] keys, int[] order, Crew? crew = null, SortRoom? room = null)
    {
        if (keys.Length < 2 || IsAscending(keys)) return false;
        crew ??= new(1);
        room ??= new();
        room.Hold(keys.Length, crew.Hands, Radix);
        var differ = Differ(keys);
        var (fromKeys, fromOrder, toKeys, toOrder) = (keys, order, room.Keys, room.Order);
        for (var shift = 0; shift < 64; shift += Digit)
        {
            if ((differ >> shift & (Radix - 1)) == 0) continue;
            Pass(keys.Length, fromKeys, fromOrder, toKeys, toOrder, shift, room.Counts, crew);
            (fromKeys, toKeys) = (toKeys, fromKeys);
            (fromOrder, toOrder) = (toOrder, fromOrder);
        }
        if (ReferenceEquals(fromKeys, keys)) return true;
        fromKeys.AsSpan(0, keys.Length).CopyTo(keys);
        fromOrder.AsSpan(0, keys.Length).CopyTo(order);
        return true;
    }

    static void Pass(int count, ulong[] fromKeys, int[] fromOrder, ulong[] toKeys, int[] toOrder, int shift, int[][] counts, Crew crew)
    {
        foreach (var of in counts) Array.Clear(of);
        crew.Split(count, (hand, from, to) =>
        {
            var mine = counts[hand];
            for (var at = from; at < to; at++) mine[(int)(fromKeys[at] >> shift & (Radix - 1))]++;
        });
        for (int bucket = 0, sum = 0; bucket < Radix; bucket++)
            foreach (var of in counts) (of[bucket], sum) = (sum, sum + of[bucket]);
        crew.Split(count, (hand, from, to) =>
        {
            var places = counts[hand];
            for (var at = from; at < to; at++)
            {
                var place = places[(int)(fromKeys[at] >> shift & (Radix - 1))]++;
                toKeys[place] = fromKeys[at];
                toOrder[place] = fromOrder[at];
            }
        });
    }

    static bool IsAscending(ulong[] keys)
    {
        for (var at = 1; at < keys.Length; at++)
            if (keys[at] < keys[at - 1]) return false;
        return true;
    }

    static ulong Differ(ulong[] keys)
    {
        ulong differ = 0;
        foreach (var key in keys) differ |= key ^ keys[0];
        return differ;
    }
}

/// <summary>What a sort needs beside what it sorts; several use it one after the other.</summary>
sealed class SortRoom
{
    public ulong[] Keys { get; private set; } = [];

    public int[] Order { get; private set; } = [];

    /// <summary>A row a thread.</summary>
    public int[][] Counts { get; private set; } = [];

    public void Hold(int items, int hands, int radix)
    {
        if (Keys.Length < items) (Keys, Order) = (new ulong[items], new int[items]);
        if (Counts.Length < hands) Counts = [.. Enumerable.Range(0, hands).Select(_ => new int[radix])];
    }
}
