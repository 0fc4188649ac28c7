using System.IO.Compression;

namespace Defaults;

/// <summary>
/// Bodies as they lie at the broker: long ones packed (<c>content-encoding: gzip</c>), since a packet of facts says the
/// same names over and over, and what the broker copies and writes to disk is what it has least of.
/// </summary>
static class Packing
{
    public const string Gzip = "gzip";

    /// <summary>Bytes from which packing pays.</summary>
    const int Long = 2_000;

    /// <summary>A body that unpacks to more is no fact: a packet holds hundreds of items, none of which is long.</summary>
    const int Most = 4 << 20;

    public static (ReadOnlyMemory<byte> Body, string? Encoding) Pack(ReadOnlyMemory<byte> body)
    {
        if (body.Length < Long) return (body, null);
        var packed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Span);
        return (packed.GetBuffer().AsMemory(0, (int)packed.Length), Gzip);
    }

    /// <summary>The body as it was told, in memory of its own.</summary>
    /// <exception cref="InvalidDataException">when it is not what its encoding says, or too long</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> body, string? encoding)
    {
        if (string.IsNullOrEmpty(encoding)) return body.ToArray();
        if (encoding != Gzip) throw new InvalidDataException("a body comes plain or as gzip");
        using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        var whole = new MemoryStream((int)Math.Min(body.Length * 8L, Most));
        var buffer = new byte[64 << 10];
        for (int read; (read = gzip.Read(buffer)) > 0;)
        {
            if (whole.Length + read > Most) throw new InvalidDataException("a body unpacks to more than a fact can be");
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }
}
