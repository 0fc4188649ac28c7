namespace Contracts;

/// <summary>The skills (特长) that may be named: kinds of need, as a service has heard of them.</summary>
/// <param name="needs">every code that is known, and whether it holds today</param>
public sealed class SkillList(IReadOnlyList<(string Code, bool Holds)> needs)
{
    readonly HashSet<string> holding = [.. needs.Where(it => it.Holds).Select(it => it.Code)];

    /// <summary>All that are known, those too that hold no longer.</summary>
    public IReadOnlyList<string> Codes { get; } = [.. needs.Select(it => it.Code)];

    /// <summary>Whether each of them holds today, or was named before it ended.</summary>
    public bool MayBeNamed(IEnumerable<string> skills, IReadOnlyCollection<string> before) => skills.All(it => holding.Contains(it) || before.Contains(it));
}
