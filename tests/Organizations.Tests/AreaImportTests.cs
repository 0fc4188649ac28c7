using System.Net;
using Contracts.Organizations;
using Support;

namespace Organizations.Tests;

public sealed class AreaImportTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_taken_told_and_found_again(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        var receipt = await office.As("administrator").TakeAsync("areas", Samples.Areas);
        Assert.Equal((10, 10, 0, 0), (receipt["rows"]!.GetValue<int>(), receipt["added"]!.GetValue<int>(), receipt["changed"]!.GetValue<int>(), receipt["unchanged"]!.GetValue<int>()));
        var told = await office.Told.NextAsync<AreasChanged>();
        Assert.Equal(10, told.Items.Count);
        var street = told.Items.Single(area => area.Code == "320102002000");
        Assert.Equal(("street", "梅园新村街道", "320102000000", 1L), (street.Level, street.Name, street.Parent, street.Version));
        // A first list holds for the past too.
        Assert.Equal((new DateOnly(1949, 10, 1), null), (street.ValidFrom, street.ValidTo));

        var member = office.As("member", member: "m1");
        var under = await member.GetAsync("areas?under=320102000000&level=community&on=1990-01-01", HttpStatusCode.OK);
        Assert.Equal(["320102002001", "320102002002", "320102003001"], under.Ids("code"));
        var one = await member.GetAsync("areas/district/320104000000", HttpStatusCode.OK);
        Assert.Equal("秦淮区", one["name"]!.GetValue<string>());
        await member.GetAsync("areas/city/320104000000", HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_list_again_changes_nothing_and_tells_nothing(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Told.NextAsync<AreasChanged>();
        var receipt = await office.As("administrator").TakeAsync("areas", Samples.Areas);
        Assert.Equal((0, 0, 10), (receipt["added"]!.GetValue<int>(), receipt["changed"]!.GetValue<int>(), receipt["unchanged"]!.GetValue<int>()));
        await office.As("administrator").TakeAsync("areas", Samples.Areas.Replace("兰园社区", "新兰园社区"));
        var told = await office.Told.NextAsync<AreasChanged>();
        var renamed = Assert.Single(told.Items);
        Assert.Equal(("新兰园社区", 2L), (renamed.Name, renamed.Version));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_whole_list_leaves_out_ends_below_the_callers_area_only(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var list = "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园新村街道,street,320102000000\n320102002001,兰园社区,community,320102002000\n";
        // The parent of the district is not said, so it stays.
        var receipt = await office.Department.TakeAsync("areas", list, "?replace=true&on=2026-03-01");
        Assert.Equal((0, 3, 3), (receipt["added"]!.GetValue<int>(), receipt["changed"]!.GetValue<int>(), receipt["unchanged"]!.GetValue<int>()));
        var now = await office.Department.GetAsync("areas?level=community", HttpStatusCode.OK);
        Assert.Equal(["320102002001", "320104001001"], now.Ids("code"));
        var before = await office.Department.GetAsync("areas?level=community&under=320102&on=2026-02-28", HttpStatusCode.OK);
        Assert.Equal(3, before.Ids("code").Length);
        var ended = await office.Department.GetAsync("areas/community/320102002002", HttpStatusCode.OK);
        Assert.Equal("2026-03-01", ended["validTo"]!.GetValue<string>());

        Assert.Equal("320100000000", (await office.Department.GetAsync("areas/district/320102000000", HttpStatusCode.OK))["parent"]!.GetValue<string>());

        // What comes back in a later list holds again; in between it did not.
        await office.Department.TakeAsync("areas", list + "320102002002,大悲巷社区,community,320102002000\n");
        var again = await office.Department.GetAsync("areas?level=community&under=320102", HttpStatusCode.OK);
        Assert.Equal(["320102002001", "320102002002"], again.Ids("code"));
        foreach (var (day, held) in new[] { ("2026-02-28", true), ("2026-03-01", false), ("2026-03-02", true) })
            Assert.Equal(held, (await office.Department.GetAsync($"areas?level=community&under=320102002002&on={day}", HttpStatusCode.OK)).Ids("code").Length == 1);
        var back = await office.Department.GetAsync("areas/community/320102002002", HttpStatusCode.OK);
        Assert.Equal(("2026-03-02", null, "320102002000"), (back["validFrom"]!.GetValue<string>(), back["validTo"], back["parent"]!.GetValue<string>()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_names_what_its_area_lies_in_but_does_not_change_it(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        var list = "code,name,level,parent\n320100000000,南京市,city,\n320102000000,玄武区,district,320100000000\n";
        Assert.Equal(2, (await office.Department.TakeAsync("areas", list))["added"]!.GetValue<int>());
        Assert.Equal(2, (await office.Department.TakeAsync("areas", list))["unchanged"]!.GetValue<int>());
        var receipt = await office.Department.TakeAsync("areas", list.Replace("南京市", "北京市"));
        Assert.Equal((2, "2 name area-is-stored-otherwise"), (receipt["unchanged"]!.GetValue<int>(), receipt["warnings"]!.AsArray().Listed().Single()));
        // Who answers for it names it.
        Assert.Equal(1, (await office.As("organization-department", "3201").TakeAsync("areas", list.Replace("南京市", "北京市")))["changed"]!.GetValue<int>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Good_rows_of_a_partial_list_land_without_what_leans_on_bad_ones(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        var list = Samples.Areas.Replace("320102003000,新街口街道", "320102003000,");
        var receipt = await office.As("administrator").TakeAsync("areas", list, "?partial=true");
        Assert.Equal((8, 2L), (receipt["added"]!.GetValue<int>(), receipt["faults"]!.GetValue<long>()));
        Assert.Equal(["7 name is-given", "8 parent parent-is-known"], receipt["errors"]!.AsArray().Listed());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_long_list_is_paged_and_told_in_packets(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        var list = new System.Text.StringBuilder("code,name,level,parent\n320000000000,江苏省,province,\n");
        for (var city = 1; city <= 2; city++)
        {
            list.Append($"32{city:00}00000000,市{city},city,320000000000\n32{city:00}01000000,区{city},district,32{city:00}00000000\n");
            for (var street = 1; street <= 9; street++)
            {
                list.Append($"32{city:00}01{street:000}000,街道{street},street,32{city:00}01000000\n");
                for (var community = 1; community <= 80; community++)
                    list.Append($"32{city:00}01{street:000}{community:000},社区{community},community,32{city:00}01{street:000}000\n");
            }
        }
        var count = 1 + 2 * (2 + 9 * 81);
        Assert.Equal(count, (await office.As("administrator").TakeAsync("areas", list.ToString()))["added"]!.GetValue<int>());
        var told = new List<AreaChange>();
        for (var packet = 0; packet < 3; packet++) told.AddRange((await office.Told.NextAsync<AreasChanged>()).Items);
        Assert.Equal(count, told.DistinctBy(area => (area.Code, area.Level)).Count());

        var (codes, after) = (new List<string>(), "");
        do
        {
            var page = await office.Department.GetAsync($"areas?limit=500&after={after}", HttpStatusCode.OK);
            codes.AddRange(page.Ids("code"));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
        Assert.Equal(count, codes.Count);
        Assert.Equal(count + 1, (await office.Department.GetCsvAsync("areas")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
