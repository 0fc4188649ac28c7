using System.Net;
using Support;

namespace Organizations.Tests;

public sealed class LevelTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Levels_pair_more_under_a_radius_and_name_those_who_gave_way(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        // o2 reaches c1 only, who would rather have o1; o1 reaches both.
        await office.Department.TakeAsync("units", """
            id,name,kind,area,longitude,latitude,seats
            o1,甲,organ,320102000000,118.793,32.050,1
            o2,乙,organ,320102000000,118.786,32.050,1
            c1,丙,community,320102002001,118.790,32.050,1
            c2,丁,community,320102002002,118.801,32.050,1

            """);
        await office.Department.PostAsync("campaigns", Samples.Campaign(organizationRules: new { radius = 1000 }), HttpStatusCode.Created);
        var (one, two) = (await office.RunAsync(), await office.RunAsync(body: new { rules = new { levels = 2 } }));
        Assert.Equal(["o1,c1"], Lines(await office.Department.GetCsvAsync($"runs/{one}/pairs")).Select(it => it[..5]));
        Assert.Equal(["o1,c2", "o2,c1"], Lines(await office.Department.GetCsvAsync($"runs/{two}/pairs")).Select(it => it[..5]));
        Assert.Empty(Lines(await office.Department.GetCsvAsync($"runs/{one}/blocking")));
        Assert.Equal(["1,o1,c1,o2,1,名额给了否则无社区可结对的党组织 / the seat went to an organization that would have been left out"],
            Lines(await office.Department.GetCsvAsync($"runs/{two}/blocking")));
        var page = await office.Department.GetAsync($"runs/{two}/blocking", HttpStatusCode.OK);
        Assert.Equal("seat-went-to-one-left-out", page["items"]![0]!["reason"]!.ToString());
        var dial = (await office.Department.GetAsync("campaigns/k1/dial", HttpStatusCode.OK))["items"]!.AsArray().ToDictionary(it => it!["run"]!.ToString(), it => it!["price"]!);
        Assert.Equal("1 0 0 1", string.Join(' ', dial[one]["leftOut"], dial[one]["blocking"], dial[two]["leftOut"], dial[two]["blocking"]));
    }

    static string[] Lines(string csv) => csv.TrimEnd('\n').Split('\n')[1..];
}
