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
    public required long Version { get; init; }

    public static CampaignCopy Of(CampaignChanged change) => new()
    {
        Id = change.Id,
        AreaPrefix = change.AreaPrefix,
        Kinds = [.. change.Kinds ?? []],
        Rules = change.MemberRules,
        Version = change.Version,
    };
}
