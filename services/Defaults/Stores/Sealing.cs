using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Configuration;

namespace Defaults;

/// <summary>
/// Encrypts values at rest (AES-256-GCM, a fresh nonce each) and hashes them under a key for equality (HMAC-SHA-256).
/// The 64-byte key is read from <c>Sealing:KeyFile</c>, which only its owner can read; one is made where there is none.
/// A sealed value is <c>version(1) nonce(12) tag(16) cipher</c>, base64.
/// </summary>
public sealed class Sealing
{
    const byte KeyOne = 1;
    const int KeyLength = 64;
    readonly byte[] hashKey;

    // One a thread, since it is not made for several at once, and making one costs more than using it. Never disposed of:
    // a store's model, and with it the converters that seal, outlives the host that made it.
    readonly ThreadLocal<AesGcm> aes;

    public Sealing(IConfiguration configuration) : this(ReadOrMake(configuration["Sealing:KeyFile"]
        ?? Path.Combine(configuration["Store:Folder"] ?? ".pairing", "sealing.key"))) { }

    internal Sealing(byte[] key)
    {
        if (key.Length != KeyLength) throw new InvalidOperationException("a sealing key has 64 bytes");
        hashKey = key[32..];
        aes = new ThreadLocal<AesGcm>(() => new AesGcm(key.AsSpan(0, 32), 16));
        Fingerprint = Hash("fingerprint", "");
    }

    /// <summary>Tells keys apart without saying anything about them.</summary>
    internal string Fingerprint { get; }

    public string Seal(string clear) => Convert.ToBase64String(SealBytes(Encoding.UTF8.GetBytes(clear)));

    /// <summary>As <see cref="Seal"/>, of bytes and without the base64.</summary>
    public byte[] SealBytes(ReadOnlySpan<byte> clear)
    {
        var result = new byte[29 + clear.Length];
        result[0] = KeyOne;
        RandomNumberGenerator.Fill(result.AsSpan(1, 12));
        aes.Value!.Encrypt(result.AsSpan(1, 12), clear, result.AsSpan(29), result.AsSpan(13, 16));
        return result;
    }

    /// <exception cref="CryptographicException">when the value was altered or sealed under another key</exception>
    public string Open(string @sealed)
    {
        var bytes = new byte[@sealed.Length];
        return Encoding.UTF8.GetString(OpenBytes(bytes.AsSpan(0, Convert.TryFromBase64String(@sealed, bytes, out var length) ? length : 0)));
    }

    /// <exception cref="CryptographicException">when the value was altered or sealed under another key</exception>
    public byte[] OpenBytes(ReadOnlySpan<byte> @sealed)
    {
        if (@sealed.Length < 29 || @sealed[0] != KeyOne) throw new CryptographicException("not a sealed value of this key");
        var clear = new byte[@sealed.Length - 29];
        aes.Value!.Decrypt(@sealed.Slice(1, 12), @sealed[29..], @sealed.Slice(13, 16), clear);
        return clear;
    }

    /// <summary>Equal for equal values, and says nothing else about them; <paramref name="field"/> keeps fields apart.</summary>
    public string Hash(string field, string value) =>
        Convert.ToBase64String(HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes($"{field}\n{value}")));

    /// <summary>As <see cref="Hash"/>, of bytes.</summary>
    public string HashBytes(ReadOnlySpan<byte> value) => Convert.ToBase64String(HMACSHA256.HashData(hashKey, value));

    /// <summary>For a property of a stored type: clear in the program, sealed in the store.</summary>
    public ValueConverter<string, string> Converter => new(clear => Seal(clear), @sealed => Open(@sealed));

    static byte[] ReadOrMake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        byte[]? key = null;
        if (SpinWait.SpinUntil(() => (key = TryReadOrMake(file)) is not null, TimeSpan.FromSeconds(10))) return key!;
        throw new InvalidOperationException($"{file} holds no key of {KeyLength} bytes, or another process keeps it");
    }

    /// <summary>
    /// Several processes may start at once, and one may die while it makes the key. Whoever has the file to itself decides
    /// what is in it, and an unfinished key is no key. A file that is there is only read: it may be mounted to be.
    /// </summary>
    static byte[]? TryReadOrMake(string file)
    {
        try
        {
            if (File.Exists(file) && File.ReadAllBytes(file) is { Length: KeyLength } known) return known;
            using var stream = OwnFile.OpenAlone(file);
            if (stream.Length == KeyLength) return null; // made meanwhile: read it
            var key = RandomNumberGenerator.GetBytes(KeyLength);
            stream.SetLength(0);
            stream.Write(key);
            stream.Flush(flushToDisk: true);
            return key;
        }
        catch (IOException error) when (File.Exists(file) && !Problems.IsFull(error))
        {
            return null; // somebody else has it to itself just now
        }
    }
}
