namespace Assessment;

/// <summary>
/// How far a campaign has come (覆盖情况), as far as the caller may see. Each household and each member is counted once, at
/// the best that it has; a first and a second helper count alike.
/// </summary>
/// <param name="AreaPrefix">significant prefix of the division that the campaign holds for</param>
sealed record CampaignCoverage(
    string Campaign, string AreaPrefix, HouseholdCount Households, MemberCount Members,
    IReadOnlyList<StreetRow> Streets, IReadOnlyList<OrganizationRow> Organizations, IReadOnlyList<CommunityRow> Communities);

/// <param name="Households">known and still in the database</param>
/// <param name="Proposed">with a pairing proposed and none confirmed</param>
/// <param name="Confirmed">with a pairing confirmed</param>
/// <param name="LeftOut">with neither</param>
sealed record HouseholdCount(int Households, int Proposed, int Confirmed, int LeftOut);

/// <param name="Members">in service</param>
/// <param name="Idle">with neither a pairing proposed nor one confirmed</param>
sealed record MemberCount(int Members, int Proposed, int Confirmed, int Idle);

/// <param name="Street">12-digit code; the numbers are of what the caller sees of it, to a community's own token the community's</param>
sealed record StreetRow(string Street, int Households, int Proposed, int Confirmed, int LeftOut);

/// <param name="Members">in service</param>
/// <param name="CommunitiesWanted">communities that the organ wants</param>
/// <param name="CommunitiesProposed">its pairings with communities that are proposed</param>
/// <param name="CommunitiesConfirmed">its pairings with communities that are confirmed</param>
sealed record OrganizationRow(
    string Organization, string Name, string Area, int Members, int Proposed, int Confirmed, int Idle,
    int CommunitiesWanted, int CommunitiesProposed, int CommunitiesConfirmed);

/// <param name="Community">id of the community's party organization</param>
/// <param name="Seats">organs that it can receive</param>
/// <param name="Proposed">its pairings with organs that are proposed</param>
/// <param name="Confirmed">its pairings with organs that are confirmed</param>
sealed record CommunityRow(string Community, string Name, string Area, int Seats, int Proposed, int Confirmed);

/// <summary>Things counted by how far they are.</summary>
readonly record struct Tally(int All, int Proposed, int Confirmed)
{
    public int Rest => All - Proposed - Confirmed;

    public static Tally operator +(Tally one, Tally other) =>
        new(one.All + other.All, one.Proposed + other.Proposed, one.Confirmed + other.Confirmed);

    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(default(Tally), (sum, it) => sum + it);
}
