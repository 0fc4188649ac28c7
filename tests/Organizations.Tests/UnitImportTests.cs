using System.Net;
using Contracts.Organizations;
using Support;

namespace Organizations.Tests;

public sealed class UnitImportTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_taken_and_told_without_secretaries(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var receipt = await office.Department.TakeAsync("units", Samples.Units);
        Assert.Equal((5, 5), (receipt["rows"]!.GetValue<int>(), receipt["added"]!.GetValue<int>()));
        var told = await office.Told.NextAsync<OrganizationsChanged>();
        var community = told.Items.Single(unit => unit.Id == "c1");
        Assert.Equal(("community", "320102002001", 2, 118.791, 32.051, 1L),
            (community.Kind, community.Area, community.Seats, community.Longitude, community.Latitude, community.Version));
        Assert.DoesNotContain("甲书记", System.Text.Json.JsonSerializer.Serialize(told), StringComparison.Ordinal);

        receipt = await office.Department.TakeAsync("units", Samples.Units.Replace("甲书记", "丙书记"));
        Assert.Equal((0, 1, 4), (receipt["added"]!.GetValue<int>(), receipt["changed"]!.GetValue<int>(), receipt["unchanged"]!.GetValue<int>()));
        Assert.Equal(2, (await office.Told.NextAsync<OrganizationsChanged>()).Items.Single().Version);
        Assert.Equal("丙书记", (await office.Department.GetAsync("units/c1", HttpStatusCode.OK))["secretary"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Parents_may_stand_anywhere_in_the_list_or_in_the_store(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.TakeAsync("units", "id,name,kind,area,parent\na,甲,organ,320102000000,b\nb,乙,organ,320102000000,\n");
        await office.Department.TakeAsync("units", "id,name,kind,area,parent\nc,丙,organ,320102000000,a\n");
        // A stored parent closes the circle: b → c → a → b, of which the list names b only.
        var problem = await (await office.Department.ImportAsync("units", "id,name,kind,area,parent\nb,乙,organ,320102000000,c\n")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["2 parent parents-form-a-tree"], problem.Errors());
        // The same circle is open when the list moves another of its members.
        await office.Department.TakeAsync("units", "id,name,kind,area,parent\nb,乙,organ,320102000000,c\na,甲,organ,320102000000,\n");
        // A row that is left out brings its stored parent back, and the circle with it.
        var partial = await office.Department.TakeAsync("units",
            "id,name,kind,area,parent\na,甲,organ,320102000000,b\nb,乙,organ,320199000000,\n", "?partial=true");
        Assert.Equal(["2 parent parents-form-a-tree", "3 area area-is-known"], partial["errors"]!.AsArray().Listed());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Good_rows_of_a_partial_list_land_without_what_leans_on_bad_ones(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var receipt = await office.Department.TakeAsync("units",
            "id,name,kind,area,parent\na,甲,organ,320102000000,b\nb,乙,organ,320102000000,c\nc,丙,committee,320102000000,\nd,丁,organ,320102000000,\n", "?partial=true");
        Assert.Equal(1, receipt["added"]!.GetValue<int>());
        Assert.Equal(["2 parent parent-is-known", "3 parent parent-is-known", "4 kind code-is-known"], receipt["errors"]!.AsArray().Listed());
        Assert.Equal(["d"], (await office.Department.GetAsync("units", HttpStatusCode.OK)).Ids());
    }

    [Fact]
    public async Task A_long_chain_that_leans_on_nobody_is_refused_row_by_row_in_no_time()
    {
        const int most = 100_000;
        var text = "id,name,kind,area,parent\n" + string.Concat(Enumerable.Range(0, most).Select(at => $"o{at},甲,organ,320102000000,o{at + 1}\n"));
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var list = new UnitList(await Defaults.CsvList.ReadAsync(body, UnitList.File, UnitRow.Columns, CancellationToken.None));
        var around = new UnitSurroundings();
        around.Add(new Area { Code = "320102000000", Level = Contracts.AreaLevel.District, Name = "玄武区", ValidFrom = default, Version = 1 });
        // A pass over all rows for each of them would take hours.
        await Task.Run(() => list.Judge(around, _ => true, new DateOnly(2026, 3, 2), partial: true)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(most, list.Faults.Count);
        Assert.All(list.Faults.List, fault => Assert.Equal("parent-is-known", fault.Rule));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_organization_is_corrected_by_the_same_rules_at_the_version_that_was_read(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Told.NextAsync<OrganizationsChanged>();
        await office.Told.NextAsync<OrganizationsChanged>();
        object Body(int seats = 3, string? parent = null, double longitude = 118.792) =>
            new { name = "兰园社区党委", kind = "community", area = "320102002001", parent, longitude, latitude = 32.051, seats };
        await office.Department.PutAsync("units/c1", Body(), ifMatch: null, HttpStatusCode.BadRequest);
        await office.Department.PutAsync("units/c1", Body(), ifMatch: 7, HttpStatusCode.PreconditionFailed);
        var reply = await office.Department.PutAsync("units/c1", Body(), ifMatch: 1, HttpStatusCode.OK);
        Assert.Equal((3, 2L), (reply["seats"]!.GetValue<int>(), reply["version"]!.GetValue<long>()));
        var told = (await office.Told.NextAsync<OrganizationsChanged>()).Items.Single();
        Assert.Equal(("c1", 3, 2L), (told.Id, told.Seats, told.Version));
        foreach (var (wrong, rule) in new[]
        {
            (Body(seats: 21), "seats-from-1-to-20"), (Body(parent: "c1"), "parents-form-a-tree"), (Body(parent: "zz"), "parent-is-known"),
            (Body(longitude: 12), "coordinates-inside-country"),
        })
            Assert.Equal(rule, (await office.Department.PutAsync("units/c1", wrong, ifMatch: 2, HttpStatusCode.BadRequest))["rule"]!.GetValue<string>());
        await office.Department.PutAsync("units/d1", Body(), ifMatch: 1, HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Secretaries_stand_sealed_in_the_store(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var stored = await office.InStoreAsync(async db =>
        {
            await using var command = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database).CreateCommand();
            await command.Connection!.OpenAsync();
            command.CommandText = "SELECT \"Secretary\" FROM organizations WHERE \"Id\" = 'c1'";
            return (string)(await command.ExecuteScalarAsync())!;
        });
        Assert.DoesNotContain("书记", stored, StringComparison.Ordinal);
        Assert.Equal("甲书记", await office.InStoreAsync(db => Task.FromResult(db.Sealing.Open(stored))));
    }
}
