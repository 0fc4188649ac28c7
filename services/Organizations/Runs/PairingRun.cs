using Contracts;
using Defaults;
using Matching;

namespace Organizations;

/// <summary>A run of the engine over the organizations of one wave and the communities of a campaign.</summary>
sealed class PairingRun : Run, IInArea
{
    public required string Campaign { get; init; }

    /// <summary>
    /// Significant prefix of the campaign's division. Seen by those whose area covers all of it: the figures and the proof
    /// speak of everybody in it.
    /// </summary>
    public required string Area { get; init; }

    public required string Wave { get; init; }

    /// <summary>Tells the pairings that the run took for standing or declined: once others stand, it is out of date.</summary>
    public string? Basis { get; set; }

    /// <summary>All rules that it goes by: the campaign's as they were when it was queued, and its own in their place. Null for runs of before.</summary>
    public PairingRules? Rules { get; init; }

    public RunFigures? Figures { get; set; }

    /// <summary>Null until it is adopted, and for what was adopted before anybody kept it.</summary>
    public Adoption? Adoption { get; set; }
}

/// <summary>What came of a run that was adopted.</summary>
/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
/// <param name="Skipped">pairs of the run that are no longer possible: a side left, changed its kind, moved out or has no room since</param>
sealed record Adoption(int Proposed, int Kept, int Skipped);

/// <param name="Proposers">organizations of the wave</param>
/// <param name="Acceptors">communities</param>
/// <param name="Wanted">communities that the organizations want, all together</param>
/// <param name="Seats">organizations that the communities receive, all together</param>
/// <param name="Rounds">rounds solved, each with its proof</param>
/// <param name="Pairs">pairs, those that stood before included</param>
/// <param name="Standing">pairs that stood before and kept their place</param>
/// <param name="Paired">organizations of the wave with a community</param>
/// <param name="LeftOut">organizations of the wave without one</param>
/// <param name="Short">organizations of the wave with fewer than they want</param>
/// <param name="Idle">communities without an organization</param>
/// <param name="MeanDistanceM">metres, of all pairs</param>
/// <param name="P99DistanceM">99 of 100 pairs are no farther, in metres</param>
/// <param name="ChoicesMade">choices of both sides between those in the market</param>
/// <param name="ChoicesGranted">of these, those whose two are paired</param>
/// <param name="MutualFirst">pairs who are each other's first choice and are free to be paired</param>
/// <param name="MutualFirstGranted">of these, those that are paired</param>
/// <param name="Assumed">those on either side whose position is not known</param>
/// <param name="Price">null for runs of before</param>
sealed record RunFigures(
    int Proposers, int Acceptors, int Wanted, int Seats, int Rounds, int Pairs, int Standing, int Paired, int LeftOut, int Short, int Idle,
    double MeanDistanceM, double P99DistanceM, int ChoicesMade, int ChoicesGranted, int MutualFirst, int MutualFirstGranted, int Assumed,
    double LoadingSeconds, double SolvingSeconds, double ProvingSeconds, RunPrice? Price = null);

/// <summary>What proves a run, as the JSON text that anyone may check it by.</summary>
sealed class RunProof : IInArea
{
    public required string Run { get; init; }
    public required string Area { get; init; }
    public required string Document { get; init; }
}

/// <summary>A pair that a run found or kept, with its reasons.</summary>
sealed class RunPair : IInArea
{
    public required string Run { get; init; }

    /// <summary>From 1, in the order of the organizations' ids, then the communities' (by their bytes).</summary>
    public required int Row { get; init; }
    public required string Organization { get; init; }
    public required string Community { get; init; }

    /// <summary>12-digit code of the community.</summary>
    public required string Area { get; init; }
    public required int Seat { get; init; }
    public required long DistanceDm { get; init; }

    /// <summary>Rank of the community on the organization's list, null when it is not on it.</summary>
    public required int? OrganizationRank { get; init; }
    public required int? CommunityRank { get; init; }

    /// <summary>Coded reasons (<see cref="PairReasons"/>), separated by <c>;</c>.</summary>
    public required string Why { get; init; }

    /// <summary>The pairing that stood before, null for a new pair.</summary>
    public required string? Standing { get; init; }
}

/// <summary>Two who would rather have each other (阻碍对), because by levels the seat went to an organization that would have been left out.</summary>
sealed class RunBlocking : IInArea
{
    public required string Run { get; init; }

    /// <summary>From 1, round by round, in the order of the organizations' ids, then the communities'.</summary>
    public required int Row { get; init; }
    public required int Round { get; init; }
    public required string Organization { get; init; }
    public required string Community { get; init; }

    /// <summary>12-digit code of the community.</summary>
    public required string Area { get; init; }

    /// <summary>The organization that holds the seat.</summary>
    public required string Holder { get; init; }

    /// <summary>How often it was promoted.</summary>
    public required int Level { get; init; }

    /// <summary>The engine's reason.</summary>
    public required string Reason { get; init; }
}

/// <summary>An organization with fewer communities than it wants, or a community without an organization.</summary>
sealed class RunLeft : IInArea
{
    public required string Run { get; init; }

    /// <summary>From 1: organizations first, each side in the order of its ids.</summary>
    public required int Row { get; init; }
    public required PairingSide Side { get; init; }
    public required string Subject { get; init; }
    public required string Area { get; init; }

    /// <summary>Coded reasons (<see cref="LeftReasons"/>), separated by <c>;</c>.</summary>
    public required string Reason { get; init; }
}

/// <summary>What became of a choice in a run, and why.</summary>
sealed class RunChoice : IInArea
{
    public required string Run { get; init; }

    /// <summary>From 1, in the order of who chose, then of ranks.</summary>
    public required int Row { get; init; }
    public required string Chooser { get; init; }

    /// <summary>12-digit code of the division of who chose.</summary>
    public required string Area { get; init; }
    public required string Chosen { get; init; }
    public required int Rank { get; init; }
    public required bool Granted { get; init; }

    /// <summary>The engine's reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Who holds the places in question, each with why: for those who run the campaign, not for the sides.</summary>
    public required IReadOnlyList<Precedence> CameFirst { get; init; }
}
