namespace Matching;

/// <summary>
/// Lets the askers of one part ask until each has a seat, may find a better one beyond the part, or is refused everywhere.
/// One thread's worker: it goes through one part after the other.
/// </summary>
sealed class Turns(Stage stage, SeatForest forest, ChoiceLists choices, SeatSearch search)
{
    const int AsksBetweenLooks = 1024;
    readonly List<List<Waiting>> waiting = [];
    readonly List<int> beyond = [], refused = [];
    int[] order = [], stepStart = [];
    Part part = null!;
    int step, last;

    /// <summary>How often an asker looked for the best seat that accepts it.</summary>
    public long Searches { get; private set; }

    /// <summary>Those whom every seat refused in the last part.</summary>
    public IReadOnlyList<int> Refused => refused;

    /// <summary>Answers those who have to ask again in a larger part, ascending.</summary>
    public int[] Run(Part within, ReadOnlySpan<int> askers, CancellationToken stop)
    {
        part = within;
        search.Enter(part);
        beyond.Clear();
        refused.Clear();
        var steps = InSteps(askers);
        for ((step, last) = (0, 0); step < steps || step <= last; step++)
        {
            if (step < steps)
                for (var at = stepStart[step]; at < stepStart[step + 1]; at++)
                {
                    if (at % AsksBetweenLooks == 0) stop.ThrowIfCancellationRequested();
                    Settle(Ask(order[at]));
                }
            if (step < waiting.Count && waiting[step].Count > 0) TakeTurns(waiting[step], stop);
        }
        beyond.Sort();
        return [.. beyond];
    }

    // Whose pair is cheapest for both together comes first; within a step those of whom nothing is known yet.
    void TakeTurns(List<Waiting> turn, CancellationToken stop)
    {
        turn.Sort((one, other) => one.Cost != other.Cost ? one.Cost.CompareTo(other.Cost) : one.Asker.CompareTo(other.Asker));
        for (var at = 0; at < turn.Count; at++)
        {
            if (at % AsksBetweenLooks == 0) stop.ThrowIfCancellationRequested();
            // What was the best seat then is the best still, if it still accepts.
            var (asker, found) = (turn[at].Asker, turn[at].Found);
            Settle(forest.Accept(found.Seat, asker, found.Given) ? Take(asker, found) : Ask(asker));
        }
        turn.Clear();
    }

    // Sorted by the step before which no pair of theirs can be made, and along the curve within it.
    int InSteps(ReadOnlySpan<int> askers)
    {
        var steps = 0;
        foreach (var asker in askers) steps = Math.Max(steps, stage.FirstStep(asker) + 1);
        if (stepStart.Length < steps + 2) stepStart = new int[steps + 2];
        if (order.Length < askers.Length) order = new int[askers.Length];
        Array.Clear(stepStart);
        foreach (var asker in askers) stepStart[stage.FirstStep(asker) + 2]++;
        for (var at = 2; at < steps + 2; at++) stepStart[at] += stepStart[at - 1];
        foreach (var asker in askers) order[stepStart[stage.FirstStep(asker) + 1]++] = asker;
        return steps;
    }

    void Settle(int asker)
    {
        while (asker >= 0) asker = Ask(asker);
    }

    /// <summary>Answers whom the asker displaced, or −1.</summary>
    int Ask(int asker)
    {
        Searches++;
        var found = choices.Chosen(asker, part);
        if (found.Seat == -1) found = search.Best(asker, choices.Choosing(asker, part));
        if (found.Seat == Candidate.Beyond) beyond.Add(asker);
        if (found.Seat == -1) refused.Add(asker);
        if (found.Seat < 0) return -1;
        // Whom the owner chose nobody unchosen will displace.
        if (found.IsChosen) return Take(asker, found);
        var cost = found.Cost + stage.Bias(asker);
        var turn = stage.Steps.Of(cost);
        if (turn <= step) return Take(asker, found);
        while (waiting.Count <= turn) waiting.Add([]);
        waiting[turn].Add(new(asker, cost, found));
        last = Math.Max(last, turn);
        return -1;
    }

    int Take(int asker, in Candidate found)
    {
        var displaced = forest.Holder[found.Seat];
        forest.Seat(found.Seat, asker, found.Given, part.Root);
        return displaced;
    }

    readonly record struct Waiting(int Asker, long Cost, Candidate Found);
}
