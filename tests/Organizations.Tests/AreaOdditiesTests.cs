using System.Net;

namespace Organizations.Tests;

/// <summary>What real lists of divisions hold beside the rule.</summary>
public sealed class AreaOdditiesTests : IAsyncLifetime
{
    Office office = null!;

    public async Task InitializeAsync() => office = await Office.OpenAsync("sqlite");

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task A_code_outside_its_parents_scope_is_refused()
    {
        var csv = "code,name,level,parent\n320102000000,玄武区,district,\n320104000000,秦淮区,district,\n320104002000,梅园新村街道,street,320102000000\n";
        var problem = await (await office.As("administrator").ImportAsync("areas", csv)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["4 code area-inside-parent"], problem.Errors());
    }

    [Fact]
    public async Task A_city_without_districts_is_taken_and_said()
    {
        var csv = "code,name,level,parent\n441900000000,东莞市,city,\n441900000000,东莞市,district,441900000000\n441900003000,东城街道,street,441900000000\n441900003001,岗贝社区,community,441900003000\n";
        var receipt = await office.As("organization-department", "4419").TakeAsync("areas", csv);
        Assert.Equal(4, receipt["added"]!.GetValue<int>());
        Assert.Equal(["3 code city-without-districts"], receipt["warnings"]!.AsArray().Listed());
        Assert.Equal("东莞市", (await office.Department.GetAsync("areas/district/441900000000", HttpStatusCode.OK))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_division_without_parts_stands_for_them_and_is_said()
    {
        var csv = "code,name,level,parent\n350527000000,金门县,district,\n350527000000,金门县,street,350527000000\n350527000000,金门县,community,350527000000\n";
        var receipt = await office.As("organization-department", "350527").TakeAsync("areas", csv);
        Assert.Equal(["3 code area-stands-for-its-parent", "4 code area-stands-for-its-parent"], receipt["warnings"]!.AsArray().Listed());
    }

    [Fact]
    public async Task A_division_cannot_end_before_it_began()
    {
        var list = "code,name,level,parent\n320102000000,玄武区,district,\n";
        await office.Department.TakeAsync("areas", list + "320102002000,梅园新村街道,street,320102000000\n", "?on=2026-03-01");
        var problem = await (await office.Department.ImportAsync("areas", list, "?on=2026-03-01&replace=true")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["0 on area-ends-after-it-begins"], problem.Errors());
    }
}
