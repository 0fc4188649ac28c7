using Defaults;

namespace Households;

/// <summary>
/// What a source said of a household as of a day when something newer was known already (补录): the household stays what it is, and
/// its history knows what was said of that day. What is said is sealed in the store.
/// </summary>
sealed class LateStatement : IInArea
{
    public required string Household { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>A keyed hash of all but the day: the same said again of a day is no second statement.</summary>
    public required string Said { get; init; }

    /// <summary>The household's community when it was recorded.</summary>
    public required string Area { get; init; }

    public required DateTime RecordedAt { get; init; }
    public required string Origin { get; init; }

    /// <summary>Whether it speaks of everyone of the household, or of its head only.</summary>
    public required bool Everyone { get; init; }

    /// <summary>Need score by the rule that was in force when it was recorded.</summary>
    public required int Need { get; init; }

    /// <summary>Its persons have the numbers under which the household knows them.</summary>
    public required HouseholdEntry Entry { get; init; }
}
