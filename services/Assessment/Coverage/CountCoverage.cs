using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

/// <summary>
/// Counts how far a campaign has come. The numbers are counted by the store over all copies, a few grouping queries in
/// all; which rows the caller sees is asked of the store apart, narrowed as every query is.
/// </summary>
sealed class CountCoverage(AssessmentStore db)
{
    /// <exception cref="MissingException">when there is no such campaign that the caller may see</exception>
    public async Task<CampaignCoverage> CountAsync(string id, CancellationToken stop)
    {
        var campaign = Missing.IfNull(await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "campaign-is-known");
        var streets = await StreetsAsync(campaign, stop);
        var (organizations, communities) = await OrganizationsAsync(campaign, stop);
        var households = Tally.Sum(streets.Select(it => new Tally(it.Households, it.Proposed, it.Confirmed)));
        var members = Tally.Sum(organizations.Select(it => new Tally(it.Members, it.Proposed, it.Confirmed)));
        return new CampaignCoverage(
            campaign.Id, campaign.AreaPrefix,
            new HouseholdCount(households.All, households.Proposed, households.Confirmed, households.Rest),
            new MemberCount(members.All, members.Proposed, members.Confirmed, members.Rest),
            streets, organizations, communities);
    }

    async Task<IReadOnlyList<StreetRow>> StreetsAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var seen = await In(campaign, db.Households).Where(it => it.Active).Select(it => it.Area).Distinct().ToListAsync(stop);
        var counted = await HouseholdsAsync(campaign, stop);
        return
        [
            .. seen.GroupBy(AreaCode.StreetOf, area => counted.GetValueOrDefault(area), StringComparer.Ordinal)
                .OrderBy(street => street.Key, StringComparer.Ordinal)
                .Select(street => (street.Key, Tally: Tally.Sum(street)))
                .Select(it => new StreetRow(it.Key, it.Tally.All, it.Tally.Proposed, it.Tally.Confirmed, it.Tally.Rest)),
        ];
    }

    async Task<(IReadOnlyList<OrganizationRow>, IReadOnlyList<CommunityRow>)> OrganizationsAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var seen = await In(campaign, db.Organizations).AsNoTracking().OrderBy(it => it.Id).ToListAsync(stop);
        var members = await MembersAsync(campaign, stop);
        var pairings = await db.OrganizationPairings.IgnoreQueryFilters()
            .Where(it => it.Campaign == campaign.Id && it.Standing != Standing.None)
            .GroupBy(it => new { it.Organization, it.Community })
            .Select(it => new { it.Key.Organization, it.Key.Community, Best = it.Max(pairing => pairing.Standing) }).ToListAsync(stop);
        var wished = pairings.ToLookup(it => it.Organization, it => it.Best, StringComparer.Ordinal);
        var received = pairings.ToLookup(it => it.Community, it => it.Best, StringComparer.Ordinal);
        return (
            [.. seen.Where(it => it.Kind != OrganizationCopy.CommunityKind || members.ContainsKey(it.Id)).Select(it => Row(it, members.GetValueOrDefault(it.Id), wished[it.Id]))],
            [.. seen.Where(it => it.Kind == OrganizationCopy.CommunityKind).Select(it => Row(it, received[it.Id]))]);
    }

    /// <summary>Households of the campaign by the code of their community.</summary>
    async Task<Dictionary<string, Tally>> HouseholdsAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var best = Pairings(campaign).GroupBy(it => it.Household).Select(it => new { Id = it.Key, Best = it.Max(pairing => pairing.Standing) });
        var counts = await In(campaign, db.Households.IgnoreQueryFilters()).Where(it => it.Active)
            .LeftJoin(best, it => it.Id, pairing => pairing.Id, (it, pairing) => new { it.Area, Best = (Standing?)pairing!.Best })
            .GroupBy(it => it.Area)
            .Select(it => new
            {
                it.Key,
                All = it.Count(),
                Proposed = it.Count(household => household.Best == Standing.Proposed),
                Confirmed = it.Count(household => household.Best == Standing.Confirmed),
            }).ToListAsync(stop);
        return counts.ToDictionary(it => it.Key, it => new Tally(it.All, it.Proposed, it.Confirmed), StringComparer.Ordinal);
    }

    /// <summary>Members in service by their organization.</summary>
    async Task<Dictionary<string, Tally>> MembersAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var best = Pairings(campaign).GroupBy(it => it.Member).Select(it => new { Id = it.Key, Best = it.Max(pairing => pairing.Standing) });
        var organizations = In(campaign, db.Organizations.IgnoreQueryFilters());
        var counts = await db.Members.IgnoreQueryFilters().Where(it => it.InService)
            .Join(organizations, it => it.Organization, organization => organization.Id, (it, _) => it)
            .LeftJoin(best, it => it.Id, pairing => pairing.Id, (it, pairing) => new { it.Organization, Best = (Standing?)pairing!.Best })
            .GroupBy(it => it.Organization)
            .Select(it => new
            {
                it.Key,
                All = it.Count(),
                Proposed = it.Count(member => member.Best == Standing.Proposed),
                Confirmed = it.Count(member => member.Best == Standing.Confirmed),
            }).ToListAsync(stop);
        return counts.ToDictionary(it => it.Key, it => new Tally(it.All, it.Proposed, it.Confirmed), StringComparer.Ordinal);
    }

    IQueryable<MemberPairingCopy> Pairings(CampaignCopy campaign) =>
        db.MemberPairings.IgnoreQueryFilters().Where(it => it.Campaign == campaign.Id && it.Standing != Standing.None);

    static IQueryable<TRow> In<TRow>(CampaignCopy campaign, IQueryable<TRow> rows) where TRow : class, IInArea
    {
        var (from, until) = (campaign.AreaPrefix, Scope.Until(campaign.AreaPrefix));
        return rows.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
    }

    static OrganizationRow Row(OrganizationCopy it, Tally members, IEnumerable<Standing> communities) => new(
        it.Id, it.Name, it.Area, members.All, members.Proposed, members.Confirmed, members.Rest,
        it.Kind == OrganizationCopy.CommunityKind ? 0 : it.Seats,
        communities.Count(pairing => pairing == Standing.Proposed), communities.Count(pairing => pairing == Standing.Confirmed));

    static CommunityRow Row(OrganizationCopy it, IEnumerable<Standing> organs) => new(
        it.Id, it.Name, it.Area, it.Seats, organs.Count(pairing => pairing == Standing.Proposed), organs.Count(pairing => pairing == Standing.Confirmed));
}
