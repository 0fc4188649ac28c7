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
    const int Overhead = 29;
    const int MostAtHand = 200; // characters that are sealed and hashed without a buffer of their own
    readonly ThreadLocal<Nonces> nonces = new(() => new Nonces());
    readonly ThreadLocal<IncrementalHash> hash;

    // One a thread, since it is not made for several at once, and making one costs more than using it. Never disposed of:
    // a store's model, and with it the converters that seal, outlives the host that made it.
    readonly ThreadLocal<AesGcm> aes;

    public Sealing(IConfiguration configuration) : this(OwnFile.ReadOrMake(
        configuration["Sealing:KeyFile"] ?? Path.Combine(configuration["Store:Folder"] ?? ".pairing", "sealing.key"),
        KeyLength, () => RandomNumberGenerator.GetBytes(KeyLength))) { }

    internal Sealing(byte[] key)
    {
        if (key.Length != KeyLength) throw new InvalidOperationException("a sealing key has 64 bytes");
        hash = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.AsSpan(32)));
        aes = new ThreadLocal<AesGcm>(() => new AesGcm(key.AsSpan(0, 32), 16));
        Fingerprint = Hash("fingerprint", "");
    }

    /// <summary>Tells keys apart without saying anything about them.</summary>
    internal string Fingerprint { get; }

    public string Seal(string clear)
    {
        if (clear.Length > MostAtHand) return Convert.ToBase64String(SealBytes(Encoding.UTF8.GetBytes(clear)));
        Span<byte> text = stackalloc byte[3 * MostAtHand];
        Span<byte> result = stackalloc byte[Overhead + 3 * MostAtHand];
        var length = Encoding.UTF8.GetBytes(clear, text);
        SealTo(text[..length], result[..(Overhead + length)]);
        return Convert.ToBase64String(result[..(Overhead + length)]);
    }

    /// <summary>As <see cref="Seal"/>, of bytes and without the base64.</summary>
    public byte[] SealBytes(ReadOnlySpan<byte> clear)
    {
        var result = new byte[Overhead + clear.Length];
        SealTo(clear, result);
        return result;
    }

    void SealTo(ReadOnlySpan<byte> clear, Span<byte> result)
    {
        result[0] = KeyOne;
        nonces.Value!.Next(result.Slice(1, 12));
        aes.Value!.Encrypt(result.Slice(1, 12), clear, result[Overhead..], result.Slice(13, 16));
    }

    /// <summary>Random bytes taken from the system many at a time: asking it for twelve costs as much as sealing.</summary>
    sealed class Nonces
    {
        readonly byte[] some = new byte[12 * 256];
        int used = 12 * 256;

        public void Next(Span<byte> nonce)
        {
            if (used == some.Length)
            {
                RandomNumberGenerator.Fill(some);
                used = 0;
            }
            some.AsSpan(used, 12).CopyTo(nonce);
            used += 12;
        }
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
        if (@sealed.Length < Overhead || @sealed[0] != KeyOne) throw new CryptographicException("not a sealed value of this key");
        var clear = new byte[@sealed.Length - Overhead];
        aes.Value!.Decrypt(@sealed.Slice(1, 12), @sealed[Overhead..], @sealed.Slice(13, 16), clear);
        return clear;
    }

    /// <summary>Equal for equal values, and says nothing else about them; <paramref name="field"/> keeps fields apart.</summary>
    public string Hash(string field, string value)
    {
        if (field.Length + value.Length >= MostAtHand) return HashBytes(Encoding.UTF8.GetBytes($"{field}\n{value}"));
        Span<byte> text = stackalloc byte[3 * MostAtHand];
        var length = Encoding.UTF8.GetBytes(field, text);
        text[length++] = (byte)'\n';
        return HashBytes(text[..(length + Encoding.UTF8.GetBytes(value, text[length..]))]);
    }

    /// <summary>As <see cref="Hash"/>, of bytes.</summary>
    public string HashBytes(ReadOnlySpan<byte> value)
    {
        Span<byte> result = stackalloc byte[32];
        hash.Value!.AppendData(value);
        hash.Value!.GetHashAndReset(result);
        return Convert.ToBase64String(result);
    }

    /// <summary>For a property of a stored type: clear in the program, sealed in the store.</summary>
    public ValueConverter<string, string> Converter => new(clear => Seal(clear), @sealed => Open(@sealed));
}
