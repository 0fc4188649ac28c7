namespace Matching;

/// <summary>
/// Numbers points along a Z-order curve: who lives near each other gets numbers near each other, which keeps what one
/// proposal reads in the processor's nearest memory.
/// </summary>
static class ZOrder
{
    /// <summary>Bits of each axis in a key: five digits of eleven together.</summary>
    public const int Bits = 18;

    const int Digit = 11, Digits = 6, Radix = 1 << Digit;

    /// <summary>Three axes, interleaved.</summary>
    public static ulong Key(uint first, uint second, uint third) => Spread(first) | Spread(second) << 1 | Spread(third) << 2;

    /// <summary>
    /// Sorts <paramref name="keys"/> in place and answers <paramref name="order"/> rearranged with them. Stable, and in
    /// linear time: eleven bits at a time, skipping those in which all keys agree. Each thread counts and moves a stretch.
    /// </summary>
    public static int[] Sort(ulong[] keys, int[] order, Crew? crew = null)
    {
        crew ??= new(1);
        var counts = new int[crew.Hands][];
        for (var hand = 0; hand < counts.Length; hand++) counts[hand] = new int[Radix];
        var differ = Differ(keys);
        ulong[] fromKeys = keys, toKeys = new ulong[keys.Length];
        int[] fromOrder = order, toOrder = new int[order.Length];
        var moved = false;
        for (var shift = 0; shift < Digits * Digit; shift += Digit)
        {
            if ((differ >> shift & (Radix - 1)) == 0) continue;
            Pass(fromKeys, fromOrder, toKeys, toOrder, shift, counts, crew);
            (fromKeys, toKeys) = (toKeys, fromKeys);
            (fromOrder, toOrder) = (toOrder, fromOrder);
            moved = true;
        }
        if (moved && !ReferenceEquals(fromKeys, keys)) fromKeys.CopyTo(keys, 0);
        return fromOrder;
    }

    static void Pass(ulong[] fromKeys, int[] fromOrder, ulong[] toKeys, int[] toOrder, int shift, int[][] counts, Crew crew)
    {
        foreach (var of in counts) Array.Clear(of);
        crew.Split(fromKeys.Length, (hand, from, to) =>
        {
            var mine = counts[hand];
            for (var at = from; at < to; at++) mine[(int)(fromKeys[at] >> shift & (Radix - 1))]++;
        });
        for (int bucket = 0, sum = 0; bucket < Radix; bucket++)
            foreach (var of in counts) (of[bucket], sum) = (sum, sum + of[bucket]);
        crew.Split(fromKeys.Length, (hand, from, to) =>
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
