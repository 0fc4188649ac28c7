using Defaults;

namespace Members;

/// <summary>A conflict of interest (利益冲突): this member and this household are never paired in the campaign.</summary>
sealed class Exclusion : IInArea, IVersioned
{
    public required string Campaign { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; set; }

    /// <summary>Sealed in the store: it may tell of kinship or of a quarrel.</summary>
    public required string Reason { get; set; }
    public long Version { get; private set; }
}
