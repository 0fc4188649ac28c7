using System.Net;

namespace Organizations.Tests;

/// <summary>The rule book of <c>organizations.csv</c>: a row a refusal. Nothing of a refused list is taken.</summary>
public sealed class UnitFaultTests(SharedOffice shared) : IClassFixture<SharedOffice>
{
    const string Header = "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary\n";

    readonly Office office = shared.Office;

    public static TheoryData<string, string> Rows => new()
    {
        { ",甲,organ,320102000000,,,,,,\n", "2 id is-given" },
        { new string('i', 65) + ",甲,organ,320102000000,,,,,,\n", "2 id id-form" },
        { "a,,organ,320102000000,,,,,,\n", "2 name is-given" },
        { "a,甲,committee,320102000000,,,,,,\n", "2 kind code-is-known" },
        { "a,甲,organ,320109000000,,,,,,\n", "2 area area-is-known" },
        { "a,甲,organ,3201,,,,,,\n", "2 area area-is-known" },
        { "a,甲,organ,320104000000,,,,,,\n", "2 area area-in-scope" },
        { "a,甲,community,320102002000,,,,,,\n", "2 area community-has-community-area" },
        { "a,甲,organ,320102000000,b,,,,,\n", "2 parent parent-is-known" },
        { "a,甲,organ,320102000000,a,,,,,\n", "2 parent parents-form-a-tree" },
        { "a,甲,organ,320102000000,b,,,,,\nb,乙,organ,320102000000,c,,,,,\nc,丙,organ,320102000000,a,,,,,\nd,丁,organ,320102000000,a,,,,,\n",
            "2 parent parents-form-a-tree;3 parent parents-form-a-tree;4 parent parents-form-a-tree" },
        { "a,甲,organ,320102000000,,,,,,\na,乙,organ,320102000000,,,,,,\na,丙,organ,320102000000,,,,,,\n", "2 id id-is-unique;3 id id-is-unique;4 id id-is-unique" },
        { "a,甲,organ,320102000000,,118.79,,,,\n", "2 latitude is-given" },
        { "a,甲,organ,320102000000,,72.9,32.05,,,\n", "2 longitude coordinates-inside-country" },
        { "a,甲,organ,320102000000,,118.79,54.1,,,\n", "2 latitude coordinates-inside-country" },
        { "a,甲,organ,320102000000,,118.79,NaN,,,\n", "2 latitude coordinates-inside-country" },
        { "a,甲,organ,320102000000,,118.79,32.05,WGS-72,,\n", "2 crs code-is-known" },
        { "a,甲,organ,320102000000,,,,WGS-72,,\n", "2 crs code-is-known" },
        { "a,甲,organ,320102000000,,,,,0,\n", "2 seats seats-from-1-to-20" },
        { "a,甲,organ,320102000000,,,,,21,\n", "2 seats seats-from-1-to-20" },
        { "a,甲,organ,320102000000,,,,,two,\n", "2 seats seats-from-1-to-20" },
        { "a,甲\u0007,organ,320102000000,,,,,,\n", "2 name no-control-characters" },
        { "a,甲,organ,320102000000,,,,,,,\n", "2 row row-has-all-cells" },
        { "a," + new string('名', 1_001) + ",organ,320102000000,,,,,,\n", "2 name cell-within-limit" },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task A_list_that_breaks_a_rule_is_refused_with_line_field_and_rule(string rows, string faults)
    {
        var problem = await (await office.Department.ImportAsync("units", Header + rows)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(faults.Split(';'), problem.Errors());
        foreach (var error in problem["errors"]!.AsArray()) Assert.Contains(" / ", error!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["c1", "c2", "c3", "o1", "o2"], (await office.Department.GetAsync("units", HttpStatusCode.OK)).Ids());
    }
}
