using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contracts;
using Support;

namespace Households.Tests;

public sealed class NeedRuleTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>What a stranger has: the rule as it goes out, and a row of the list.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task A_stranger_recomputes_every_score_from_the_rule_and_the_list(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var rows = Sample.Rows(400, seed: 4);
        await bureau.ImportAsync(rows);
        var rule = await bureau.GetAsync("/api/v1/households/need-rule");
        int Points(string kind, string codes) => codes.Split(';', StringSplitOptions.RemoveEmptyEntries).Sum(code => (int)rule[kind]![code]!);
        var expected = rows.Select(row => row.Split(','))
            .ToDictionary(cells => cells[0], cells => Math.Min((int)rule["cap"]!, Points("categories", cells[9]) + Points("needs", cells[10])));
        var page = await bureau.GetAsync("/api/v1/households/register?limit=500");
        Assert.Equal(expected.OrderBy(it => it.Key), page["items"]!.AsArray().Select(it => KeyValuePair.Create((string)it!["id"]!, (int)it["need"]!)).OrderBy(it => it.Key));
        Assert.True(expected.Values.Distinct().Count() > 20);
    }

    [Fact]
    public async Task The_rule_that_goes_out_is_the_data_that_ships()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        using var shipped = typeof(HouseholdsService).Assembly.GetManifestResourceStream("need-rule.json")!;
        Assert.Equal(JsonNode.Parse(shipped)!.ToJsonString(), (await bureau.GetAsync("/api/v1/households/need-rule")).ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_score_is_explained_line_by_line_and_the_lines_add_up(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(
            Bureau.Row("h1", categories: "disability;minimum-living", needs: "company"),
            Bureau.Row("h2", categories: "minimum-living;extreme-poverty;serious-illness;child", needs: "medical"));
        Assert.Equal(
            """{"score":54,"rule":1,"lines":[{"kind":"category","code":"minimum-living","points":30,"inRule":true},{"kind":"category","code":"disability","points":20,"inRule":true},{"kind":"need","code":"company","points":4,"inRule":true}]}""",
            (await bureau.GetAsync("/api/v1/households/register/h1/need")).ToJsonString());
        var capped = await bureau.GetAsync("/api/v1/households/register/h2/need");
        Assert.Equal("""{"kind":"cap","code":"","points":-28,"inRule":true}""", capped["lines"]!.AsArray()[^1]!.ToJsonString());
        Assert.Equal((100, 100), ((int)capped["score"]!, capped["lines"]!.AsArray().Sum(line => (int)line!["points"]!)));
    }

    [Fact]
    public void A_code_counts_once_and_an_unknown_one_not_at_all()
    {
        var score = NeedRule.Default.Score(["child", "child", "poverty"], ["legal", "legal"]);
        Assert.Equal(NeedRule.Default.Categories["child"] + NeedRule.Default.Needs["legal"], score.Score);
        Assert.Equal(new NeedScore(0, 1, []).Score, NeedRule.Default.Score([], []).Score);
    }

    [Theory]
    [InlineData("""{"version":1,"cap":100,"categories":{},"needs":{}}""")]
    [InlineData("missing-code")]
    [InlineData("unknown-code")]
    [InlineData("negative")]
    [InlineData("cap")]
    public void A_rule_that_leaves_a_code_out_or_knows_no_measure_is_not_read(string kind)
    {
        var rule = new JsonObject { ["version"] = 1, ["cap"] = kind == "cap" ? 101 : 100, ["categories"] = Points(Aid.Categories.Select(it => it.Code)), ["needs"] = Points(Aid.Kinds.Select(it => it.Code)) };
        if (kind == "missing-code") rule["needs"]!.AsObject().Remove("legal");
        if (kind == "unknown-code") rule["needs"]!["wishes"] = 1;
        if (kind == "negative") rule["needs"]!["legal"] = -1;
        var text = kind.StartsWith('{') ? kind : rule.ToJsonString();
        Assert.Throws<InvalidOperationException>(() => NeedRule.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        static JsonObject Points(IEnumerable<string> codes) => new(codes.Select(code => KeyValuePair.Create(code, (JsonNode?)1)));
    }
}
