using Contracts.Members;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a member: whose it is, and whether it is in service.</summary>
sealed class MemberCopy : ICopy, IInternal
{
    public required string Id { get; init; }
    public required string Organization { get; init; }
    public required bool InService { get; init; }
    public required long Version { get; init; }

    public static MemberCopy Of(MemberChange it) =>
        new() { Id = it.Id, Organization = it.Organization, InService = it.InService, Version = it.Version };
}
