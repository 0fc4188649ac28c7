using Contracts;

namespace Households;

/// <summary>
/// Codes as households have them. Those of a household stand in one order (<see cref="Aid.InOrder"/>), whatever becomes of the
/// lists that the bureau keeps (<see cref="CodeLists"/>): no revision of these makes a household another.
/// </summary>
static class Codes
{
    /// <summary>Why a household leaves the database: 已脱困、迁出、去世、并户、重复登记、误登记、其他.</summary>
    public static readonly IReadOnlyList<string> EndReasons =
        ["out-of-need", "moved-away", "deceased", "merged", "duplicate", "entered-in-error", "other"];

    /// <summary>Those by which one household takes another's place, or was none: somebody looks before they take effect in a push.</summary>
    public static readonly IReadOnlyList<string> DoubtfulEnds = ["merged", "duplicate", "entered-in-error"];

    /// <summary>Why a household leaves that a full push no longer names (全量未列).</summary>
    public const string NotListed = "not-listed";

    /// <summary>Codes of the categories that hold, each once, in order.</summary>
    public static string[] Held(IReadOnlyList<HeldCategory> categories) => categories switch
    {
        [] => [],
        [{ Holds: true } only] => [only.Code],
        _ => Aid.InOrder(categories.Where(held => held.Holds).Select(held => held.Code)),
    };
}
