using Defaults;

namespace Members;

/// <summary>One ranked choice: rank 1 is the dearest.</summary>
sealed record RankedChoice(string To, int Rank);

/// <summary>The sides of the market of members and households. Each has ids of its own: one id may stand on both.</summary>
enum MarketSide
{
    Member,
    Household,
}

/// <summary>
/// The ranked choices (选择) of a member, or of a household as its community entered them, in one campaign. A list is
/// replaced as a whole. Whether a caller may see or set it is decided by the member or household itself.
/// </summary>
sealed class ChoiceList : IInternal, IVersioned
{
    public const int MostChoices = 5;

    public required string Campaign { get; init; }
    public required MarketSide Side { get; init; }
    public required string From { get; init; }

    /// <summary>In the order of their ranks.</summary>
    public RankedChoice[] Choices { get; private set; } = [];
    public long Version { get; private set; }

    /// <summary>True when something changed.</summary>
    public bool Replace(IEnumerable<RankedChoice> choices)
    {
        RankedChoice[] ranked = [.. choices.OrderBy(it => it.Rank)];
        if (Choices.SequenceEqual(ranked)) return false;
        Choices = ranked;
        return true;
    }

    /// <summary>What is wrong with a list, choice by choice: the position of the choice and the rule that it breaks.</summary>
    public static IEnumerable<(int At, string Field, string Rule)> Faults(Party from, IReadOnlyList<RankedChoice> choices, Parties parties)
    {
        var ranks = choices.CountBy(it => it.Rank).Where(it => it.Value > 1).Select(it => it.Key).ToHashSet();
        var targets = choices.CountBy(it => it.To).Where(it => it.Value > 1).Select(it => it.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, choice) in choices.Index())
        {
            if (!parties.Knows(choice.To, from.OtherSide))
                yield return (at, "to", choice.To == from.Id ? "choice-not-of-oneself" : parties.Knows(choice.To, from.Side) ? "choice-of-other-side" : "target-is-known");
            if (targets.Contains(choice.To)) yield return (at, "to", "choice-stands-once");
            if (choice.Rank is < 1 or > MostChoices) yield return (at, "rank", "rank-from-1-to-5");
            else if (ranks.Contains(choice.Rank)) yield return (at, "rank", "rank-stands-once");
        }
    }
}
