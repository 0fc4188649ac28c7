using System.Security.Cryptography;
using Support;

namespace Defaults.Tests;

public sealed class KeyRingTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
    readonly FakeTime time = new(TimeProvider.System.GetUtcNow().UtcDateTime);

    string KeyFile => Path.Combine(folder, "sealing.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_key_seals_once_it_has_rested_and_the_old_one_still_opens()
    {
        var sealing = Open();
        var (old, hash) = (sealing.Seal("王秀英"), sealing.Hash("name", "王秀英"));
        Assert.True(sealing.HasOneKey);
        Assert.Equal(2, KeyRing.Add(KeyFile));
        Assert.Equal(1, Open().Key);
        time.Pass(KeyRing.Rest + TimeSpan.FromMinutes(1));
        var rotated = Open();
        Assert.Equal((2, false), (rotated.Key, rotated.HasOneKey));
        var @new = rotated.Seal("王秀英");
        Assert.Equal((1, 2), (SealedTable.KeyOf(old), SealedTable.KeyOf(@new)));
        Assert.Equal(("王秀英", "王秀英", hash), (rotated.Open(old), rotated.Open(@new), rotated.Hash("name", "王秀英")));
        Assert.Equal(sealing.Fingerprint, rotated.Fingerprint);
    }

    [Fact]
    public void Who_runs_already_opens_what_another_sealed_under_a_newer_key()
    {
        var running = Open();
        KeyRing.Add(KeyFile);
        time.Pass(KeyRing.Rest + TimeSpan.FromMinutes(1));
        var started = Open();
        Assert.Equal("王秀英", running.Open(started.Seal("王秀英")));
    }

    [Fact]
    public void What_is_sealed_under_a_key_that_is_not_there_is_not_opened()
    {
        KeyRing.Add(KeyFile);
        time.Pass(KeyRing.Rest + TimeSpan.FromMinutes(1));
        var sealing = Open();
        var @sealed = sealing.Seal("王秀英");
        File.Delete(KeyFile + ".2");
        var error = Assert.ThrowsAny<CryptographicException>(() => Open().Open(@sealed));
        Assert.DoesNotContain(@sealed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_go_on_from_the_highest_and_only_the_owner_reads_the_files()
    {
        KeyRing.Add(KeyFile);
        Assert.Equal(3, KeyRing.Add(KeyFile));
        File.Delete(KeyFile + ".2");
        Assert.Equal(4, KeyRing.Add(KeyFile));
        Assert.Equal(32, new FileInfo(KeyFile + ".4").Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile + ".4"));
        File.Move(KeyFile + ".4", KeyFile + ".255");
        Assert.Throws<InvalidOperationException>(() => KeyRing.Add(KeyFile));
    }

    [Fact]
    public void One_that_a_process_began_and_did_not_finish_is_no_key_and_hinders_no_next()
    {
        File.WriteAllBytes(KeyFile + ".2.new", [1, 2, 3]);
        Assert.Equal(2, KeyRing.Add(KeyFile));
        Assert.Equal(3, KeyRing.Add(KeyFile));
    }

    [Fact]
    public void A_file_that_is_no_key_stops_the_start_and_not_who_runs()
    {
        var running = Open();
        File.WriteAllBytes(KeyFile + ".2", new byte[31]);
        Assert.Contains("holds no key of 32 bytes", Assert.Throws<InvalidOperationException>(Open).Message, StringComparison.Ordinal);
        var bytes = Convert.FromBase64String(running.Seal("王秀英"));
        bytes[0] = 2;
        Assert.ThrowsAny<CryptographicException>(() => running.Open(Convert.ToBase64String(bytes)));
        Assert.Equal("王秀英", running.Open(running.Seal("王秀英")));
    }

    [Fact]
    public void Who_runs_goes_on_when_the_folder_is_taken_away()
    {
        var ring = new KeyRing(KeyFile, time);
        var @sealed = new Sealing(ring).Seal("王秀英");
        Directory.Delete(folder, recursive: true);
        ring.Look();
        Assert.Equal("王秀英", new Sealing(ring).Open(@sealed));
        Directory.CreateDirectory(folder);
    }

    Sealing Open() => new(new KeyRing(KeyFile, time));
}
