namespace Matching.Tests;

/// <summary>The lists that a market is made of.</summary>
sealed record Lists
{
    public required Proposer[] Proposers { get; init; }

    public required Acceptor[] Acceptors { get; init; }

    public Choice[] Choices { get; init; } = [];

    public Exclusion[] Exclusions { get; init; } = [];

    public Lock[] Locks { get; init; } = [];

    public Rules Rules { get; init; } = new();

    public Market Market => Market.Create(Proposers, Acceptors, Choices, Exclusions, Locks, Rules);

    public Lists Shuffled(Random chance)
    {
        return this with
        {
            Proposers = Mixed(Proposers),
            Acceptors = Mixed(Acceptors),
            Choices = Mixed(Choices),
            Exclusions = Mixed(Exclusions),
            Locks = Mixed(Locks),
        };

        T[] Mixed<T>(T[] items)
        {
            var mixed = (T[])items.Clone();
            chance.Shuffle(mixed);
            return mixed;
        }
    }

    /// <summary>Everything an outcome says, as text: the same bytes or not.</summary>
    public static string Text(Outcome outcome) => string.Join('\n',
    [
        .. outcome.Pairs.Select(pair => pair.ToString()),
        .. outcome.Unpaired.Select(left => left.ToString()),
        .. outcome.IdleAcceptors,
        .. outcome.Blocking.Select(pair => pair.ToString()),
    ]);
}
