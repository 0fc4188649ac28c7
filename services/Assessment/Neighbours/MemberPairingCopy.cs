using Contracts.Members;
using Defaults;

namespace Assessment;

/// <summary>What is kept of a pairing of a member with a household.</summary>
sealed class MemberPairingCopy : ICopy, IInternal
{
    public required string Id { get; init; }
    public required string Campaign { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }
    public required Standing Standing { get; init; }
    public required long Version { get; init; }

    public static MemberPairingCopy Of(string campaign, MemberPairingChange it) => new()
    {
        Id = it.Id, Campaign = campaign, Household = it.Household, Member = it.Member, Standing = Standings.Of(it.Status), Version = it.Version,
    };
}
