namespace Matching;

/// <summary>Why two were paired.</summary>
/// <param name="DistanceMetres">Rounded down.</param>
/// <param name="ProposersRank">The rank that the proposer gave the acceptor, or null.</param>
/// <param name="AcceptorsRank">The rank that the acceptor gave the proposer, or null.</param>
/// <param name="Met">Needs that the acceptor has a skill for, by name.</param>
/// <param name="Missed">Needs that it has none for, by name.</param>
/// <param name="Reason">One of <see cref="PairReasons"/>.</param>
public sealed record PairExplanation(
    Pair Pair,
    long DistanceMetres,
    int? ProposersRank,
    int? AcceptorsRank,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> Missed,
    bool SameGroup,
    string Reason);

/// <summary>What brought a pair about; the first that applies.</summary>
public static class PairReasons
{
    /// <summary>It stood before, and was kept.</summary>
    public const string StandingPair = "standing-pair";

    public const string MutualFirstChoice = "mutual-first-choice";

    public const string MutualChoice = "mutual-choice";

    public const string ProposersChoice = "proposers-choice";

    public const string AcceptorsChoice = "acceptors-choice";

    /// <summary>The acceptor's organization is paired with the proposer's community.</summary>
    public const string SameGroup = "same-group";

    /// <summary>The acceptor has a skill for every need.</summary>
    public const string NeedsMet = "needs-met";

    /// <summary>Of the seats that would have this proposer, the least far, all weighed.</summary>
    public const string NearestLeft = "nearest-left";
}
