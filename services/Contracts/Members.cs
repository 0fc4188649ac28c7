namespace Contracts.Members;

/// <summary>In-service members were registered or changed; up to 500 in one fact. Never a name, number or position.</summary>
public sealed record MembersChanged(IReadOnlyList<MemberChange> Items);

/// <param name="Area">12-digit code of the community where the member lives</param>
/// <param name="Seats">households the member is ready to help</param>
public sealed record MemberChange(
    string Id, string Organization, string Area, IReadOnlyList<string> Skills, int Seats, bool InService, long Version);

/// <summary>Pairings of members and households were proposed, confirmed or ended; up to 500 in one fact.</summary>
public sealed record MemberPairingsChanged(string Campaign, IReadOnlyList<MemberPairingChange> Items);

/// <param name="Area">12-digit code of the household's community</param>
/// <param name="Organization">the member's organization</param>
/// <param name="Stage">1 first helper, 2 second helper</param>
/// <param name="Status">proposed, confirmed, declined or ended</param>
/// <param name="Reason">why it was declined or ended, a rule's or coded name, null otherwise</param>
/// <param name="ContactWithdrawn">the household is not to be visited or called, as long as that is so</param>
public sealed record MemberPairingChange(
    string Id, string Household, string Member, string Organization, string Area, int Stage, int Seat, string Status,
    string? Reason, DateTime Since, DateTime? Until, long Version, bool ContactWithdrawn = false);

/// <summary>An engine run over members and households came to an outcome; its proof stands in the run.</summary>
/// <param name="AreaPrefix">significant prefix of the division that the campaign holds for</param>
/// <param name="Proven">false is an alarm: the outcome did not stand up to its proof, and is shown to nobody; the counts are 0 then</param>
public sealed record MemberRunFinished(string Run, string Campaign, string AreaPrefix, int Paired, int SecondPlaces, int LeftOut, int Idle, bool Proven);

/// <summary>An adopted run left members without anyone to help; they are offered service posts. Up to 500 in one fact.</summary>
/// <param name="AdoptedAt">when the run was adopted: of a campaign's runs the one adopted last replaces what the others said</param>
public sealed record HelpersLeftIdle(string Campaign, string Run, DateTime AdoptedAt, IReadOnlyList<IdleHelper> Items);

/// <param name="Area">12-digit code of the community where the member lives</param>
/// <param name="Paired">codes of the communities that the member's organization is paired with</param>
public sealed record IdleHelper(string Member, string Organization, string Area, IReadOnlyList<string> Skills, IReadOnlyList<string> Paired);

/// <summary>
/// Households have waited for a helper beyond the campaign's limit of days: somebody has to see to them. Told once for each
/// time that a household waits; up to 500 in one fact.
/// </summary>
public sealed record HouseholdsLeftWaiting(string Campaign, IReadOnlyList<WaitingHousehold> Items);

/// <param name="Area">12-digit code of the household's community</param>
/// <param name="Since">from when it has been without a helper whom both sides confirmed</param>
/// <param name="Reason">why it still is, a coded name</param>
public sealed record WaitingHousehold(string Household, string Area, DateTime Since, string Reason);
