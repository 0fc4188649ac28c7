using Contracts;

namespace Households;

/// <summary>Codes of the coded lists, in the order of the lists.</summary>
static class Codes
{
    public static readonly IReadOnlyList<string> Categories = [.. Aid.Categories.Select(category => category.Code)];
    public static readonly IReadOnlyList<string> Needs = [.. Aid.Kinds.Select(kind => kind.Code)];

    /// <summary>Why a household leaves the database: 已脱困、迁出、去世、并户、重复登记、误登记、其他.</summary>
    public static readonly IReadOnlyList<string> EndReasons =
        ["out-of-need", "moved-away", "deceased", "merged", "duplicate", "entered-in-error", "other"];

    /// <summary>Those by which one household takes another's place, or was none: somebody looks before they take effect in a push.</summary>
    public static readonly IReadOnlyList<string> DoubtfulEnds = ["merged", "duplicate", "entered-in-error"];

    /// <summary>Why a household leaves that a whole list no longer names (全量未列).</summary>
    public const string NotListed = "not-listed";

    /// <summary>Codes of the categories that hold, each once, in the order of the coded list.</summary>
    public static string[] Held(IReadOnlyList<HeldCategory> categories) => categories switch
    {
        [] => [],
        [{ Holds: true } only] => [only.Code],
        _ => InOrder(categories.Where(held => held.Holds).Select(held => held.Code), Categories),
    };

    /// <summary>Each code once, in the order of its list.</summary>
    public static string[] InOrder(IEnumerable<string> codes, IReadOnlyList<string> list)
    {
        var given = codes.ToHashSet(StringComparer.Ordinal);
        return given.Count == 0 ? [] : [.. list.Where(given.Contains)];
    }
}
