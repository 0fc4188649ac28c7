using Defaults;

namespace Members;

/// <summary>
/// How many members of an organization should report in (应报到数), as the organization itself confirms it: the denominator
/// of full participation (全员参与).
/// </summary>
sealed class ExpectedCount : IInArea, IOfOrganization, IVersioned
{
    public const int Most = 1_000_000;

    public required string Organization { get; init; }
    public required string Area { get; set; }
    public required int Count { get; set; }
    public required DateTime ConfirmedAt { get; set; }
    public long Version { get; private set; }
}
