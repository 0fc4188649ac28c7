using Defaults;

namespace Households;

/// <summary>
/// That a household is to be anonymised before its time, or has been (匿名化). Holds ids and moments only.
/// </summary>
sealed class Anonymisation : IInArea
{
    /// <summary>What was asked so many days ago is asked anew.</summary>
    const int DaysAsked = 30;

    public required string Household { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; set; }

    /// <summary>Who asked for it before its time, and when; null where nobody did.</summary>
    public string? AskedBy { get; private set; }

    public DateTime? AskedAt { get; private set; }
    public DateTime? DoneAt { get; private set; }

    /// <summary>When the reports of pushes held nothing of it any more.</summary>
    public DateTime? ReportsAt { get; private set; }

    public void Ask(string by, DateTime now) => (AskedBy, AskedAt) = (by, now);

    public void Do(DateTime now) => DoneAt = now;

    /// <summary>Whether it was asked not long ago, of the household as it has stood since.</summary>
    /// <param name="changedAt">when the household's state was recorded</param>
    public bool IsAsked(DateTime changedAt, DateTime now) => AskedAt is { } at && at >= changedAt && at > now.AddDays(-DaysAsked);
}
