namespace Local.Tests;

public sealed class RefusedInputTests
{
    [Theory]
    [InlineData("999999000000", "district-in-list", "999999000000")]
    [InlineData("320100000000", "district-in-list", "320100000000")] // A city.
    [InlineData("320102002000", "district-in-list", "320102002000")] // A street.
    [InlineData("3201", "district-code-form", "3201")]
    [InlineData("32010X000000", "district-code-form", "32010X000000")]
    [InlineData("", "district-code-form", "\"\"")]
    public void A_district_that_the_list_does_not_have_is_named(string district, string rule, string named) =>
        Refused(rule, named, new(district), Samples.City().ReadToEnd());

    [Fact]
    public void A_district_without_streets_is_named() =>
        Refused("district-has-streets", "320102000000 玄武区", new("320102"), "code,name,level,parent\n320102000000,玄武区,district,320100000000\n");

    [Fact]
    public void A_district_without_communities_is_named() =>
        Refused("district-has-communities", "442000000000 中山市", new("442000000000"), Samples.CityWithoutDistricts);

    [Theory]
    [InlineData("", "list-has-a-header", "empty")]
    [InlineData("code,name,level\n", "list-has-its-columns", "code,name,level,parent")]
    [InlineData("code,name,level,parent,colour\n", "list-has-its-columns", "code,name,level,parent")]
    [InlineData("code,name,level,parent\n320102000000,玄武区,county,320100000000\n", "area-row-form", "line 2")]
    [InlineData("code,name,level,parent\n320102,玄武区,district,3201\n", "area-row-form", "line 2")]
    [InlineData("code,name,level,parent\n320102000000,玄武区\n", "area-row-form", "line 2")]
    [InlineData("code,name,level,parent\n320102000000,a,district,\n320102000000,b,district,\n", "area-known-once", "line 3")]
    [InlineData("code,name,level,parent\n320102000000,a,district,\n320102002000,b,street,320104000000\n320102002001,c,community,320102002000\n", "area-parent-known", "320102002000")]
    [InlineData("code,name,level,parent\n320102000000,a,district,\n320102002000,b,street,320102000000\n320102002001,c,community,320102003000\n", "area-parent-known", "320102002001")]
    public void A_list_of_areas_that_cannot_be_used_is_refused(string areas, string rule, string named) =>
        Refused(rule, named, new("320102"), areas);

    [Theory]
    [InlineData(-1, 0, 0, "count-in-range", "--organizations")]
    [InlineData(1, -1, 0, "count-in-range", "--members")]
    [InlineData(1, 0, 1_000_001, "count-in-range", "--households")]
    [InlineData(0, 1, 0, "members-have-an-organization", "--organizations")]
    public void Counts_that_cannot_be_are_refused(int organizations, int members, int households, string rule, string named) =>
        Refused(rule, named, new(Samples.Demonstration, organizations, members, households), Samples.City().ReadToEnd());

    [Fact]
    public void Columns_may_stand_in_any_order_with_quotes_and_a_byte_order_mark()
    {
        const string areas = "\uFEFFname,parent,code,level\r\n\"玄武,区\",320100000000,320102000000,district\r\n" +
            "b,320102000000,320102002000,street\r\n\"c \"\"d\"\"\",320102002000,320102002001,community\r\n";
        var lists = DistrictLists.Generate(new("320102", 1, 1, 1), new StringReader(areas), null);
        Assert.Equal(["玄武,区", "b", "c \"d\""], lists.Areas.Select(area => area.Name));
        using var folder = new Folder();
        lists.WriteTo(folder.Path);
        Assert.Empty(ListRules.Faults(folder, null, GenerateOptions.DefaultAsOf));
        Assert.Equal(["玄武,区", "b", "c \"d\""], folder.Read("areas.csv").Rows.Select(row => row["name"]));
    }

    static void Refused(string rule, string named, GenerateOptions options, string areas)
    {
        var reason = Assert.Throws<CannotGenerate>(() => DistrictLists.Generate(options, new StringReader(areas), null));
        Assert.Equal(rule, reason.Rule);
        Assert.Contains(named, reason.Message, StringComparison.Ordinal);
    }
}
