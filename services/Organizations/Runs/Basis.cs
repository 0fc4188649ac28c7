using System.Security.Cryptography;
using System.Text;

namespace Organizations;

/// <summary>Tells one state of a campaign's pairings from another: which stand, in which seats, and which were declined.</summary>
static class Basis
{
    public static string Of(IEnumerable<Pairing> pairings)
    {
        var lines = pairings.Where(it => it.Until is null || it.Status == PairingStatus.Declined)
            .Select(it => $"{it.Id} {(it.Until is null ? it.Seat : 0)}").Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
