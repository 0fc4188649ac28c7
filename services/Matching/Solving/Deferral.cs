namespace Matching;

/// <summary>
/// Deferred acceptance: each asker takes the best seat that accepts it, and whoever it displaces asks again. The result
/// is the stable outcome that is best for every asker, in whatever order they ask; so parts of the market go side by side,
/// and who may have a better seat beyond the own part asks when that part has become one with its neighbours.
/// </summary>
sealed class Deferral
{
    readonly SeatForest forest;
    readonly ChoiceLists choices;
    readonly SeatSearch search;
    readonly List<Phase> phases;
    readonly Turns[] workers;
    SeatsAround? around;

    public Deferral(Casting casting, Crew crew)
    {
        Stage = new(casting, crew);
        Leftovers.Collect(Stage.SeatOwner.Length);
        var labels = new Labels(Stage);
        forest = new ForestBuilder(Stage, labels).Build();
        phases = new Phases(Stage, forest).Cut();
        Stage.ForgetKeys();
        Leftovers.Collect(Stage.SeatOwner.Length);
        var appraisal = new Appraisal(Stage);
        choices = new ChoiceLists(Stage, forest, appraisal);
        search = new(Stage, forest, labels, appraisal);
        workers = [.. Enumerable.Range(0, crew.Hands).Select(_ => new Turns(Stage, forest, choices, new(Stage, forest, labels, appraisal)))];
    }

    public Stage Stage { get; }

    /// <summary>How often an asker looked for the best seat that accepts it.</summary>
    public long Searches => workers.Sum(worker => worker.Searches);

    /// <summary>Seats everyone; answers the asker in each seat, by index in the stage, or −1.</summary>
    public int[] Run(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var asking = Numbers.UpTo(Stage.Asker.Length);
        foreach (var phase in phases)
        {
            if (phase.Parts is [{ IsAll: true }] && phases.Count > 1) forest.RefreshLabels();
            var left = new int[phase.Parts.Length][];
            Stage.Crew.Share(phase.Parts.Length, workers, (worker, at) =>
                left[at] = worker.Run(phase.Parts[at], asking.Between(phase.Parts[at].FirstAsker, phase.Parts[at].EndAsker), stop));
            asking = [.. left.SelectMany(some => some)];
            forest.Refresh(phase.Above);
        }
        if (Stage.Casting.Levels > 1) Promote(stop);
        return forest.Holder;
    }

    /// <summary>The pairs that promotion made block; to be asked once, at the end.</summary>
    public BlockingPair[] Blocking() =>
        Stage.Casting.Levels > 1 ? new PassedOver(Stage, forest, choices, search).Find() : [];

    void Promote(CancellationToken stop)
    {
        var seated = new bool[Stage.Asker.Length];
        foreach (var holder in forest.Holder)
            if (holder >= 0) seated[holder] = true;
        var all = phases[^1].Parts[0];
        search.Enter(all);
        new Promotion(Stage, forest, choices).Run(
            Stage.Casting.Levels, [.. Enumerable.Range(0, seated.Length).Where(asker => !seated[asker])],
            asking =>
            {
                workers[0].Run(all, asking, stop);
                return [.. workers[0].Refused];
            },
            stop);
    }

    /// <summary>Why an asker that holds no seat holds none.</summary>
    public string Refusal(int asker) => (around ??= new(Stage, forest)).Refusal(asker);
}
