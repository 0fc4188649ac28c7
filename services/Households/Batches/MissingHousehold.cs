using Defaults;

namespace Households;

/// <summary>A household of the area that a full push did not name, until somebody has decided about it.</summary>
sealed class MissingHousehold : IInArea
{
    public required string Batch { get; init; }
    public required string Household { get; init; }
    public required string Area { get; init; }
}
