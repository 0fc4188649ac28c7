namespace Matching;

/// <summary>What a run is to reach: no pair that would rather have each other, or the least total distance.</summary>
public enum Objective
{
    Stable,
    Nearest,
}

/// <summary>
/// The rules of a campaign (活动) by which both sides' preferences are made. Weights are in decimetres, so that
/// a missing skill, a load or a need is said as a distance that outweighs it. None is negative.
/// </summary>
/// <param name="WProposer">What it is worth to a proposer that all its needs are met.</param>
/// <param name="WAcceptor">What it is worth to an acceptor to be able to meet all needs.</param>
/// <param name="Load">How much farther each place of an acceptor's is than the one before it (overall balance, 总体平衡).</param>
/// <param name="Need">How much nearer a point of need makes a proposer to an acceptor.</param>
/// <param name="Bonus">How much nearer a paired group makes both to each other (结对).</param>
/// <param name="Radius">Pairs farther apart than this are not permitted; whole metres; null for none.</param>
/// <param name="SecondPlace">Whether acceptors left idle are offered a second place, one for each proposer.</param>
/// <param name="Levels">1: nobody is promoted for coverage at the price of a blocking pair.</param>
/// <param name="K">Candidates a participant for <see cref="Objective.Nearest"/>.</param>
/// <param name="ChoiceListLength">The longest list of choices that one participant may give.</param>
public sealed record Rules(
    long WProposer = 20_000,
    long WAcceptor = 5_000,
    long Load = 10_000,
    long Need = 200,
    long Bonus = 30_000,
    long? Radius = null,
    bool SecondPlace = true,
    Objective Objective = Objective.Stable,
    int Levels = 1,
    int K = 16,
    int ChoiceListLength = 5)
{
    /// <summary>The greatest weight or radius: far beyond the earth, and small enough that no sum can overflow.</summary>
    internal const long Greatest = 1_000_000_000_000;

    const int MostCandidates = 100, MostLevels = 16;

    /// <summary>Members with households: those left idle are offered a second place.</summary>
    public static Rules ForHouseholds { get; } = new();

    /// <summary>Organs with communities: no second place.</summary>
    public static Rules ForOrganizations { get; } = new(SecondPlace: false);

    /// <summary>The radius in decimetres, or the greatest number when there is none.</summary>
    internal long RadiusDm => Radius is { } metres ? metres * 10 : long.MaxValue;

    /// <summary>What a market under these rules would be refused for; empty when nothing is wrong with them.</summary>
    public IReadOnlyList<MarketFault> Broken()
    {
        var faults = new Faults();
        Validate(faults);
        return faults.Found;
    }

    internal void Validate(Faults faults)
    {
        Weight(WProposer, "wProposer");
        Weight(WAcceptor, "wAcceptor");
        Weight(Load, "load");
        Weight(Need, "need");
        Weight(Bonus, "bonus");
        if (Radius is { } metres) Weight(metres, "radius");
        Unless(ChoiceListLength >= 0, "choiceListLength", "choice-list-length-is-not-negative");
        Unless(K >= 1, "k", "k-is-at-least-1");
        Unless(K <= MostCandidates, "k", "k-is-at-most-100");
        Unless(Levels >= 1, "levels", "levels-is-at-least-1");
        Unless(Levels <= MostLevels, "levels", "levels-is-at-most-16");
        // Distance alone decides there, so nobody can be promoted.
        Unless(Levels <= 1 || Objective == Objective.Stable, "levels", "levels-are-for-stable");

        void Weight(long value, string field)
        {
            Unless(value >= 0, field, "weight-is-not-negative");
            Unless(value <= Greatest, field, "weight-is-at-most-1000000000000");
        }

        void Unless(bool holds, string field, string rule)
        {
            if (!holds) faults.Add("rules", 0, "rules", field, rule);
        }
    }
}
