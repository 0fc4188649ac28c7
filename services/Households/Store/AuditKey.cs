using System.Security.Cryptography;
using Defaults;

namespace Households;

/// <summary>The key that signs anchors (ECDSA P-256), in a file that only its owner can read; made where there is none.</summary>
sealed class AuditKey
{
    /// <summary>Of a private key of this curve as PKCS #8.</summary>
    const int Length = 138;

    readonly ECDsa key = ECDsa.Create();

    public AuditKey(string file)
    {
        key.ImportPkcs8PrivateKey(OwnFile.ReadOrMake(file, Length, Make), out _);
        var open = key.ExportSubjectPublicKeyInfo();
        (PublicKey, Id) = (key.ExportSubjectPublicKeyInfoPem(), Convert.ToHexStringLower(SHA256.HashData(open)[..8]));
    }

    /// <summary>PEM, for whoever checks anchors elsewhere.</summary>
    public string PublicKey { get; }

    /// <summary>Tells keys apart: the beginning of the public key's SHA-256.</summary>
    public string Id { get; }

    public AuditAnchor Sign(AuditAnchor anchor) =>
        anchor with { Signature = Convert.ToBase64String(key.SignData(anchor.Signed, HashAlgorithmName.SHA256)) };

    public bool HasSigned(AuditAnchor anchor)
    {
        var signature = new byte[64];
        return anchor.Key == Id && Convert.TryFromBase64String(anchor.Signature, signature, out var length)
            && key.VerifyData(anchor.Signed, signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    static byte[] Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKey();
    }
}
