using Contracts;
using Defaults;

namespace Members;

/// <summary>A run as it is shown.</summary>
/// <param name="Area">significant prefix of the division that it pairs</param>
/// <param name="Progress">percent</param>
/// <param name="Attempts">how often a worker took it, to work on it or else to adopt it: more than once after a crash, or while a neighbour was away</param>
/// <param name="Fault">name of the rule that made it fail, or by which it was not adopted and is done as before; its words are in <paramref name="Message"/></param>
/// <param name="CancelledBy">the account or client that cancelled it</param>
/// <param name="Rules">all rules that it goes by</param>
/// <param name="By"><c>district</c> where each district is paired by itself, null for one market</param>
/// <param name="Locked">false for a re-pairing</param>
/// <param name="Replacement">started by the service itself, for those who have come to need a helper</param>
/// <param name="Parted">pairings that stand and that adopting it would end; null until it is done</param>
/// <param name="Adoption">what came of it; null until it is adopted</param>
sealed record RunView(
    string Id, string Campaign, string Area, RunState State, int Progress, int Attempts, string? Fault, string? Message,
    DateTime QueuedAt, DateTime? StartedAt, DateTime? FinishedAt, DateTime? AdoptedAt, string? CancelledBy,
    PairingRules? Rules, bool Locked, string? By, bool Replacement, int? Parted, FiguresView? Figures, Adoption? Adoption)
{
    public static RunView Of(PairingRun it) => new(
        it.Id, it.Campaign, it.Area, it.State, it.Progress, it.Attempts, it.Fault, it.Fault is null ? null : Texts.Of(it.Fault),
        it.QueuedAt, it.StartedAt, it.FinishedAt, it.AdoptedAt, it.CancelledBy, it.Rules, !it.MayPart, it.ByDistrict ? "district" : null, it.Replacement, it.Figures?.Price?.Parted,
        it.Figures is { } figures ? FiguresView.Of(figures) : null, it.Adoption);
}

/// <summary>Figures of a run; distances in metres.</summary>
sealed record FiguresView(
    int Households, int Members, long Seats, int Paired, int Standing, int SecondPlaces, int LeftOut, IReadOnlyDictionary<string, int> LeftOutReasons, int Idle,
    double MeanDistanceM, double P99DistanceM, int ChoicesMade, int ChoicesGranted, int MutualFirst, int MutualFirstGranted,
    int Assumed, double LoadingSeconds, double SolvingSeconds, double ProvingSeconds)
{
    public static FiguresView Of(RunFigures it) => new(
        it.Households, it.Members, it.Seats, it.Paired, it.Standing, it.SecondPlaces, it.LeftOut, it.LeftOutReasons, it.Idle,
        it.MeanDistanceDm / 10.0, it.P99DistanceDm / 10.0, it.ChoicesMade, it.ChoicesGranted, it.MutualFirst, it.MutualFirstGranted,
        it.Assumed, it.LoadingMs / 1000.0, it.SolvingMs / 1000.0, it.ProvingMs / 1000.0);
}

/// <summary>A pair of a run as it is shown; the distance in metres.</summary>
/// <param name="HouseholdRank">rank of the member on the household's list, null when it is not on it</param>
/// <param name="Why">in words; <paramref name="Reasons"/> are the codes</param>
/// <param name="Standing">the pairing that stood before, null for a new pair</param>
sealed record PairView(
    string Household, string Member, string Organization, string Area, int Seat, int Stage, double DistanceM, int? HouseholdRank, int? MemberRank,
    IReadOnlyList<string> Met, IReadOnlyList<string> Missed, string Why, IReadOnlyList<string> Reasons, string? Standing)
{
    public const string Header = "household,member,seat,stage,distance_m,household_rank,member_rank,met,missed,why";

    public static PairView Of(RunPair it) => new(
        it.Household, it.Member, it.Organization, it.Area, it.Seat, it.Stage, it.DistanceDm / 10.0, it.HouseholdRank, it.MemberRank,
        it.Met, it.Missed, Words(it), it.Why, it.Standing);

    public static string Line(RunPair it) => CsvCell.Line(
        it.Household, it.Member, $"{it.Seat}", $"{it.Stage}", Metres.Of(it.DistanceDm), $"{it.HouseholdRank}", $"{it.MemberRank}",
        string.Join(';', it.Met), string.Join(';', it.Missed), Words(it));

    static string Words(RunPair it) => ReasonCodes.Words(PairReasons.Prefix, it.Why);
}

/// <summary>One who was left out or idle, as it is shown.</summary>
/// <param name="Reason">in words; <paramref name="Reasons"/> are the codes</param>
sealed record LeftView(MarketSide Side, string Id, string Area, string Reason, IReadOnlyList<string> Reasons)
{
    public const string Header = "side,id,reason";

    public static LeftView Of(RunLeft it) => new(it.Side, it.Subject, it.Area, Words(it), [it.Reason]);

    public static string Line(RunLeft it) => CsvCell.Line(Wire.NameOf(it.Side), it.Subject, Words(it));

    static string Words(RunLeft it) => ReasonCodes.Words(LeftReasons.Prefix, it.Reason);
}

/// <param name="Side">of the one who chose</param>
/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
/// <param name="CameFirst">who holds the places in question, each with why</param>
sealed record ChoiceFateView(MarketSide Side, string From, string To, int Rank, bool Granted, string Why, string Reason, IReadOnlyList<CameFirstView> CameFirst)
{
    public const string Header = "side,from,to,rank,granted,why,came_first";

    public static ChoiceFateView Of(RunChoice it) => new(
        it.Side, it.Chooser, it.Chosen, it.Rank, it.Granted, ReasonCodes.Words(ChoiceWords.Fate, it.Reason), it.Reason,
        [.. it.CameFirst.Select(first => new CameFirstView(first.Holder, ReasonCodes.Words(ChoiceWords.First, first.Why), first.Why))]);

    public static string Line(RunChoice it)
    {
        var view = Of(it);
        return CsvCell.Line(
            Wire.NameOf(view.Side), view.From, view.To, $"{view.Rank}", view.Granted ? "true" : "false", view.Why,
            string.Join("; ", view.CameFirst.Select(first => $"{first.Id}: {first.Why}")));
    }
}

/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
sealed record CameFirstView(string Id, string Why, string Reason);

/// <summary>A pairing that adopting the run would end, as it is shown.</summary>
sealed record PartingView(string Pairing, string Household, string Member, int Stage)
{
    public const string Header = "pairing,household,member,stage";

    public static PartingView Of(RunParting it) => new(it.Pairing, it.Household, it.Member, it.Stage);

    public static string Line(RunParting it) => CsvCell.Line(it.Pairing, it.Household, it.Member, $"{it.Stage}");
}

/// <summary>Two who would rather have each other, as it is shown.</summary>
/// <param name="Holder">the household that holds the seat, and would have been left out without it</param>
/// <param name="Level">how often it was promoted</param>
/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
sealed record BlockingView(string Household, string Member, int Seat, string Holder, int Level, string Why, string Reason)
{
    public const string Header = "household,member,seat,holder,level,why";

    public static BlockingView Of(RunBlocking it) => new(
        it.Household, it.Member, it.Seat, it.Holder, it.Level, ReasonCodes.Words(BlockingReasons.Prefix, it.Reason), it.Reason);

    public static string Line(RunBlocking it) => CsvCell.Line(it.Household, it.Member, $"{it.Seat}", it.Holder, $"{it.Level}", ReasonCodes.Words(BlockingReasons.Prefix, it.Reason));
}
