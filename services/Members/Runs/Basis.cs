using System.Security.Cryptography;
using System.Text;

namespace Members;

/// <summary>
/// Tells what a run looked at from what is there later, by ids: the clocks of two replicas may differ. A re-pairing goes by
/// the pairings that stand. Any other run goes by the runs of its campaign that were adopted; pairings that ended since are
/// respected one by one.
/// </summary>
static class Basis
{
    public static string Of(IEnumerable<string> ids) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids.Order(StringComparer.Ordinal)))));
}
