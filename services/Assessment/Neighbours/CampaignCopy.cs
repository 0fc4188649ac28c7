using Contracts.Organizations;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a campaign: where it holds.</summary>
sealed class CampaignCopy : ICopy, IForArea
{
    public required string Id { get; init; }
    public required string AreaPrefix { get; init; }
    public required long Version { get; init; }

    public static CampaignCopy Of(CampaignChanged it) => new() { Id = it.Id, AreaPrefix = it.AreaPrefix, Version = it.Version };
}
