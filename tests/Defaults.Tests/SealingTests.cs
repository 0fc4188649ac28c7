using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Support;

namespace Defaults.Tests;

public sealed class SealingTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
    readonly Sealing sealing;

    public SealingTests() => sealing = OfFile("key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory]
    [InlineData("")]
    [InlineData("王秀英")]
    [InlineData("11010519491231002X")]
    [InlineData("𠮷野家 🏠 \"quoted\"\n")]
    public void What_is_sealed_opens_again_and_looks_different_each_time(string clear)
    {
        var (one, other) = (sealing.Seal(clear), sealing.Seal(clear));
        Assert.NotEqual(one, other);
        Assert.Equal((clear, clear), (sealing.Open(one), sealing.Open(other)));
        Assert.DoesNotContain(clear.Length > 0 ? clear : "\0", one, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_altered_does_not_open()
    {
        var bytes = Convert.FromBase64String(sealing.Seal("11010519491231002X"));
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = (byte[])bytes.Clone();
            altered[at] ^= 0x20;
            Assert.ThrowsAny<CryptographicException>(() => sealing.Open(Convert.ToBase64String(altered)));
        }
        foreach (var broken in (string[])["", "AQ==", "not base64", Convert.ToBase64String(bytes[..28]), Convert.ToBase64String(bytes[..^1])])
            Assert.ThrowsAny<CryptographicException>(() => sealing.Open(broken));
    }

    [Fact]
    public void Another_key_opens_nothing_and_hashes_differently()
    {
        var other = OfFile("another");
        Assert.ThrowsAny<CryptographicException>(() => other.Open(sealing.Seal("王秀英")));
        Assert.NotEqual(sealing.Hash("name", "王秀英"), other.Hash("name", "王秀英"));
        Assert.NotEqual(sealing.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void A_hash_tells_equal_values_of_one_field_and_nothing_else()
    {
        Assert.Equal(sealing.Hash("name", "王秀英"), sealing.Hash("name", "王秀英"));
        Assert.NotEqual(sealing.Hash("name", "王秀英"), sealing.Hash("name", "王秀兰"));
        Assert.NotEqual(sealing.Hash("name", "138"), sealing.Hash("phone", "138"));
        foreach (var length in new[] { 0, 1, 200, 201, 5_000 })
        {
            var text = new string('王', length);
            Assert.Equal(sealing.HashBytes(Encoding.UTF8.GetBytes("name\n" + text)), sealing.Hash("name", text));
            Assert.Equal(sealing.Hash("name", text), sealing.Hash("name", Encoding.UTF8.GetBytes(text)));
        }
        Assert.DoesNotContain("王", Encoding.UTF8.GetString(Convert.FromBase64String(sealing.Hash("name", "王"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_seal_and_open_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var time = 0; time < 2_000; time++)
                Assert.Equal($"{thread}-{time}", sealing.Open(sealing.Seal($"{thread}-{time}")));
        })));
    }

    [Fact]
    public async Task The_key_is_made_once_however_many_start_at_once_and_only_its_owner_can_read_it()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        for (var time = 0; time < 50; time++)
        {
            var file = Path.Combine(store.Folder, $"key-{time}");
            var configuration = KeyFile(file);
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new Sealing(configuration, TimeProvider.System).Fingerprint)));
            Assert.Equal(new Sealing(configuration, TimeProvider.System).Fingerprint, Assert.Single(made.Distinct()));
            Assert.Equal(64, new FileInfo(file).Length);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_key_that_a_process_died_making_is_made_anew_and_one_that_is_there_is_only_read()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        var file = Path.Combine(store.Folder, "key");
        await File.WriteAllBytesAsync(file, new byte[10]);
        var made = new Sealing(KeyFile(file), TimeProvider.System).Fingerprint;
        File.SetAttributes(file, FileAttributes.ReadOnly);
        Assert.Equal(made, new Sealing(KeyFile(file), TimeProvider.System).Fingerprint);
        File.SetAttributes(file, FileAttributes.Normal);
    }

    Sealing OfFile(string name) => new(KeyFile(Path.Combine(folder, name)), TimeProvider.System);

    static IConfiguration KeyFile(string file) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Sealing:KeyFile"] = file }).Build();

    [Theory, MemberData(nameof(Providers))]
    public async Task A_sealed_property_is_clear_in_the_program_and_sealed_in_the_store(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c1", Area = "320102001001", Note = "王秀英" }));
        Assert.Equal("王秀英", await shop.InAsync(Caller.System, db => db.Crates.Select(it => it.Note).SingleAsync()));
        var stored = await shop.InAsync(Caller.System, db => db.Database.SqlQuery<string>($"""SELECT "Note" AS "Value" FROM "Crates" """).SingleAsync());
        Assert.Equal("王秀英", shop.Service.Services.GetService(typeof(Sealing)) is Sealing own ? own.Open(stored) : null);
    }
}
