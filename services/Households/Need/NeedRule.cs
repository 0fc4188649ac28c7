using System.Text.Json;
using Contracts;
using Defaults;

namespace Households;

/// <summary>
/// How much help a household needs (需求分): the points of its categories and of its needs, added up, at most
/// <see cref="Cap"/>. It orders households when helpers are short. A code that it does not name has no points. Which one is
/// in force, <see cref="FindNeedRule"/> says.
/// </summary>
sealed record NeedRule(int Version, int Cap, IReadOnlyDictionary<string, int> Categories, IReadOnlyDictionary<string, int> Needs)
{
    /// <summary>The first, which ships with the service.</summary>
    public static NeedRule Default { get; } = Read(typeof(NeedRule).Assembly.GetManifestResourceStream("need-rule.json")!);

    /// <exception cref="InvalidOperationException">when a code of the lists that ship with it has no points, or points or cap are not 0 to 100</exception>
    public static NeedRule Read(Stream json)
    {
        var rule = JsonSerializer.Deserialize<NeedRule>(json, Wire.Json)!;
        var points = rule.Categories.Values.Concat(rule.Needs.Values).Append(rule.Cap);
        if (!rule.Categories.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(Aid.Categories.Select(it => it.Code))
            || !rule.Needs.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(Aid.Kinds.Select(it => it.Code))
            || points.Any(it => it is < 0 or > 100))
            throw new InvalidOperationException("the need rule gives each category and each need 0 to 100 points, and a cap");
        return rule;
    }

    /// <summary>The score of these codes, each given once.</summary>
    public int Points(string[] categories, string[] needs)
    {
        var sum = 0;
        foreach (var code in categories) sum += Categories.GetValueOrDefault(code);
        foreach (var code in needs) sum += Needs.GetValueOrDefault(code);
        return Math.Min(sum, Cap);
    }

    /// <summary>The score of these codes, each counted once, and a line for each that says where its points come from.</summary>
    public NeedScore Score(IEnumerable<string> categories, IEnumerable<string> needs)
    {
        NeedLine Line(string kind, string code, IReadOnlyDictionary<string, int> points) => new(kind, code, points.GetValueOrDefault(code), points.ContainsKey(code));
        var lines = Aid.InOrder(categories).Select(code => Line("category", code, Categories)).Concat(Aid.InOrder(needs).Select(code => Line("need", code, Needs))).ToList();
        var sum = lines.Sum(line => line.Points);
        if (sum > Cap) lines.Add(new NeedLine("cap", "", Cap - sum, InRule: true));
        return new NeedScore(Math.Min(sum, Cap), Version, lines);
    }
}

/// <param name="Score">0 to the cap; the sum of the points of all lines</param>
/// <param name="Rule">version of the rule</param>
sealed record NeedScore(int Score, int Rule, IReadOnlyList<NeedLine> Lines);

/// <param name="Kind">category, need, or cap: what the cap takes off</param>
/// <param name="InRule">false where the rule does not name the code, which was added to its list since: it has no points until a rule gives it some</param>
sealed record NeedLine(string Kind, string Code, int Points, bool InRule);
