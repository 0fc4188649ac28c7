using System.Security.Cryptography;
using Defaults;
using Microsoft.IdentityModel.Tokens;

namespace Gateway;

/// <summary>
/// A key that tokens are signed with (签名密钥): ECDSA on P-256. It is published as soon as it is made, signs from
/// <see cref="From"/> until the next one does, and stays published until the last token signed with it has expired.
/// </summary>
sealed class SigningKey : IInternal
{
    /// <summary>The key's thumbprint (RFC 7638), the <c>kid</c> of its tokens.</summary>
    public required string Id { get; init; }

    /// <summary>PKCS #8, base64; sealed in the store.</summary>
    public required string PrivateKey { get; init; }
    public required DateTime From { get; init; }
    public required DateTime CreatedAt { get; init; }

    public static SigningKey Create(DateTime from, DateTime now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var thumbprint = new ECDsaSecurityKey(pair).ComputeJwkThumbprint();
        return new SigningKey
        {
            Id = Base64UrlEncoder.Encode(thumbprint),
            PrivateKey = Convert.ToBase64String(pair.ExportPkcs8PrivateKey()),
            From = from,
            CreatedAt = now,
        };
    }

    public ECDsaSecurityKey Open()
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Convert.FromBase64String(PrivateKey), out _);
        return new ECDsaSecurityKey(pair) { KeyId = Id };
    }
}
