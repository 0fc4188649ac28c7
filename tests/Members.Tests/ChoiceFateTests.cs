using System.Text.RegularExpressions;
using Contracts;
using Support;

namespace Members.Tests;

public sealed partial class ChoiceFateTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_each_choice_it_is_said_what_became_of_it_and_who_came_first(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(
            District.Row("m1", longitude: "118.8001"), District.Row("m2", longitude: "118.81"), District.Row("m3", longitude: "118.82"));
        await district.EnterAsync(
            (District.Household("h1"), new Coordinates(118.8, 32.05)), (District.Household("h2"), new Coordinates(118.805, 32.05)));
        await district.ImportAsync(
            $"campaigns/{District.Campaign}/choices/import", "from,to,rank", "h1,m1,1", "h2,m1,1", "h2,m2,2", "m1,h1,1", "m3,h2,1", "m3,h1,2");
        await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", "m3,h1,亲属");
        var run = await district.RunAsync();
        var choices = (await district.GetAsync($"runs/{run["id"]}/choices"))["items"]!.AsArray();
        Assert.Equal(
            [
                "h1 m1 1 true granted ", "h2 m1 1 false seats-hold-preferred h1 ranked-higher", "h2 m2 2 true granted ",
                "m1 h1 1 true granted ", "m3 h2 1 true granted-as-second-place ", "m3 h1 2 false excluded ",
            ],
            choices.Select(it => $"{it!["from"]} {it["to"]} {it["rank"]} {it["granted"]} {it["reason"]} {string.Join(' ', it["cameFirst"]!.AsArray().Select(first => $"{first!["id"]} {first["reason"]}"))}"));
        Assert.Equal(
            "household,h2,m1,1,false,名额已由对方更优先的一方取得 / the seats hold those whom their owner puts first,h1: 志愿排序更前 / ranked higher",
            (await district.CsvAsync($"runs/{run["id"]}/choices"))[1]);
    }

    /// <summary>A run that breaks a rule of the engine is shown with the rule's words, whichever rule that is.</summary>
    [Fact]
    public void Every_rule_by_which_the_engine_refuses_a_market_has_its_words()
    {
        Defaults.Texts.Load(typeof(MembersService).Assembly);
        var top = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(top.FullName, "Pairing.sln"))) top = top.Parent!;
        var rules = Directory.GetFiles(Path.Combine(top.FullName, "services", "Matching", "Markets"), "*.cs")
            .Where(it => Path.GetFileName(it) != "Place.cs") // refuses an argument, not a market
            .SelectMany(it => RuleName().Matches(File.ReadAllText(it))).Select(it => it.Groups["rule"].Value).Distinct().ToList();
        Assert.True(rules.Count > 20);
        Assert.All(rules, it => Assert.True(Defaults.Texts.Has(it), it));
    }

    [GeneratedRegex("\"(?<rule>[a-z0-9]+(-[a-z0-9]+)+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RuleName();

    /// <summary>Every reason that the engine may give has words of its own, in both languages.</summary>
    [Fact]
    public void Every_coded_reason_has_its_words()
    {
        var codes = new[]
        {
            (ChoiceWords.Fate, typeof(Matching.ChoiceReasonCodes)), (ChoiceWords.First, typeof(Matching.PrecedenceReasons)),
            (LeftReasons.Prefix, typeof(Matching.Reasons)), (LeftReasons.Prefix, typeof(LeftReasons)), (PairReasons.Prefix, typeof(PairReasons)),
        };
        Defaults.Texts.Load(typeof(MembersService).Assembly);
        foreach (var (prefix, type) in codes)
            foreach (var field in type.GetFields().Where(it => it.IsLiteral && it.Name is not nameof(PairReasons.Prefix)))
                Assert.True(Defaults.Texts.Has(prefix + field.GetRawConstantValue()), prefix + field.GetRawConstantValue());
        Assert.True(Defaults.Texts.Has(BlockingReasons.Prefix + Matching.Reasons.GaveWay));
    }
}
