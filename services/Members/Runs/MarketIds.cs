using System.Globalization;
using System.Text;

namespace Members;

/// <summary>
/// Members and households have ids of their own, and one id may stand on both sides; the engine has one space of ids.
/// There each goes by its side's letter and its place in the order of the ids' bytes, so that of two who are equal in all
/// else the engine still takes the smaller id.
/// </summary>
sealed class MarketIds
{
    readonly string[] households, members;
    readonly Dictionary<string, string> householdKeys, memberKeys;

    public MarketIds(IEnumerable<string> households, IEnumerable<string> members)
    {
        (this.households, this.members) = (InOrder(households), InOrder(members));
        (householdKeys, memberKeys) = (Keys('h', this.households), Keys('m', this.members));
    }

    public static bool IsHousehold(string key) => key[0] == 'h';

    /// <summary>The engine's name for a member or household; null for one who takes no part.</summary>
    public string? Key(MarketSide side, string id) => (side == MarketSide.Member ? memberKeys : householdKeys).GetValueOrDefault(id);

    public string Household(string id) => householdKeys[id];

    public string Member(string id) => memberKeys[id];

    /// <summary>The id that the lists gave.</summary>
    public string Own(string key) => (IsHousehold(key) ? households : members)[int.Parse(key.AsSpan(1), CultureInfo.InvariantCulture)];

    static string[] InOrder(IEnumerable<string> ids) =>
        [.. ids.Select(id => (Id: id, Bytes: Encoding.UTF8.GetBytes(id))).Order(ByBytes).Select(it => it.Id)];

    static readonly Comparer<(string Id, byte[] Bytes)> ByBytes =
        Comparer<(string Id, byte[] Bytes)>.Create((one, other) => one.Bytes.AsSpan().SequenceCompareTo(other.Bytes));

    static Dictionary<string, string> Keys(char side, string[] ids) =>
        ids.Index().ToDictionary(it => it.Item, it => string.Create(CultureInfo.InvariantCulture, $"{side}{it.Index:D9}"), StringComparer.Ordinal);
}
