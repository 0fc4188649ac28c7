using System.Net;

namespace Organizations.Tests;

/// <summary>The rule book of <c>areas.csv</c>: a row a refusal. Nothing of a refused list is taken.</summary>
public sealed class AreaFaultTests(SharedOffice shared) : IClassFixture<SharedOffice>
{
    readonly Office office = shared.Office;

    public static TheoryData<string, string> Lists => new()
    {
        { "code,name,level,parent\n32010200000,玄武区,district,\n", "2 code area-code-form" },
        { "code,name,level,parent\n32010200000a,玄武区,district,\n", "2 code area-code-form" },
        { "code,name,level,parent\n320102002000,玄武区,district,\n", "2 code area-code-form" },
        { "code,name,level,parent\n320102000000,玄武区,street,\n", "2 code area-code-form" },
        { "code,name,level,parent\n320102000000,玄武区,county,\n", "2 level code-is-known" },
        { "code,name,level,parent\n320102000000,,district,\n", "2 name is-given" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园新村街道,street,\n", "3 parent is-given" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园新村街道,street,3201\n", "3 parent area-code-form" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园新村街道,street,320109000000\n", "3 parent parent-is-known" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园新村街道,street,320104000000\n", "3 code area-inside-parent" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,甲,street,320102003000\n320102003000,乙,street,320102000000\n", "3 parent parent-is-known" },
        { "code,name,level,parent\n320102009001,新社区,community,\n", "2 parent is-given" },
        { "code,name,level,parent\n320102000000,玄武区,district,320102000000\n", "2 parent parent-is-known" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102000000,玄武区,district,\n", "2 code id-is-unique;3 code id-is-unique" },
        { "code,name,level,parent\n320102000000,玄武区,district,320100000000\n320105000000,建邺区,district,320100000000\n", "3 code area-in-scope" },
        { "code,name,level,parent\n320102000000,玄武区,district,\n320102002000,梅园\u202e新村,street,320102000000\n", "3 name no-control-characters" },
        { "code,name,level\n320102000000,玄武区,district\n", "1 parent column-is-there" },
        { "code,name,level,parent,colour\n320102000000,玄武区,district,,red\n", "1 colour column-is-known" },
        { "", "1 file file-has-header" },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task A_list_that_breaks_a_rule_is_refused_with_line_field_and_rule(string csv, string faults)
    {
        var problem = await (await office.Department.ImportAsync("areas", csv)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(faults.Split(';'), problem.Errors());
        Assert.Equal(10, (await office.Department.GetAsync("areas", HttpStatusCode.OK)).Ids("code").Length);
        foreach (var error in problem["errors"]!.AsArray()) Assert.Contains(" / ", error!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?replace=true&partial=true", "replace", "replace-takes-a-whole-list")]
    [InlineData("?on=1.3.2026", "on", "date-form")]
    [InlineData("?on=2026-04-01", "on", "area-changes-today-at-the-latest", 5)]
    public async Task A_question_that_cannot_be_answered_is_refused(string query, string field, string rule, int line = 0)
    {
        var renamed = Samples.Areas.Split("320104")[0].Replace("兰园社区", "新兰园社区", StringComparison.Ordinal);
        var problem = await (await office.Department.ImportAsync("areas", renamed, query)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Contains($"{line} {field} {rule}", problem.Errors());
    }

    [Theory]
    [InlineData("areas?level=county", "code-is-known")]
    [InlineData("areas?after=nonsense", "cursor-form")]
    [InlineData("areas?limit=501", "page-limit")]
    [InlineData("areas?on=today", "date-form")]
    public async Task A_list_cannot_be_asked_for_by_what_is_not_known(string question, string rule)
    {
        var problem = await office.Department.GetAsync(question, HttpStatusCode.BadRequest);
        Assert.Equal(rule, problem["rule"]!.GetValue<string>());
    }
}
