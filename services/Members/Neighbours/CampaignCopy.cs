using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Members;

/// <summary>A campaign (活动) with the rules of its market of members and households.</summary>
sealed class CampaignCopy : ICopy, IForArea
{
    public required string Id { get; init; }
    public required string AreaPrefix { get; init; }
    public required PairingRules Rules { get; init; }
    public required long Version { get; init; }

    public static CampaignCopy Of(CampaignChanged change) =>
        new() { Id = change.Id, AreaPrefix = change.AreaPrefix, Rules = change.MemberRules, Version = change.Version };
}
