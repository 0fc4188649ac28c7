namespace Members;

/// <summary>
/// What a setting of the rules costs and gives, to be weighed against another's: whom it pairs, whose choices it grants, how
/// far helpers have to go, and how many would rather have each other.
/// </summary>
/// <param name="Pairs">households with a first helper</param>
/// <param name="Blocking">pairs who would rather have each other: none where the rules ask for a stable outcome of one level</param>
/// <param name="MeanDistanceDm">this and the other distances are of first helpers, in decimetres</param>
/// <param name="MedianDistanceDm">half of the first helpers are no farther</param>
/// <param name="P99DistanceDm">99 of 100 first helpers are no farther</param>
/// <param name="Needs">needs of all households in the market</param>
/// <param name="NeedsMet">of these, those that one of the household's helpers has a skill for</param>
/// <param name="Parted">pairings that stand and would end</param>
sealed record RunPrice(
    int Pairs, int SecondPlaces, int LeftOut, int Idle, SideChoices HouseholdChoices, SideChoices MemberChoices, int Blocking,
    long MeanDistanceDm, long MedianDistanceDm, long P99DistanceDm, long TotalDistanceDm, int Needs, int NeedsMet, int Parted = 0);

/// <summary>Choices of one side between those in the market, by what became of them.</summary>
sealed record SideChoices(int Granted, int NotGranted);

/// <summary>Distances in order, in decimetres.</summary>
sealed class Distances(IEnumerable<long> unordered)
{
    readonly long[] all = [.. unordered.Order()];

    public long Total => all.Sum();

    /// <summary>Rounded down; 0 of none.</summary>
    public long Mean => all.Length == 0 ? 0 : Total / all.Length;

    /// <summary>The smallest that so many of a hundred do not exceed; 0 of none.</summary>
    public long Percentile(int percent) => all.Length == 0 ? 0 : all[(int)(((long)all.Length * percent + 99) / 100) - 1];
}
