using System.Text;
using System.Text.Json;
using Defaults;

namespace Households;

/// <summary>What the chain was at a time, signed: a line of the file of anchors.</summary>
/// <param name="At">UTC, as it is signed</param>
/// <param name="Key">which key signed it</param>
/// <param name="Signature">ECDSA with SHA-256 over <see cref="Signed"/>, both numbers one after the other (IEEE P1363), base64</param>
sealed record AuditAnchor(string Service, long Number, string Hash, string At, string Key, string Signature)
{
    /// <summary>Service, number, hash and time, a line each.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public byte[] Signed => Encoding.UTF8.GetBytes($"{Service}\n{Number}\n{Hash}\n{At}\n");

    /// <summary>Null for what is no anchor.</summary>
    public static AuditAnchor? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditAnchor>(line, Wire.Json);
        }
        catch (JsonException)
        {
            return null; // somebody has written into the file; whoever verifies says so
        }
    }
}
