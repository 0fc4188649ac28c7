using System.Net;

namespace Organizations.Tests;

/// <summary>Abolished divisions, moved organizations, points that cannot be right.</summary>
public sealed class UnitOdditiesTests : IAsyncLifetime
{
    const string Header = "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary\n";

    Office office = null!;

    public async Task InitializeAsync()
    {
        office = await Office.OpenAsync("sqlite");
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task A_division_that_was_abolished_takes_no_organization()
    {
        await office.Department.TakeAsync("areas", "code,name,level,parent\n320102000000,玄武区,district,320100000000\n", "?replace=true&on=2026-03-01");
        var problem = await (await office.Department.ImportAsync("units", Header + "a,甲,community,320102002001,,,,,,\n")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["2 area area-is-still-valid"], problem.Errors());
    }

    [Fact]
    public async Task An_organization_of_another_district_is_nobody_elses_to_move()
    {
        await office.As("organization-department", "320104").TakeAsync("units", Samples.UnitsElsewhere);
        var problem = await (await office.Department.ImportAsync("units", Header + "d1,甲,community,320102002001,,,,,,\n")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["2 id area-in-scope"], problem.Errors());
    }

    [Fact]
    public async Task A_point_far_from_the_others_of_its_community_is_warned_about()
    {
        var receipt = await office.Department.TakeAsync("units", Header
            + "a,甲,enterprise,320102002001,,118.790,32.050,,,\nb,乙,enterprise,320102002001,,118.792,32.051,,,\n"
            + "c,丙,enterprise,320102002001,,118.791,32.052,,,\n");
        Assert.Empty(receipt["warnings"]!.AsArray());
        // Half a degree of longitude is 47 km here, and 0.9 degrees are 85 km.
        receipt = await office.Department.TakeAsync("units", Header
            + "d,丁,enterprise,320102002001,,119.29,32.050,,,\ne,戊,enterprise,320102002002,,119.69,32.050,,,\nf,己,enterprise,320104001001,,118.79,32.03,,,\n", "?partial=true");
        Assert.Equal(["3 longitude far-from-other-points"], receipt["warnings"]!.AsArray().Listed());
    }

    [Fact]
    public async Task Positions_are_kept_in_one_system_whatever_they_were_declared_in()
    {
        await office.Department.TakeAsync("units", Header + "a,甲,organ,320102000000,,118.79510,32.04800,GCJ-02,,\n");
        var unit = await office.Department.GetAsync("units/a", HttpStatusCode.OK);
        Assert.Equal(("WGS-84", "GCJ-02"), (unit["crs"]!.GetValue<string>(), unit["declaredCrs"]!.GetValue<string>()));
        var back = new Contracts.Coordinates(unit["longitude"]!.GetValue<double>(), unit["latitude"]!.GetValue<double>()).To(Contracts.Crs.Gcj02);
        Assert.Equal(118.79510, back.Longitude, 1e-8);
        Assert.Equal(32.04800, back.Latitude, 1e-8);
        Assert.NotEqual(118.79510, unit["longitude"]!.GetValue<double>(), 1e-4);
    }
}
