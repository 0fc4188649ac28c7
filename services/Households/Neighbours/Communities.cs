namespace Households;

/// <summary>The communities in which households may be entered on a day.</summary>
/// <param name="area">prefix of the codes for which whoever enters them answers; null for none</param>
sealed class Communities(IEnumerable<AreaCopy> known, string? area, DateOnly today)
{
    readonly HashSet<string> valid = known.Where(area => area.IsValidOn(today)).Select(area => area.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>Null, or the rule that the code of a household's community breaks.</summary>
    public string? Check(string community) => community.Length > 0 && !Reaches(community) ? "area-in-scope" : valid.Contains(community) ? null : "area-is-known";

    /// <summary>Whether whoever enters them answers for a division.</summary>
    public bool Reaches(string division) => area is not null && division.StartsWith(area, StringComparison.Ordinal);
}
