using Contracts.Households;
using Defaults;

namespace Members;

/// <summary>A needy household (困难群众) as its market sees it: no name, no address, no position.</summary>
sealed class HouseholdCopy : ICopy, IInArea
{
    public required string Id { get; init; }

    /// <summary>12-digit code of its community.</summary>
    public required string Area { get; init; }

    /// <summary>Need score, 0 to 100.</summary>
    public required int Need { get; init; }
    public required string[] Needs { get; init; }
    public required bool Active { get; init; }

    /// <summary>When it was last heard to have entered or come back; null where that was before anybody kept it.</summary>
    public DateTime? ActiveSince { get; init; }
    public required long Version { get; init; }

    /// <param name="before">the copy that this one may take the place of</param>
    public static HouseholdCopy Of(HouseholdChange change, HouseholdCopy? before, DateTime now) => new()
    {
        Id = change.Id,
        Area = change.Area,
        Need = change.Need,
        Needs = [.. change.Needs],
        Active = change.Active,
        ActiveSince = change.Active && before?.Active != true ? now : before?.ActiveSince,
        Version = change.Version,
    };
}
