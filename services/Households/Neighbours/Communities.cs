using Defaults;

namespace Households;

/// <summary>The communities in which a caller may enter households on a day.</summary>
sealed class Communities(IEnumerable<AreaCopy> known, Caller caller, DateOnly today)
{
    readonly HashSet<string> valid = known.Where(area => area.IsValidOn(today)).Select(area => area.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>Null, or the rule that the code of a household's community breaks.</summary>
    public string? Check(string area) => !valid.Contains(area) ? "area-is-known" : Reaches(area) ? null : "area-in-scope";

    /// <summary>Whether the caller answers for a division.</summary>
    public bool Reaches(string area) => caller.Reach == Reach.Area && area.StartsWith(caller.Area, StringComparison.Ordinal);
}
