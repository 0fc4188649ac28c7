namespace Matching;

/// <summary>
/// Numbers points along a Z-order curve: who lives near each other gets numbers near each other, which keeps what one
/// proposal reads in the processor's nearest memory.
/// </summary>
static class ZOrder
{
    /// <summary>Bits of each axis in a key: four digits of twelve together.</summary>
    public const int Bits = 16;

    const int Digit = 12, Radix = 1 << Digit;

    /// <summary>Three axes, interleaved.</summary>
    public static ulong Key(uint first, uint second, uint third) => Spread(first) | Spread(second) << 1 | Spread(third) << 2;

    /// <summary>
    /// Sorts <paramref name="keys"/> in place, and <paramref name="order"/> with them. Stable, and in linear time: twelve
    /// bits at a time, skipping those in which all keys agree. Each thread counts and moves a stretch.
    /// </summary>
    public static void Sort(ulong[] keys, int[] order, Crew? crew = null, SortRoom? room = null)
    {
        if (keys.Length < 2) return;
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
        if (ReferenceEquals(fromKeys, keys)) return;
        fromKeys.AsSpan(0, keys.Length).CopyTo(keys);
        fromOrder.AsSpan(0, keys.Length).CopyTo(order);
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

    static ulong Differ(ulong[] keys)
    {
        ulong differ = 0;
        foreach (var key in keys) differ |= key ^ keys[0];
        return differ;
    }

    static ulong Spread(uint value)
    {
        ulong bits = value & 0x1F_FFFF;
        bits = (bits | bits << 32) & 0x001F_0000_0000_FFFF;
        bits = (bits | bits << 16) & 0x001F_0000_FF00_00FF;
        bits = (bits | bits << 8) & 0x100F_00F0_0F00_F00F;
        bits = (bits | bits << 4) & 0x10C3_0C30_C30C_30C3;
        return (bits | bits << 2) & 0x1249_2492_4924_9249;
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
