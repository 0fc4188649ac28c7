using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Defaults;

/// <summary>
/// The keys that values at rest are sealed under (密钥环), in files that only their owner can read. The first, of 64 bytes, stands in
/// <c>Sealing:KeyFile</c> and is made where there is none; its second half is the key of keyed hashes, which stays for ever. The
/// next, of 32 bytes, stand beside it in files that end with <c>.2</c>, <c>.3</c> … <c>.255</c>, and are found while the process runs.
/// All of them open; the newest seals once its file is as old as <see cref="Rest"/>, so that every replica has it by then.
/// </summary>
public sealed class KeyRing
{
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    const int FirstLength = 64;
    const int NextLength = 32;

    /// <summary>Between two looks for new files.</summary>
    static readonly TimeSpan pause = TimeSpan.FromMinutes(1);

    readonly string file;
    readonly TimeProvider time;
    readonly ConcurrentDictionary<byte, SealingKey> keys = [];
    volatile SealingKey newest;
    long lookedAt;

    /// <exception cref="InvalidOperationException">when a key's file has another length</exception>
    public KeyRing(string file, TimeProvider time)
    {
        (this.file, this.time) = (file, time);
        var first = OwnFile.ReadOrMake(file, FirstLength, () => RandomNumberGenerator.GetBytes(FirstLength));
        HashKey = first[NextLength..];
        newest = keys[1] = new SealingKey(1, first[..NextLength]);
        foreach (var (number, path) in Files(file)) keys[number] = new SealingKey(number, Read(path) ?? throw new InvalidOperationException($"{path} holds no key of {NextLength} bytes"));
        Look();
    }

    internal byte[] HashKey { get; }

    internal bool HasOne => keys.Count == 1;

    internal SealingKey Newest
    {
        get
        {
            if (time.GetElapsedTime(Volatile.Read(ref lookedAt)) >= pause) Look();
            return newest;
        }
    }

    /// <exception cref="CryptographicException">when there is none of this number</exception>
    internal SealingKey Of(byte number)
    {
        if (keys.TryGetValue(number, out var key)) return key;
        Look(); // another replica may have it already
        return keys.TryGetValue(number, out key) ? key : throw new CryptographicException("not a sealed value, or sealed under a key that is not there");
    }

    /// <summary>Where the first key is: beside the store unless said.</summary>
    public static string FileOf(IConfiguration configuration) =>
        configuration["Sealing:KeyFile"] ?? Path.Combine(configuration["Store:Folder"] ?? ".pairing", "sealing.key");

    /// <summary>Makes the next key, and gives its number.</summary>
    /// <exception cref="InvalidOperationException">when there are 255</exception>
    public static int Add(string file)
    {
        var number = Files(file).Select(it => (int)it.Number).DefaultIfEmpty(1).Max() + 1;
        if (number > byte.MaxValue) throw new InvalidOperationException("a ring holds at most 255 keys");
        var path = string.Create(CultureInfo.InvariantCulture, $"{file}.{number}");
        var unfinished = $"{path}.{Guid.NewGuid():N}"; // one that was left by a process that died hinders nobody
        using (var stream = OwnFile.Create(unfinished))
        {
            stream.Write(RandomNumberGenerator.GetBytes(NextLength));
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path); // whole at once: somebody may be looking
        return number;
    }

    /// <summary>Looks for new files; one that is not a key yet is looked at again.</summary>
    internal void Look()
    {
        Volatile.Write(ref lookedAt, time.GetTimestamp());
        var rested = (byte)1;
        foreach (var (number, path) in Files(file))
        {
            if (!keys.ContainsKey(number) && Read(path) is { } key) keys.TryAdd(number, new SealingKey(number, key));
            if (number > rested && keys.ContainsKey(number) && File.GetLastWriteTimeUtc(path) <= time.GetUtcNow().UtcDateTime - Rest) rested = number;
        }
        if (rested > newest.Number) newest = keys[rested];
    }

    static byte[]? Read(string path) => File.ReadAllBytes(path) is { Length: NextLength } key ? key : null;

    static IEnumerable<(byte Number, string Path)> Files(string file)
    {
        var whole = Path.GetFullPath(file);
        if (!Directory.Exists(Path.GetDirectoryName(whole))) yield break; // taken away while this runs: the keys that are known still do
        // With options, since without them a pattern of ".*" also finds what has no dot.
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(whole)!, Path.GetFileName(whole) + ".*", new EnumerationOptions()))
            if (byte.TryParse(path.AsSpan(whole.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1)
                yield return (number, path);
    }
}

/// <summary>One key of a ring (AES-256-GCM).</summary>
sealed class SealingKey(byte number, byte[] key)
{
    // One a thread, since it is not made for several at once, and making one costs more than using it. Never disposed of:
    // a store's model, and with it the converters that seal, outlives the host that made it.
    readonly ThreadLocal<AesGcm> aes = new(() => new AesGcm(key, 16));

    public byte Number => number;

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> clear, Span<byte> cipher, Span<byte> tag) => aes.Value!.Encrypt(nonce, clear, cipher, tag);

    public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> clear) => aes.Value!.Decrypt(nonce, cipher, tag, clear);
}
