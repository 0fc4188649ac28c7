namespace Matching;

/// <summary>
/// Deferred acceptance: each asker takes the best seat that accepts it, and whoever it displaces asks again. The result
/// is the stable outcome that is best for every asker, in whatever order they ask.
/// </summary>
/// <remarks>
/// The order decides only how many ask in vain. Where both sides weigh distance alike, a pair that is cheapest for both
/// together is never parted; so those ask first whose pair is cheapest, to within a step, and who finds a dearer one
/// waits for its turn with the seat in mind. Within a step the order is that of the curve, for the memory's sake.
/// </remarks>
sealed class Deferral
{
    const int AsksBetweenLooks = 1024;
    readonly SeatForest forest;
    readonly SeatSearch search;
    readonly ChoiceLists choices;
    readonly List<List<Waiting>?> waiting = [];
    int step;

    public Deferral(Casting casting)
    {
        Stage = new(casting);
        var labels = new Labels(Stage);
        forest = new ForestBuilder(Stage, labels).Build();
        search = new(Stage, forest, labels);
        choices = new(Stage, forest, search);
    }

    public Stage Stage { get; }

    /// <summary>How often an asker looked for the best seat that accepts it.</summary>
    public long Searches { get; private set; }

    /// <summary>Seats everyone; answers the asker in each seat, by index in the stage, or −1.</summary>
    public int[] Run(CancellationToken stop)
    {
        var next = 0;
        for (step = 0; next < Stage.Asker.Length || step < waiting.Count; step++)
        {
            for (; next < Stage.Asker.Length && Stage.FirstStep(next) <= step; next++)
            {
                if (next % AsksBetweenLooks == 0) stop.ThrowIfCancellationRequested();
                Settle(Ask(next));
            }
            if (step >= waiting.Count || waiting[step] is not { } turn) continue;
            turn.Sort((one, other) => (one.Cost, one.Asker).CompareTo((other.Cost, other.Asker)));
            for (var at = 0; at < turn.Count; at++)
            {
                if (at % AsksBetweenLooks == 0) stop.ThrowIfCancellationRequested();
                // What was the best seat then is the best still, if it still accepts.
                var (asker, found) = (turn[at].Asker, turn[at].Found);
                Settle(choices.Accepts(found.Seat, asker, found.Rank, found.Given) ? Take(asker, found) : Ask(asker));
            }
            waiting[step] = null;
        }
        return forest.Holder;
    }

    /// <summary>Why an asker that holds no seat holds none.</summary>
    public string Refusal(int asker) => search.Refusal(asker);

    void Settle(int asker)
    {
        while (asker >= 0) asker = Ask(asker);
    }

    /// <summary>Answers whom the asker displaced, or −1.</summary>
    int Ask(int asker)
    {
        Searches++;
        var found = choices.Chosen(asker);
        if (found.Seat < 0) found = search.Best(asker, choices.Choosing(asker));
        if (found.Seat < 0) return -1;
        // Whom the owner chose nobody unchosen will displace.
        if (found.Rank != Wishes.Unranked) return Take(asker, found);
        var cost = found.Cost + Stage.Bias[asker];
        var turn = Stage.Steps.Of(cost);
        if (turn <= step) return Take(asker, found);
        while (waiting.Count <= turn) waiting.Add(null);
        (waiting[turn] ??= []).Add(new(asker, cost, found));
        return -1;
    }

    int Take(int asker, in Candidate found)
    {
        var displaced = forest.Holder[found.Seat];
        forest.Seat(found.Seat, asker, found.Rank, found.Given);
        return displaced;
    }

    readonly record struct Waiting(int Asker, long Cost, Candidate Found);
}
