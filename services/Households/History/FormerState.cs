using Defaults;

namespace Households;

/// <summary>
/// What a household was before one of its changes: valid from a day, recorded from one moment until another. The state is
/// sealed in the store, since it holds all that is personal.
/// </summary>
sealed class FormerState : IInArea
{
    public required string Household { get; init; }

    /// <summary>The household's version while this was so.</summary>
    public required long Version { get; init; }

    /// <summary>The household's community now; who may see it may see what it was elsewhere.</summary>
    public required string Area { get; init; }

    /// <summary>First day for which this was said.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The days for which it was said (<see cref="SaidDays"/>); empty where they were not kept yet.</summary>
    public string Days { get; init; } = "";

    public required DateTime RecordedAt { get; init; }
    public required DateTime ReplacedAt { get; init; }
    public required string Origin { get; init; }
    public required HouseholdState State { get; init; }
}
