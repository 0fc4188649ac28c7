namespace Matching;

/// <summary>One thing that is wrong with an outcome.</summary>
/// <param name="Rule">What ought to hold, said positively.</param>
/// <param name="Proposer">The id concerned, or null.</param>
/// <param name="Acceptor">The id concerned, or null.</param>
public sealed record ProofFault(string Rule, string? Proposer, string? Acceptor);

/// <summary>How many proposers could have a first place at all, and a certificate that it cannot be more.</summary>
/// <param name="Paired">How many have one.</param>
/// <param name="Most">How many could have one, if nobody's preferences counted.</param>
/// <param name="Cover">
/// The vertex cover that is as large as <paramref name="Most"/>, so that no pairing can be larger: "proposers" (all of
/// them), "acceptors" (all their seats), or "mixed": the acceptors listed with all their seats, and the proposers not
/// listed. Standing pairs count on either side.
/// </param>
/// <param name="Proposers">With a mixed cover: the proposers that are not in it.</param>
/// <param name="Acceptors">With a mixed cover: the acceptors that are in it.</param>
/// <param name="Recoverable">Proposers left out by this outcome that one of the largest pairings has a place for.</param>
public sealed record Coverage(
    int Paired,
    int Most,
    string Cover,
    IReadOnlyList<string> Proposers,
    IReadOnlyList<string> Acceptors,
    IReadOnlyList<string> Recoverable);

/// <summary>That a total distance is the least of all pairings as large, over the candidates of the objective <see cref="Objective.Nearest"/>.</summary>
/// <param name="TotalDm">Of all first places but standing pairs.</param>
/// <param name="PaidDm">What everyone pays together by the prices; no pairing as large is shorter.</param>
/// <param name="Compared">Pairs that were measured, since they may cost less than both pay, or are chosen; no other could.</param>
public sealed record DistanceProof(long TotalDm, long PaidDm, long Compared)
{
    /// <summary>0 when the total is proven the least.</summary>
    public long GapDm => TotalDm - PaidDm;
}

/// <summary>What was checked of an outcome, and what was found.</summary>
/// <param name="Faults">The first 1,000.</param>
/// <param name="FaultCount">All of them.</param>
/// <param name="Blocking">Askers of either stage who, with some seat, would rather have each other; each counted once.</param>
/// <param name="Distance">Only under the objective <see cref="Objective.Nearest"/>, whose blocking pairs are counted and no faults.</param>
/// <param name="Coverage">Null when the outcome is so wrong that the question has no meaning.</param>
public sealed record ProofReport(
    IReadOnlyList<ProofFault> Faults,
    int FaultCount,
    int Blocking,
    Coverage? Coverage,
    DistanceProof? Distance,
    ProofFigures Figures)
{
    /// <summary>Whether nothing is wrong. An outcome that leaves someone out can be right; one with a fault is not to be shown.</summary>
    public bool Ok => FaultCount == 0;
}

/// <summary>Counts of a market and its outcome. Distances are in decimetres, of first places.</summary>
public sealed record ProofFigures(
    int Proposers,
    int Acceptors,
    long Seats,
    int Choices,
    int StandingPairs,
    int FirstPlaces,
    int SecondPlaces,
    int Unpaired,
    int Idle,
    long MeanDistanceDm,
    long NinetyNinthDistanceDm,
    long GreatestDistanceDm);

/// <summary>Gathers what is wrong with an outcome.</summary>
sealed class ProofFaults(Market market)
{
    const int Kept = 1_000;
    readonly List<ProofFault> found = [];

    public IReadOnlyList<ProofFault> Found => found;

    public int Count { get; private set; }

    /// <summary>Proposer and acceptor by index; −1 for none.</summary>
    public void Add(string rule, int proposer, int acceptor) => Add(
        rule,
        proposer < 0 ? null : market.Proposers.Ids[proposer],
        acceptor < 0 ? null : market.Acceptors.Ids[acceptor]);

    public void Add(string rule, string? proposer, string? acceptor)
    {
        Count++;
        if (found.Count < Kept) found.Add(new(rule, proposer, acceptor));
    }
}
