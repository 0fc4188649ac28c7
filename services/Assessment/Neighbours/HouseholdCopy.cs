using Contracts.Households;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a household: where it is, and whether it is still in the database.</summary>
sealed class HouseholdCopy : ICopy, IInArea
{
    public required string Id { get; init; }

    /// <summary>12-digit code of the community.</summary>
    public required string Area { get; init; }
    public required bool Active { get; init; }
    public required long Version { get; init; }

    public static HouseholdCopy Of(HouseholdChange it) => new() { Id = it.Id, Area = it.Area, Active = it.Active, Version = it.Version };
}
