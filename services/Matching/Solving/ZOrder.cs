namespace Matching;

/// <summary>
/// Numbers points along a Z-order curve: who lives near each other gets numbers near each other, which keeps what one
/// proposal reads in the processor's nearest memory.
/// </summary>
static class ZOrder
{
    /// <summary>Bits of each axis in a key.</summary>
    public const int Bits = 21;

    /// <summary>Three axes of 21 bits, interleaved.</summary>
    public static ulong Key(uint first, uint second, uint third) => Spread(first) | Spread(second) << 1 | Spread(third) << 2;

    /// <summary>
    /// Sorts <paramref name="keys"/> in place and answers <paramref name="order"/> rearranged with them. Stable, and in
    /// linear time: eleven bits at a time, skipping those in which all keys agree.
    /// </summary>
    public static int[] Sort(ulong[] keys, int[] order)
    {
        const int digit = 11, digits = 6, radix = 1 << digit;
        var counts = new int[digits * radix];
        foreach (var key in keys)
            for (var d = 0; d < digits; d++) counts[d * radix + (int)(key >> (d * digit) & (radix - 1))]++;
        ulong[] fromKeys = keys, toKeys = new ulong[keys.Length];
        int[] fromOrder = order, toOrder = new int[order.Length];
        for (var d = 0; d < digits; d++)
        {
            var places = counts.AsSpan(d * radix, radix);
            if (places.Contains(keys.Length)) continue;
            for (int bucket = 0, sum = 0; bucket < radix; bucket++) (places[bucket], sum) = (sum, sum + places[bucket]);
            for (var i = 0; i < fromKeys.Length; i++)
            {
                var place = places[(int)(fromKeys[i] >> (d * digit) & (radix - 1))]++;
                toKeys[place] = fromKeys[i];
                toOrder[place] = fromOrder[i];
            }
            (fromKeys, toKeys) = (toKeys, fromKeys);
            (fromOrder, toOrder) = (toOrder, fromOrder);
        }
        if (!ReferenceEquals(fromKeys, keys)) fromKeys.CopyTo(keys, 0);
        return fromOrder;
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
