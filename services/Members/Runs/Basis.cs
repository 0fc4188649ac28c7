using System.Security.Cryptography;
using System.Text;

namespace Members;

/// <summary>Tells one state of a campaign's pairings from another: which of them stand.</summary>
static class Basis
{
    public static string Of(IEnumerable<string> standing) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', standing.Order(StringComparer.Ordinal)))));
}
