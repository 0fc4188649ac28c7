using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Members;

/// <summary>A campaign (活动) with the rules of its market of members and households.</summary>
sealed class CampaignCopy : ICopy, IForArea
{
    public required string Id { get; init; }
    public required string AreaPrefix { get; init; }

    /// <summary>Kinds of organizations whose members take part; none for all.</summary>
    public required string[] Kinds { get; init; }
    public required PairingRules Rules { get; init; }
    /// <summary>Days within which a household that comes to need a helper has one; null where nobody said, then 3.</summary>
    public required int? ReplaceWithinDays { get; init; }

    /// <summary>Its last day, null while it is open.</summary>
    public required DateOnly? Ends { get; init; }
    public required long Version { get; init; }

    /// <summary>How long a household may be without a helper before it raises an alarm.</summary>
    public TimeSpan Limit => TimeSpan.FromDays(ReplaceWithinDays ?? 3);

    public bool HasEnded(DateOnly today) => Ends < today;

    public static CampaignCopy Of(CampaignChanged change) => new()
    {
        Id = change.Id,
        AreaPrefix = change.AreaPrefix,
        Kinds = [.. change.Kinds ?? []],
        Rules = change.MemberRules,
        ReplaceWithinDays = change.ReplaceWithinDays,
        Ends = change.Ends,
        Version = change.Version,
    };
}
