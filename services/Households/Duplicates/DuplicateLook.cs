using Defaults;

namespace Households;

/// <summary>A look over all households of a division for such as may be one (查重). Every household is looked up by its keys; compared are those of whom one is new or has changed since.</summary>
sealed class DuplicateLook : Run, IInArea
{
    /// <summary>Significant prefix of the division: both of a pair are in it.</summary>
    public required string Area { get; init; }

    /// <summary>The account that asked for it, or the service's own name; never a person's.</summary>
    public required string AskedBy { get; init; }

    public int Households { get; private set; }

    /// <summary>That share a key.</summary>
    public int Pairs { get; private set; }

    /// <summary>That were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>That wait for somebody to look at them.</summary>
    public int Waiting { get; private set; }

    /// <summary>Keys that too many share.</summary>
    public int Crowded { get; private set; }

    public void Tell(LookCounts found) =>
        (Households, Pairs, Compared, Waiting, Crowded) = (found.Households, found.Pairs, found.Compared, found.Waiting, found.Crowded);
}

readonly record struct LookCounts(int Households, int Pairs, int Compared, int Waiting, int Crowded);
