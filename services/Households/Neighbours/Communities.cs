namespace Households;

/// <summary>The communities in which households may be entered on a day.</summary>
sealed class Communities
{
    readonly HashSet<string> valid;
    readonly string? area;

    /// <param name="area">prefix of the codes for which whoever enters them answers; null for none</param>
    public Communities(IEnumerable<AreaCopy> known, string? area, DateOnly today)
        : this(known.Where(area => area.IsValidOn(today)).Select(area => area.Code), area) { }

    Communities(IEnumerable<string> valid, string? area) => (this.valid, this.area) = (valid.ToHashSet(StringComparer.Ordinal), area);

    /// <summary>Of a household that stays where it is, whatever has become of its community.</summary>
    public static Communities Staying(string community) => new([community], community);

    /// <summary>Null, or the rule that the code of a household's community breaks.</summary>
    public string? Check(string community) => community.Length > 0 && !Reaches(community) ? "area-in-scope" : valid.Contains(community) ? null : "area-is-known";

    /// <summary>Whether whoever enters them answers for a division.</summary>
    public bool Reaches(string division) => area is not null && division.StartsWith(area, StringComparison.Ordinal);
}
