namespace Matching;

/// <summary>One thing that is wrong with a market as it was given.</summary>
/// <param name="List">proposers, acceptors, choices, exclusions, locked or rules.</param>
/// <param name="Index">Position in that list, from 0.</param>
/// <param name="Subject">The id concerned.</param>
/// <param name="Field">The field concerned, as the files name it.</param>
/// <param name="Rule">The name of the rule that does not hold, said positively.</param>
public sealed record MarketFault(string List, int Index, string Subject, string Field, string Rule);

/// <summary>A market that cannot be solved because its lists break rules; says all of them, up to 1,000.</summary>
public sealed class BadMarketException(IReadOnlyList<MarketFault> faults, int total)
    : Exception($"{total} rule(s) do not hold; the first is {faults[0].Rule}, {faults[0].List} {faults[0].Index}.")
{
    /// <summary>In the order of the lists.</summary>
    public IReadOnlyList<MarketFault> Faults { get; } = faults;

    /// <summary>How many there are, those beyond the first 1,000 included.</summary>
    public int Total { get; } = total;
}

/// <summary>Gathers what is wrong, so that a caller hears all of it at once.</summary>
sealed class Faults
{
    const int Kept = 1_000;
    readonly List<MarketFault> found = [];
    int total;

    public IReadOnlyList<MarketFault> Found => found;

    public void Add(string list, int index, string subject, string field, string rule)
    {
        total++;
        if (found.Count < Kept) found.Add(new(list, index, subject, field, rule));
    }

    public void ThrowIfAny()
    {
        if (total > 0) throw new BadMarketException(found, total);
    }
}
