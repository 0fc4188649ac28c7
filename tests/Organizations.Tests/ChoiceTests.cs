using System.Net;
using Support;

namespace Organizations.Tests;

public sealed class ChoiceTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_replaces_the_choices_of_those_whom_it_names(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no1,c2,1\no1,c1,2\nc1,o1,1\nc2,o2,1\n");
        var receipt = await office.Department.TakeAsync("campaigns/k1/choices", "rank,from,to\n1,o1,c1\n2,o1,c2\n1,c2,o2\n");
        Assert.Equal((0, 2, 1), (receipt["added"]!.GetValue<int>(), receipt["changed"]!.GetValue<int>(), receipt["unchanged"]!.GetValue<int>()));
        Assert.Equal(["c1", "c2"], await ChosenAsync(office.Department, "o1"));
        Assert.Equal(["o1"], await ChosenAsync(office.Department, "c1"));
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no1,c3,2\n");
        Assert.Equal(["c3"], await ChosenAsync(office.Department, "o1"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_side_gives_its_own_list_and_reads_no_other(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var (organ, community) = (office.As("organ", "320102", "o1"), office.As("community", "320102002001"));
        await organ.PutAsync("campaigns/k1/choices/o1", new[] { "c2", "c1" }, null, HttpStatusCode.OK);
        await community.PutAsync("campaigns/k1/choices/c1", new[] { "o2" }, null, HttpStatusCode.OK);
        Assert.Equal(["c2", "c1"], await ChosenAsync(organ, "o1"));
        Assert.Equal(["o2"], await ChosenAsync(community, "c1"));
        // The other side is in the directory, and its choices are its own.
        await organ.GetAsync("campaigns/k1/choices/c1", HttpStatusCode.NotFound);
        await community.GetAsync("campaigns/k1/choices/o1", HttpStatusCode.NotFound);
        await community.GetAsync("campaigns/k1/choices/c2", HttpStatusCode.NotFound);
        await organ.PutAsync("campaigns/k1/choices/o2", new[] { "c1" }, null, HttpStatusCode.NotFound);
        await community.PutAsync("campaigns/k1/choices/c2", new[] { "o1" }, null, HttpStatusCode.NotFound);
        await office.As("organ", "320104", "p1").PutAsync("campaigns/k1/choices/p1", new[] { "d1" }, null, HttpStatusCode.NotFound);
        await office.As("community", "320104001001").PutAsync("campaigns/k1/choices/d1", new[] { "p1" }, null, HttpStatusCode.NotFound);

        await organ.PutAsync("campaigns/k1/choices/o1", Array.Empty<string>(), null, HttpStatusCode.OK);
        Assert.Empty(await ChosenAsync(organ, "o1"));
    }

    static async Task<string[]> ChosenAsync(HttpClient http, string from) =>
        [.. (await http.GetAsync("campaigns/k1/choices/" + from, HttpStatusCode.OK))["choices"]!.AsArray().Select(it => it!.GetValue<string>())];
}

/// <summary>The rule book of choices: a row a refusal. Nothing of a refused list is taken.</summary>
public sealed class ChoiceFaultTests(SharedOffice shared) : IClassFixture<SharedOffice>
{
    readonly Office office = shared.Office;

    public static TheoryData<string, string> Lists => new()
    {
        { "zz,c1,1\n", "2 from from-is-known" },
        { "p1,c1,1\n", "2 from from-is-known" },
        { "o1,zz,1\n", "2 to target-is-known" },
        { "o1,d1,1\n", "2 to target-is-known" },
        { "o1,o1,1\n", "2 to choice-not-of-oneself" },
        { "o1,o2,1\n", "2 to choice-of-other-side" },
        { "c1,c2,1\n", "2 to choice-of-other-side" },
        { "o1,c1,1\no1,c2,1\n", "2 rank rank-stands-once;3 rank rank-stands-once" },
        { "o1,c1,1\no1,c1,2\n", "2 to choice-stands-once;3 to choice-stands-once" },
        { "o1,c1,0\n", "2 rank rank-within-list" },
        { "o1,c1,6\n", "2 rank rank-within-list" },
        { "o1,c1,first\n", "2 rank rank-within-list" },
        { "o1,c1,\n", "2 rank is-given" },
        { ",c1,1\n", "2 from is-given" },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task A_list_that_breaks_a_rule_is_refused_with_line_field_and_rule(string rows, string faults)
    {
        var problem = await (await office.Department.ImportAsync("campaigns/k1/choices", "from,to,rank\n" + rows)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(faults.Split(';'), problem.Errors());
        foreach (var error in problem["errors"]!.AsArray()) Assert.Contains(" / ", error!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c1,c1", "choice-stands-once")]
    [InlineData("o1", "choice-not-of-oneself")]
    [InlineData("d1", "target-is-known")]
    [InlineData("o2", "target-is-known")]
    [InlineData("c1,c2,c3,c4,c5,c6", "rank-within-list")]
    [InlineData("", "id-form")]
    public async Task A_list_that_a_side_gives_itself_follows_the_same_rules(string chosen, string rule)
    {
        var problem = await office.As("organ", "320102", "o1").PutAsync("campaigns/k1/choices/o1", chosen.Split(','), null, HttpStatusCode.BadRequest);
        Assert.Contains(rule, problem["errors"]!.AsArray().Select(it => it!["rule"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Choices_of_a_wider_campaign_are_taken_from_the_callers_area_only()
    {
        var wide = new { id = "wide", name = "全市", area = "320100000000", starts = "2026-03-01", dockingDeadline = "2026-06-30" };
        await office.As("work-committee", "3201").PostAsync("campaigns", wide, HttpStatusCode.Created);
        var problem = await (await office.Department.ImportAsync("campaigns/wide/choices", "from,to,rank\no1,d1,1\np1,c1,1\n")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["3 from area-in-scope"], problem.Errors());
    }
}
