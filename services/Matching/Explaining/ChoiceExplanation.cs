namespace Matching;

/// <summary>Whether a choice was granted, and if not, why.</summary>
/// <param name="Reason">One of <see cref="ChoiceReasonCodes"/>.</param>
/// <param name="CameFirst">Who holds the place in question, each with why. The ids are not for everyone's eyes; the whys are.</param>
public sealed record ChoiceExplanation(string From, string To, int Rank, bool Granted, string Reason, IReadOnlyList<Precedence> CameFirst);

/// <summary>One who came first.</summary>
/// <param name="Why">One of <see cref="PrecedenceReasons"/>.</param>
public sealed record Precedence(string Holder, string Why);

/// <summary>How far choices were granted.</summary>
/// <param name="Proposers">Proposers who gave a list.</param>
/// <param name="ProposersGranted">Of them, those who have a first helper from it.</param>
/// <param name="ProposersFirstGranted">Of them, those who have the first of it.</param>
/// <param name="Acceptors">Acceptors who gave a list.</param>
/// <param name="AcceptorsGranted">Of them, those who hold somebody from it, in either stage.</param>
/// <param name="MutualFirst">Pairs that are each other's first choice and may be made.</param>
/// <param name="MutualFirstGranted">Of them, those that were; all, unless distance alone counted or levels made some give way.</param>
public sealed record ChoiceTotals(
    int Proposers,
    int ProposersGranted,
    int ProposersFirstGranted,
    int Acceptors,
    int AcceptorsGranted,
    int MutualFirst,
    int MutualFirstGranted);

/// <summary>What became of a choice.</summary>
public static class ChoiceReasonCodes
{
    public const string Granted = "granted";

    /// <summary>The two are paired, as a second place.</summary>
    public const string GrantedAsSecondPlace = "granted-as-second-place";

    /// <summary>The pair may not be made: a conflict of interest, or refused before.</summary>
    public const string Excluded = "excluded";

    public const string BeyondRadius = "beyond-radius";

    /// <summary>The one who chose keeps a standing pair.</summary>
    public const string KeepsStandingPair = "keeps-standing-pair";

    /// <summary>The one chosen keeps a standing pair.</summary>
    public const string ChosenKeepsStandingPair = "chosen-keeps-standing-pair";

    /// <summary>The one who chose has somebody it ranked higher.</summary>
    public const string BetterChoiceGranted = "better-choice-granted";

    /// <summary>The run made the total distance least; preferences did not count.</summary>
    public const string LeastDistance = "least-distance";

    /// <summary>All seats in question hold someone whom their owner prefers.</summary>
    public const string SeatsHoldPreferred = "seats-hold-preferred";

    /// <summary>The one chosen has a place that it prefers.</summary>
    public const string ChosenPrefersItsPlace = "chosen-prefers-its-place";

    /// <summary>The two would rather have each other, and gave way to one who would have been left out.</summary>
    public const string SeatWentToOneLeftOut = Reasons.GaveWay;
}

/// <summary>Why somebody came before another: by choice, or by what weighed most in the costs.</summary>
public static class PrecedenceReasons
{
    public const string StandingPair = "standing-pair";

    public const string RankedHigher = "ranked-higher";

    public const string Nearer = "nearer";

    public const string FitsBetter = "fits-better";

    public const string Needier = "needier";

    public const string SameGroup = "same-group";

    public const string LessLoaded = "less-loaded";

    /// <summary>Equal in all that is weighed; the smaller id decides.</summary>
    public const string SmallerId = "smaller-id";

    /// <summary>By no preference: it was promoted, since it would have been left out.</summary>
    public const string LeftOutOtherwise = Reasons.GaveWay;
}
