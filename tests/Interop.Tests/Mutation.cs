using System.Buffers.Binary;
using System.IO.Compression;

namespace Interop.Tests;

/// <summary>A good message made bad by chance, and the frame around it: one byte of flags, four of length, the message.</summary>
/// <param name="Kind">what was done to it</param>
/// <param name="Encoding">what the call says that the message is compressed by</param>
sealed record Mutation(string Kind, byte[] Body, string? Encoding = null)
{
    delegate byte[] Change(byte[] good, Random chance);

    static readonly byte[][] badTexts = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE7, 0xBB], [0x61, 0x80, 0x62]];

    static readonly string[] oddTexts = ["\0", "a\0b", "\u202E", "\uFEFF", "\u0001", "\r\n", "𠮷", "'; DROP TABLE units; --", "%", "32010\u0660", "320102z", ":", "../..", "\uFFFF"];

    static readonly byte[][] lyingLengths =
        [[0x7F], [0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80]];

    static readonly (string Kind, Change Make)[] messages =
    [
        ("flipped bits", FlipBits),
        ("cut short", (good, chance) => good[..chance.Next(good.Length + 1)]),
        ("a part twice", (good, chance) => { var (at, end) = Part(good, chance); return [.. good[..end], .. good[at..]]; }),
        ("a part left out", (good, chance) => { var (at, end) = Part(good, chance); return [.. good[..at], .. good[end..]]; }),
        ("another tag", (good, chance) => [(byte)chance.Next(256), .. good.Skip(1)]),
        ("another wire type", (good, chance) => [(byte)(8 | chance.Next(8)), .. good.Skip(1)]),
        ("unknown fields", (good, chance) => [.. good, .. Unknown(chance), .. Unknown(chance)]),
        ("a huge varint", (good, chance) => [.. good, .. Tag(1 + chance.Next(20), 0), .. Huge(chance.Next(8, 13))]),
        ("bad UTF-8", (_, chance) => Text(badTexts[chance.Next(badTexts.Length)], chance)),
        ("odd characters", (_, chance) => Text(System.Text.Encoding.UTF8.GetBytes(oddTexts[chance.Next(oddTexts.Length)]), chance)),
        ("a long text", (_, chance) => Text([.. Enumerable.Repeat((byte)'9', chance.Next(1_000, 200_000))], chance)),
        ("a length that lies", (good, chance) => [0x0A, .. lyingLengths[chance.Next(lyingLengths.Length)], .. good.Skip(2)]),
        ("groups in groups", (good, chance) => [.. good, .. Enumerable.Repeat((byte)0x1B, chance.Next(1, 20_000))]),
        ("anything", (_, chance) => Any(chance)),
        ("nothing", (_, _) => []),
        ("as it was", (good, _) => good),
    ];

    static readonly (string Kind, Change Make)[] frames =
    [
        ("a frame longer than its bytes", (good, chance) => Frame(good, good.Length + chance.Next(1, 1_000))),
        ("a frame shorter than its bytes", (good, chance) => Frame(good, chance.Next(good.Length))),
        ("a frame beyond all limits", (good, chance) => Frame(good, chance.Next(2) == 0 ? -1 - chance.Next(9) : int.MaxValue - chance.Next(9))),
        ("a frame beyond the limit", (good, chance) => Frame(good, (4 << 20) + chance.Next(1, 9))),
        ("other flags", (good, chance) => Frame(good, good.Length, (byte)(chance.Next(4) == 0 ? 1 : chance.Next(1, 256)))),
        ("a cut head", (good, chance) => Frame(good, good.Length)[..chance.Next(5)]),
        ("two frames", (good, _) => [.. Frame(good, good.Length), .. Frame(good, good.Length)]),
        ("bytes after the frame", (good, chance) => [.. Frame(good, good.Length), .. Any(chance), 0]),
    ];

    public static IEnumerable<string> Kinds => messages.Concat(frames).Select(it => it.Kind).Append("packed").Append("packed badly");

    public static Mutation Of(byte[] good, Random chance)
    {
        var drawn = chance.Next(100);
        if (drawn < 75)
        {
            var (kind, make) = messages[chance.Next(messages.Length)];
            var message = make(good, chance);
            return new(kind, Frame(message, message.Length));
        }
        if (drawn < 95)
        {
            var (kind, make) = frames[chance.Next(frames.Length)];
            return new(kind, make(good, chance));
        }
        var packed = Pack(good);
        if (chance.Next(2) == 0) return new("packed", Frame(packed, packed.Length, flags: 1), "gzip");
        packed[chance.Next(packed.Length)] ^= (byte)(1 << chance.Next(8));
        return new("packed badly", Frame(packed, packed.Length, flags: 1), "gzip");
    }

    public static byte[] Frame(byte[] message, int length, byte flags = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.CopyTo(frame, 5);
        return frame;
    }

    static byte[] FlipBits(byte[] good, Random chance)
    {
        var bytes = good.ToArray();
        for (var times = chance.Next(1, 9); times > 0 && bytes.Length > 0; times--) bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
        return bytes;
    }

    static (int At, int End) Part(byte[] good, Random chance)
    {
        var at = chance.Next(good.Length + 1);
        return (at, chance.Next(at, good.Length + 1));
    }

    static byte[] Unknown(Random chance) => chance.Next(4) switch
    {
        0 => [.. Tag(chance.Next(16, 500), 0), .. Huge(chance.Next(1, 9)), 1],
        1 => [.. Tag(chance.Next(16, 500), 1), .. Exactly(8, chance)],
        2 => [.. Tag(chance.Next(16, 500), 2), 3, .. Exactly(3, chance)],
        _ => [.. Tag(chance.Next(16, 500), 5), .. Exactly(4, chance)],
    };

    static byte[] Tag(int field, int type) => field < 16 ? [(byte)(field << 3 | type)] : [(byte)(0x80 | (field << 3 | type) & 0x7F), (byte)(field >> 4)];

    static byte[] Huge(int bytes) => [.. Enumerable.Repeat((byte)0xFF, bytes)];

    /// <summary>As the first field, which is a text in every request of ours, or as the second.</summary>
    static byte[] Text(byte[] text, Random chance) => [(byte)(chance.Next(4) == 0 ? 0x12 : 0x0A), .. Varint(text.Length), .. text];

    static IEnumerable<byte> Varint(int value)
    {
        for (; value > 0x7F; value >>= 7) yield return (byte)(0x80 | value & 0x7F);
        yield return (byte)value;
    }

    static byte[] Any(Random chance) => Exactly(chance.Next(300), chance);

    static byte[] Exactly(int length, Random chance)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }

    static byte[] Pack(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(message);
        return packed.ToArray();
    }
}
