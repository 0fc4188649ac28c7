using System.IO.Compression;
using System.Text;

namespace Defaults.Tests;

public sealed class PackingTests
{
    [Theory]
    [InlineData(10, null)]
    [InlineData(100_000, Packing.Gzip)]
    public void What_is_packed_unpacks_to_the_same(int length, string? wanted)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, length / 10).Select(at => $"{at:000000000},")));
        var (packed, encoding) = Packing.Pack(body);
        Assert.Equal(wanted, encoding);
        Assert.Equal(encoding is not null, packed.Length < body.Length);
        Assert.Equal(body, Packing.Unpack(packed, encoding));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void What_is_not_what_its_encoding_says_is_refused(string encoding) =>
        Assert.Throws<InvalidDataException>(() => Packing.Unpack("plain"u8.ToArray(), encoding));

    [Fact]
    public void What_unpacks_to_more_than_a_fact_can_be_is_refused()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var megabyte = 0; megabyte < 17; megabyte++) gzip.Write(new byte[1 << 20]);
        Assert.Throws<InvalidDataException>(() => Packing.Unpack(packed.ToArray(), Packing.Gzip));
    }

    [Fact]
    public void What_ends_too_early_is_refused_or_is_a_part_that_nobody_can_read()
    {
        var (packed, encoding) = Packing.Pack(Encoding.UTF8.GetBytes($"\"{new string('a', 50_000)}\""));
        var cut = packed[..(packed.Length / 2)];
        Assert.ThrowsAny<Exception>(() => System.Text.Json.JsonSerializer.Deserialize<string>(Packing.Unpack(cut, encoding)));
    }
}
