namespace Matching;

/// <summary>
/// Numbers points along a Z-order curve: who lives near each other gets numbers near each other, which keeps what one
/// proposal reads in the processor's nearest memory.
/// </summary>
static class ZOrder
{
    /// <summary>Bits of each of three axes in a key.</summary>
    public const int Bits = 16;

    /// <summary>Three axes, interleaved.</summary>
    public static ulong Key(uint first, uint second, uint third) => Spread(first) | Spread(second) << 1 | Spread(third) << 2;

    /// <summary>Two axes, interleaved.</summary>
    public static ulong Key(uint first, uint second) => SpreadByOne(first) | SpreadByOne(second) << 1;

    static ulong SpreadByOne(uint value)
    {
        ulong bits = value;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
        return (bits | bits << 1) & 0x5555_5555_5555_5555;
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
