using Contracts;

namespace Households;

/// <summary>What a need rule would change of the scores by the one in force, of the households in the database.</summary>
sealed class NeedRuleEffect
{
    /// <summary>By community: how many have which score now and which they would have.</summary>
    readonly Dictionary<string, Dictionary<(int Before, int After), int>> communities = new(StringComparer.Ordinal);

    public void Add(string community, int before, int after)
    {
        if (!communities.TryGetValue(community, out var scores)) communities.Add(community, scores = []);
        scores[(before, after)] = scores.GetValueOrDefault((before, after)) + 1;
    }

    public EffectLine All() => Sum(null, communities.Values);

    /// <summary>By street, in the order of codes.</summary>
    public IReadOnlyList<EffectLine> Streets() => [.. communities.GroupBy(it => AreaCode.StreetOf(it.Key), it => it.Value, StringComparer.Ordinal)
        .OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => Sum(it.Key, it))];

    static EffectLine Sum(string? area, IEnumerable<Dictionary<(int Before, int After), int>> communities)
    {
        var line = new EffectLine(area, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var scores in communities)
        {
            var (above, aboveThen) = (Above(scores, it => it.Before), Above(scores, it => it.After));
            foreach (var ((before, after), count) in scores)
                line = line with
                {
                    Households = line.Households + count,
                    Raised = line.Raised + (after > before ? count : 0),
                    Lowered = line.Lowered + (after < before ? count : 0),
                    PointsUp = line.PointsUp + (long)Math.Max(after - before, 0) * count,
                    PointsDown = line.PointsDown + (long)Math.Max(before - after, 0) * count,
                    MostUp = Math.Max(line.MostUp, after - before),
                    MostDown = Math.Max(line.MostDown, before - after),
                    Reordered = line.Reordered + (above[before] != aboveThen[after] ? count : 0),
                };
        }
        return line;
    }

    /// <summary>By score, how many of a community have more.</summary>
    static int[] Above(Dictionary<(int Before, int After), int> scores, Func<(int Before, int After), int> score)
    {
        var above = new int[101];
        foreach (var (pair, count) in scores)
            for (var less = score(pair) - 1; less >= 0; less--) above[less] += count;
        return above;
    }
}

/// <param name="Area">12-digit code of the street, null for all</param>
/// <param name="Raised">households that would get more points</param>
/// <param name="PointsUp">how many more, of all of them</param>
/// <param name="MostUp">the most that one would get more</param>
/// <param name="Reordered">households before which there would be more or fewer of their community than now</param>
sealed record EffectLine(string? Area, int Households, int Raised, int Lowered, long PointsUp, long PointsDown, int MostUp, int MostDown, int Reordered)
{
    public int Changed => Raised + Lowered;
}

/// <param name="Rule">number of the rule that would be in force</param>
/// <param name="InForce">number of the one that is</param>
sealed record EffectView(int Rule, int InForce, EffectLine All, IReadOnlyList<EffectLine> Streets);
