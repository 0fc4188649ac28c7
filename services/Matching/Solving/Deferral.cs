namespace Matching;

/// <summary>
/// Deferred acceptance: each asker takes the best seat that accepts it, and whoever it displaces asks again. The result
/// is the stable outcome that is best for every asker, in whatever order they ask.
/// </summary>
sealed class Deferral
{
    const int AsksBetweenLooks = 1024;
    readonly SeatForest forest;
    readonly SeatSearch search;
    readonly ChoiceLists choices;

    public Deferral(Casting casting)
    {
        Stage = new(casting);
        var labels = new Labels(Stage);
        forest = new ForestBuilder(Stage, labels).Build();
        search = new(Stage, forest, labels);
        choices = new(Stage, forest, search);
    }

    public Stage Stage { get; }

    /// <summary>How many times a seat was asked for and given.</summary>
    public long Proposals { get; private set; }

    /// <summary>Seats everyone; answers the asker in each seat, by index in the stage, or −1.</summary>
    public int[] Run(CancellationToken stop)
    {
        for (var asker = 0; asker < Stage.Asker.Length; asker++)
        {
            if (asker % AsksBetweenLooks == 0) stop.ThrowIfCancellationRequested();
            for (var asking = asker; asking >= 0;) asking = Ask(asking);
        }
        return forest.Holder;
    }

    /// <summary>Why an asker that holds no seat holds none.</summary>
    public string Refusal(int asker) => search.Refusal(asker);

    /// <summary>Answers whom the asker displaced, or −1.</summary>
    int Ask(int asker)
    {
        var found = choices.Chosen(asker);
        if (found.Seat < 0) found = search.Best(asker, choices.Choosing(asker));
        if (found.Seat < 0) return -1;
        Proposals++;
        var displaced = forest.Holder[found.Seat];
        forest.Seat(found.Seat, asker, found.Rank, found.Given);
        return displaced;
    }
}
