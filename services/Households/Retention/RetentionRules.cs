namespace Households;

/// <summary>How long what is personal is kept (保存期限): settings of the section <c>Retention</c>, each with its reason.</summary>
/// <param name="Years">
/// after a household's end: what it was given is accounted for and can be appealed until then, and one that comes back within
/// them finds its history
/// </param>
/// <param name="MistakenDays">
/// after an end for being merged, doubled or entered in error: it was never anybody's household, and a month is time to find
/// that the end was the mistake
/// </param>
/// <param name="GraceDays">after an end was recorded, however long ago it was: a day that was written wrongly can be put right</param>
/// <param name="ParkedDays">after a parked row was decided on: as long as whoever pushed it may ask why</param>
/// <param name="ReportDays">after a push has ended: as long as its report may be compared with the next year's list</param>
sealed record RetentionRules(int Years, int MistakenDays, int GraceDays, int ParkedDays, int ReportDays)
{
    public const string Ended = "ended";
    public const string Mistaken = "mistaken";
    public const string ParkedRows = "parked-rows";
    public const string Reports = "batch-reports";

    public static readonly RetentionRules Default = new(Years: 5, MistakenDays: 30, GraceDays: 30, ParkedDays: 365, ReportDays: 365);

    /// <summary>None so short that a slip of the pen in a setting would empty the database.</summary>
    public bool AreSane => Years is >= 1 and <= 100 && new[] { MistakenDays, GraceDays, ParkedDays, ReportDays }.All(days => days is >= 7 and <= 36_500);

    /// <summary>Ends of which a household is due: at the latest on this day, and recorded at the latest at this moment.</summary>
    public (DateOnly EndedOn, DateTime RecordedAt) DueBy(string rule, DateOnly today, DateTime now) =>
        (rule == Mistaken ? today.AddDays(-MistakenDays) : today.AddYears(-Years), now.AddDays(-GraceDays));

    public static string RuleOf(string endReason) => Codes.DoubtfulEnds.Contains(endReason) ? Mistaken : Ended;

    /// <summary>Whether a household that has left is due to be anonymised.</summary>
    public bool IsDue(Household household, DateOnly today, DateTime now)
    {
        if (household.Active) return false;
        var by = DueBy(RuleOf(household.EndReason!), today, now);
        return household.EndedOn <= by.EndedOn && household.RecordedAt <= by.RecordedAt;
    }
}
