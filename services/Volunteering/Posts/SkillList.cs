namespace Volunteering;

/// <summary>The skills that may be named: kinds of need.</summary>
sealed class SkillList(IReadOnlyList<NeedCopy> needs, DateOnly today)
{
    readonly HashSet<string> holding = [.. needs.Where(it => it.HoldsOn(today)).Select(it => it.Id)];

    /// <summary>All that are known, those too that hold no longer.</summary>
    public IReadOnlyList<string> Codes { get; } = [.. needs.Select(it => it.Id)];

    /// <summary>Whether each of them holds today, or was named before it ended.</summary>
    public bool MayBeNamed(IEnumerable<string> skills, IReadOnlyCollection<string> before) => skills.All(it => holding.Contains(it) || before.Contains(it));
}
