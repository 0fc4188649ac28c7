using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Configuration;

namespace Defaults;

/// <summary>
/// Encrypts values at rest (AES-256-GCM, a fresh nonce each) under the newest key of a <see cref="KeyRing"/>, and hashes them
/// under a key of its own for equality (HMAC-SHA-256). A sealed value is <c>key's number(1) nonce(12) tag(16) cipher</c>, base64.
/// </summary>
public sealed class Sealing
{
    const int Overhead = 29;
    const int MostAtHand = 200; // characters that are sealed and hashed without a buffer of their own
    readonly ThreadLocal<Nonces> nonces = new(() => new Nonces());
    readonly ThreadLocal<IncrementalHash> hash;
    readonly KeyRing ring;

    public Sealing(IConfiguration configuration, TimeProvider time) : this(new KeyRing(KeyRing.FileOf(configuration), time)) { }

    internal Sealing(KeyRing ring)
    {
        this.ring = ring;
        hash = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, ring.HashKey));
        Fingerprint = Hash("fingerprint", "");
    }

    /// <summary>Number of the key that seals now, 1 to 255.</summary>
    internal byte Key => ring.Newest.Number;

    /// <summary>Nothing can be sealed under another.</summary>
    internal bool HasOneKey => ring.HasOne;

    /// <summary>Takes up keys that were added just now, as it does by itself within a minute.</summary>
    internal void LookForKeys() => ring.Look();

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
        var key = ring.Newest;
        result[0] = key.Number;
        nonces.Value!.Next(result.Slice(1, 12));
        key.Encrypt(result.Slice(1, 12), clear, result[Overhead..], result.Slice(13, 16));
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

    /// <exception cref="CryptographicException">when the value was altered or sealed under a key that is not there</exception>
    public string Open(string @sealed)
    {
        var bytes = new byte[@sealed.Length];
        return Encoding.UTF8.GetString(OpenBytes(bytes.AsSpan(0, Convert.TryFromBase64String(@sealed, bytes, out var length) ? length : 0)));
    }

    /// <exception cref="CryptographicException">when the value was altered or sealed under a key that is not there</exception>
    public byte[] OpenBytes(ReadOnlySpan<byte> @sealed)
    {
        if (@sealed.Length < Overhead) throw new CryptographicException("not a sealed value");
        var clear = new byte[@sealed.Length - Overhead];
        ring.Of(@sealed[0]).Decrypt(@sealed.Slice(1, 12), @sealed[Overhead..], @sealed.Slice(13, 16), clear);
        return clear;
    }

    /// <summary>Under the newest key, whichever it was sealed under.</summary>
    internal string SealAnew(string @sealed) => Convert.ToBase64String(SealAnew(Convert.FromBase64String(@sealed)));

    /// <inheritdoc cref="SealAnew(string)"/>
    internal byte[] SealAnew(byte[] @sealed) => SealBytes(OpenBytes(@sealed));

    /// <summary>Equal for equal values, and says nothing else about them; <paramref name="field"/> keeps fields apart.</summary>
    public string Hash(string field, string value)
    {
        Span<byte> text = value.Length > MostAtHand ? new byte[3 * value.Length] : stackalloc byte[3 * MostAtHand];
        return Hash(field, text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    /// <inheritdoc cref="Hash(string, string)"/>
    public string Hash(string field, ReadOnlySpan<byte> value)
    {
        var most = (3 * field.Length) + 1 + value.Length;
        Span<byte> text = most > 4 * MostAtHand ? new byte[most] : stackalloc byte[4 * MostAtHand];
        var length = Encoding.UTF8.GetBytes(field, text);
        text[length++] = (byte)'\n';
        value.CopyTo(text[length..]);
        return HashBytes(text[..(length + value.Length)]);
    }

    /// <summary>As <see cref="Hash(string, string)"/>, of bytes alone.</summary>
    public string HashBytes(ReadOnlySpan<byte> value)
    {
        Span<byte> result = stackalloc byte[32];
        hash.Value!.AppendData(value);
        hash.Value!.GetHashAndReset(result);
        return Convert.ToBase64String(result);
    }

    /// <summary>For a property of a stored type: clear in the program, sealed in the store.</summary>
    public ValueConverter<string, string> Converter => new SealedColumn<string>(clear => Seal(clear), @sealed => Open(@sealed));
}
