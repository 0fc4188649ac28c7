using System.Data.Common;
using System.Net.Http.Headers;
using Contracts.Households;
using Contracts.Members;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Assessment.Tests.Province;

namespace Assessment.Tests;

/// <summary>The ledger is complete, append-only, and shows each caller its own area.</summary>
public sealed class LedgerTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    public static IEnumerable<object[]> Tampering =>
    [
        ["sqlite", """UPDATE ledger SET "Body" = '{}'"""],
        ["sqlite", "DELETE FROM ledger"],
        ["sqlite", """REPLACE INTO ledger SELECT "Sequence", "Message", "Part", "Service", "Type", "Area", 7, "Body", "RecordedAt" FROM ledger"""],
        ["sqlite", """INSERT OR REPLACE INTO ledger SELECT 99, "Message", "Part", "Service", "Type", "Area", 7, "Body", "RecordedAt" FROM ledger"""],
        ["postgres", """UPDATE ledger SET "Body" = '{}'"""],
        ["postgres", "DELETE FROM ledger"],
        ["postgres", "TRUNCATE ledger"],
        ["postgres", """INSERT INTO ledger SELECT * FROM ledger ON CONFLICT ("Sequence") DO UPDATE SET "Subjects" = 7"""],
    ];

    [Theory, MemberData(nameof(Tampering))]
    public async Task Whoever_tampers_with_the_ledger_is_refused_by_the_store_itself(string provider, string sql)
    {
        await using var province = await Province.OpenAsync(provider);
        await province.TellAsync(Claimed("c1", First));
        var before = await province.StoreAsync(db => db.Ledger.SingleAsync());

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => province.StoreAsync(db => db.Database.ExecuteSqlRawAsync(sql.Replace("{}", "{{}}"))));

        Assert.Contains("ledger-is-append-only", refused.Message);
        Assert.Equivalent(before, await province.StoreAsync(db => db.Ledger.SingleAsync()), strict: true);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_fact_told_often_and_all_at_once_is_recorded_once_and_the_numbers_have_no_gap(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        var facts = Enumerable.Range(1, 20).Select(number => (Message: new Guid(number, 0, 0, new byte[8]), Fact: Claimed($"c{number}", First))).ToList();

        await Task.WhenAll(facts.Concat(facts).Concat(facts).Select(it => province.Service.TellAsync(it.Fact, it.Message)));

        var rows = await province.StoreAsync(db => db.Ledger.OrderBy(it => it.Sequence).Select(it => new { it.Sequence, it.Message }).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), rows.Select(it => it.Sequence));
        Assert.Equal(facts.Select(it => it.Message).Order(), rows.Select(it => it.Message).Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_packet_over_districts_shows_each_district_its_own_part(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        await province.TellAsync(new HouseholdsChanged([
            Household("h1", First), Household("h2", Elsewhere), Household("h3", Second), Household("h4", Third)]));

        var own = Assert.Single((await LedgerAsync(province, area: District)).Items);
        var other = Assert.Single((await LedgerAsync(province, area: OtherDistrict)).Items);
        var both = (await LedgerAsync(province, area: "3201")).Items;

        Assert.Equal(["h1", "h3", "h4"], IdsOf(own));
        Assert.Equal(("320102000000", 3, "households", "HouseholdsChanged"), (own.Area, own.Subjects, own.Service, own.Type));
        Assert.Equal(["h2"], IdsOf(other));
        Assert.Equal([1, 2], both.Select(it => it.Sequence));
        Assert.Single(both.Select(it => it.Message).Distinct());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_street_reads_what_lies_in_it_alone(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        await province.TellAsync(new HouseholdsChanged([Household("h1", First), Household("h2", Second)]));
        await province.TellAsync(new HouseholdsChanged([Household("h3", Second), Household("h4", Third)]));
        await province.TellAsync(Claimed("c1", Third), Campaign("k", District));

        Assert.Equal(["320102001000"], (await LedgerAsync(province, "320102001")).Items.Select(it => it.Area));
        Assert.Equal([Third], (await LedgerAsync(province, "320102002")).Items.Select(it => it.Area));
        Assert.Equal(4, (await LedgerAsync(province, District)).Items.Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_ledger_is_read_page_by_page_by_service_and_type_and_as_csv(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        for (var number = 1; number <= 5; number++) await province.TellAsync(Claimed($"c{number}", First));
        await province.TellAsync(new HouseholdsChanged([Household("h1", First)]));
        using var auditor = province.Service.As(Role.Auditor, District);
        auditor.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        var first = await LedgerAsync(province, District, "?limit=4");
        var second = await LedgerAsync(province, District, $"?limit=4&after={first.Next}");
        var households = await LedgerAsync(province, District, "?service=households");
        var claims = await LedgerAsync(province, District, "?type=PostClaimed&after=3");
        var csv = (await auditor.GetStringAsync(Api + "/ledger?after=5")).Split('\n');

        Assert.Equal([1, 2, 3, 4], first.Items.Select(it => it.Sequence));
        Assert.Equal([5, 6], second.Items.Select(it => it.Sequence));
        Assert.Null(second.Next);
        Assert.Equal(["h1"], IdsOf(Assert.Single(households.Items)));
        Assert.Equal(["c4", "c5"], claims.Items.Select(it => it.Fact.GetProperty("claim").GetString()));
        Assert.Equal("sequence,message,part,service,type,area,subjects,recorded_at,fact", csv[0]);
        Assert.EndsWith(""",households,HouseholdsChanged,320102001001,1,2026-03-02T01:00:00.0000000Z,"{""items"":[{""id"":""h1"",""area"":""320102001001"",""need"":50,""needs"":[],""active"":true,""version"":1}]}" """.TrimEnd(), csv[1]);
    }

    [Fact]
    public void A_fact_without_items_or_without_an_area_is_recorded_and_lies_nowhere()
    {
        Assert.Equal([("", 0)], FactParts.Of(new MembersChanged([])).Select(it => (it.Area, it.Subjects)));
        Assert.Equal([("", 1)], FactParts.Of(Campaign("k", "")).Select(it => (it.Area, it.Subjects)));
    }

    static PostClaimed Claimed(string id, string area) => new(id, "p1", "M1", "O1", area, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));

    static IEnumerable<string?> IdsOf(LedgerLine line) => line.Fact.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString());

    static Task<Page<LedgerLine>> LedgerAsync(Province province, string area, string query = "") =>
        province.GetAsync<Page<LedgerLine>>("/ledger" + query, Role.Auditor, area);
}
