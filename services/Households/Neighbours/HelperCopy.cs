using Contracts.Members;
using Defaults;

namespace Households;

/// <summary>What this service keeps of a pairing of Members: whether this member helps this household.</summary>
sealed class HelperCopy : ICopy, IInternal
{
    /// <summary>The pairing's.</summary>
    public string Id { get; private set; } = "";

    public string Household { get; private set; } = "";
    public string Member { get; private set; } = "";

    /// <summary>Confirmed by both sides, and not ended.</summary>
    public bool Helps { get; private set; }

    public long Version { get; private set; }

    public static HelperCopy Of(MemberPairingChange told) => new()
    {
        Id = told.Id, Household = told.Household, Member = told.Member, Helps = told.Status == "confirmed", Version = told.Version,
    };
}
