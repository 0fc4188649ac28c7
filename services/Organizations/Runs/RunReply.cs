using Contracts;
using System.Globalization;
using Defaults;

namespace Organizations;

/// <param name="State">queued, running, done, failed, adopting, adopted or cancelled</param>
/// <param name="Progress">percent</param>
/// <param name="Fault">the rule that made it fail, or by which it was not adopted and is done as before</param>
/// <param name="Message">the rule's words</param>
/// <param name="CancelledBy">the account or client that cancelled it</param>
/// <param name="Rules">all rules that it goes by</param>
/// <param name="Figures">null until it is done</param>
/// <param name="Adoption">what came of it; null until it is adopted</param>
sealed record RunReply(
    string Id, string Campaign, string Wave, RunState State, int Progress, string? Fault, string? Message, DateTime QueuedAt, DateTime? StartedAt,
    DateTime? FinishedAt, DateTime? AdoptedAt, string? CancelledBy, PairingRules? Rules, RunFigures? Figures, Adoption? Adoption)
{
    public static RunReply Of(PairingRun run) => new(
        run.Id, run.Campaign, run.Wave, run.State, run.Progress, run.Fault, run.Fault is { } rule ? Texts.Of(rule) : null, run.QueuedAt,
        run.StartedAt, run.FinishedAt, run.AdoptedAt, run.CancelledBy, run.Rules, run.Figures, run.Adoption);
}

/// <param name="OrganizationRank">rank of the community on the organization's list, null when it is not on it</param>
/// <param name="Why">in words; <paramref name="Reasons"/> are the codes</param>
/// <param name="Standing">the pairing that stood before, null for a new pair</param>
sealed record RunPairReply(
    string Organization, string Community, int Seat, double DistanceM, int? OrganizationRank, int? CommunityRank, string Why,
    IReadOnlyList<string> Reasons, string? Standing)
{
    public const string Header = "organization,community,seat,distance_m,organization_rank,community_rank,why";

    public static RunPairReply Of(RunPair pair) => new(
        pair.Organization, pair.Community, pair.Seat, pair.DistanceDm / 10.0, pair.OrganizationRank, pair.CommunityRank, Words(pair),
        pair.Why.Split(ReasonCodes.Separator), pair.Standing);

    public static string Line(RunPair pair) => CsvCell.Line(
        pair.Organization, pair.Community, Number(pair.Seat), Metres.Of(pair.DistanceDm), Number(pair.OrganizationRank), Number(pair.CommunityRank), Words(pair));

    static string Words(RunPair pair) => ReasonCodes.Words(PairReasons.Prefix, pair.Why);

    static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Side">organization: it has fewer communities than it wants; community: it has no organization</param>
sealed record RunLeftReply(PairingSide Side, string Id, string Reason, IReadOnlyList<string> Reasons)
{
    public const string Header = "side,id,reason";

    public static RunLeftReply Of(RunLeft left) =>
        new(left.Side, left.Subject, ReasonCodes.Words(LeftReasons.Prefix, left.Reason), left.Reason.Split(ReasonCodes.Separator));

    public static string Line(RunLeft left) =>
        CsvCell.Line(Wire.NameOf(left.Side), left.Subject, ReasonCodes.Words(LeftReasons.Prefix, left.Reason));
}

/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
/// <param name="CameFirst">who holds the places in question, each with why</param>
sealed record RunChoiceReply(
    string From, string To, int Rank, bool Granted, string Why, string Reason, IReadOnlyList<CameFirstReply> CameFirst)
{
    public const string Header = "from,to,rank,granted,why,came_first";

    public static RunChoiceReply Of(RunChoice it) => new(
        it.Chooser, it.Chosen, it.Rank, it.Granted, ReasonCodes.Words(ChoiceWords.Fate, it.Reason), it.Reason,
        [.. it.CameFirst.Select(first => new CameFirstReply(first.Holder, ReasonCodes.Words(ChoiceWords.First, first.Why), first.Why))]);

    public static string Line(RunChoice it)
    {
        var reply = Of(it);
        return CsvCell.Line(
            reply.From, reply.To, reply.Rank.ToString(CultureInfo.InvariantCulture), reply.Granted ? "true" : "false", reply.Why,
            string.Join("; ", reply.CameFirst.Select(first => $"{first.Id}: {first.Why}")));
    }
}

/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
sealed record CameFirstReply(string Id, string Why, string Reason);

/// <param name="Holder">the organization that holds the seat, and would have been left out without it</param>
/// <param name="Level">how often it was promoted</param>
/// <param name="Why">in words; <paramref name="Reason"/> is the code</param>
sealed record RunBlockingReply(int Round, string Organization, string Community, string Holder, int Level, string Why, string Reason)
{
    public const string Header = "round,organization,community,holder,level,why";

    const string prefix = "organization-blocking-";

    public static RunBlockingReply Of(RunBlocking it) => new(
        it.Round, it.Organization, it.Community, it.Holder, it.Level, ReasonCodes.Words(prefix, it.Reason), it.Reason);

    public static string Line(RunBlocking it) => CsvCell.Line(
        $"{it.Round}", it.Organization, it.Community, it.Holder, $"{it.Level}", ReasonCodes.Words(prefix, it.Reason));
}
