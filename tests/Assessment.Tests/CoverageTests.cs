using System.Net;
using System.Net.Http.Headers;
using Contracts.Assessment.V1;
using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;
using Support;
using static Assessment.Tests.Province;

namespace Assessment.Tests;

/// <summary>Coverage of one small campaign, counted by hand.</summary>
public sealed class CoverageTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_household_and_each_member_is_counted_once_at_its_best(string provider)
    {
        await using var province = await FurnishedAsync(provider);

        var coverage = await province.GetAsync<CampaignCoverage>("/campaigns/k/coverage");

        Assert.Equal(("k", District), (coverage.Campaign, coverage.AreaPrefix));
        Assert.Equal([new StreetRow("320102001000", 4, 1, 2, 1), new StreetRow("320102002000", 1, 0, 0, 1)], coverage.Streets);
        Assert.Equal(
            [
                new OrganizationRow("O1", "Name of O1", First, 3, 1, 1, 1, 2, 1, 1),
                new OrganizationRow("O2", "Name of O2", Third, 1, 0, 1, 0, 1, 0, 0),
            ],
            coverage.Organizations);
        Assert.Equal(
            [new CommunityRow("C1", "Name of C1", First, 3, 0, 1), new CommunityRow("C3", "Name of C3", Third, 3, 1, 0)],
            coverage.Communities);
        Assert.Equal(new HouseholdCount(5, 1, 2, 2), coverage.Households);
        Assert.Equal(new MemberCount(4, 1, 2, 1), coverage.Members);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Everyone_sees_the_rows_of_its_own_and_no_others(string provider)
    {
        await using var province = await FurnishedAsync(provider);

        var street = await SeenAsync(province, Role.Street, "320102001");
        var community = await SeenAsync(province, Role.Community, First, "C1");
        var organ = await SeenAsync(province, Role.Organ, District, "O2");
        var elsewhere = await province.Service.As(Role.WorkCommittee, OtherDistrict).GetAsync(Api + "/campaigns/k/coverage");

        Assert.Equal(["320102001000: 4", "O1: 3", "C1: 1"], street);
        Assert.Equal(["320102001000: 3", "O1: 3", "C1: 1"], community);
        Assert.Equal(["O2: 1"], organ);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Coverage_goes_out_as_csv_by_what_is_asked(string provider)
    {
        await using var province = await FurnishedAsync(provider);
        using var caller = province.Service.As(Role.CivilAffairs, District);
        caller.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        var streets = await caller.GetStringAsync(Api + "/campaigns/k/coverage");
        var organizations = await caller.GetStringAsync(Api + "/campaigns/k/coverage?by=organization");
        var communities = await caller.GetStringAsync(Api + "/campaigns/k/coverage?by=community");
        var unknown = await caller.GetAsync(Api + "/campaigns/k/coverage?by=moon");

        Assert.Equal("street,households,proposed,confirmed,left_out\n320102001000,4,1,2,1\n320102002000,1,0,0,1\n", streets);
        Assert.Contains("\nO1,Name of O1,320102001001,3,1,1,1,2,1,1\n", organizations);
        Assert.Contains("\nC3,Name of C3,320102002001,3,1,0\n", communities);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Other_services_read_the_same_by_grpc(string provider)
    {
        await using var province = await FurnishedAsync(provider);
        using var channel = province.Service.Channel();
        var client = new Coverage.CoverageClient(channel);

        var reply = await client.ReadAsync(new ReadCoverage { Campaign = "k" }, province.Service.Headers(Role.Service));

        Assert.Equal(new StreetCoverage { Street = "320102001000", Households = 4, Proposed = 1, Confirmed = 2, LeftOut = 1 }, reply.Streets[0]);
        Assert.Equal(
            new OrganizationCoverage
            {
                Organization = "O1", Area = First, Members = 3, Proposed = 1, Confirmed = 1, Idle = 1,
                CommunitiesWanted = 2, CommunitiesProposed = 1, CommunitiesConfirmed = 1,
            },
            reply.Organizations[0]);
        Assert.Equal(new CommunityCoverage { Community = "C3", Area = Third, Seats = 3, Proposed = 1 }, reply.Communities[1]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_campaign_without_anybody_is_covered_by_nothing(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        await province.TellAsync(Campaign("k", District));

        var coverage = await province.GetAsync<CampaignCoverage>("/campaigns/k/coverage");

        Assert.Equal(new HouseholdCount(0, 0, 0, 0), coverage.Households);
        Assert.Empty(coverage.Organizations);
    }

    static async Task<IEnumerable<string>> SeenAsync(Province province, string role, string area, string? organization = null)
    {
        var it = await province.GetAsync<CampaignCoverage>("/campaigns/k/coverage", role, area, organization);
        return
        [
            .. it.Streets.Select(row => $"{row.Street}: {row.Households}"), .. it.Organizations.Select(row => $"{row.Organization}: {row.Members}"),
            .. it.Communities.Select(row => $"{row.Community}: {row.Confirmed}"),
        ];
    }

    /// <summary>
    /// In the district: h1 confirmed twice over, h2 declined and then confirmed, h3 proposed, h4 ended, h5 in another street;
    /// M1 helps, M2 is proposed, M3 and its household of another campaign do not count here, M4 left, M5 helps.
    /// </summary>
    static async Task<Province> FurnishedAsync(string provider)
    {
        var province = await Province.OpenAsync(provider);
        await province.TellAsync(
            Campaign("k", District), Campaign("l", "3201"),
            new OrganizationsChanged([
                Organization("O1", "organ", First, 2), Organization("O2", "organ", Third), Organization("O9", "organ", Elsewhere),
                Organization("C1", "community", First, 3), Organization("C3", "community", Third, 3)]),
            new MembersChanged([
                Member("M1", "O1"), Member("M2", "O1"), Member("M3", "O1"), Member("M4", "O1", inService: false), Member("M5", "O2"), Member("M9", "O9")]),
            new HouseholdsChanged([
                Household("h1", First), Household("h2", First), Household("h3", First), Household("h4", Second), Household("h5", Third),
                Household("h6", First, active: false), Household("h9", Elsewhere)]),
            new MemberPairingsChanged("k", [
                Pairing("p1", "h1", "M1", "confirmed"), Pairing("p2", "h1", "M5", "confirmed", stage: 2), Pairing("p3", "h2", "M2", "declined"),
                Pairing("p4", "h2", "M5", "confirmed"), Pairing("p5", "h3", "M2", "proposed"), Pairing("p6", "h4", "M4", "ended")]),
            new MemberPairingsChanged("l", [Pairing("p7", "h5", "M3", "confirmed")]),
            new OrganizationPairingsChanged("k", [
                OrganPairing("q1", "O1", "C1", First, "confirmed"), OrganPairing("q2", "O1", "C3", Third, "proposed"),
                OrganPairing("q3", "O2", "C1", First, "declined")]));
        return province;
    }
}
