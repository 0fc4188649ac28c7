using Defaults;

namespace Members;

/// <summary>
/// A household that waits for a helper (待结对) in a campaign whose first run was adopted: it came to need one, and no
/// helper has been confirmed by both sides since. A proposal alone does not end the waiting.
/// </summary>
sealed class Waiting : IInArea
{
    public const string Entered = "household-entered";
    public const string LeftOut = "left-out-by-run";
    public const string AwaitsConfirmation = "awaits-confirmation";

    public required string Campaign { get; init; }
    public required string Household { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; set; }

    /// <summary>From when it has been without a confirmed helper: the campaign's limit of days counts from here.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Why it came to need a helper: one of those above, or why its pairing ended.</summary>
    public required string Reason { get; set; }

    /// <summary>When it was last seen to have come open: those who come shortly after one another are looked after together.</summary>
    public required DateTime SeenAt { get; set; }

    /// <summary>Whether a proposal awaits confirmation.</summary>
    public bool IsProposed { get; set; }

    /// <summary>When a run was last begun or made for it, and which; null while none has since it came open.</summary>
    public DateTime? TriedAt { get; set; }
    public string? Run { get; set; }

    /// <summary>Why the last run that ended found nobody: the engine's reason.</summary>
    public string? Why { get; set; }

    /// <summary>When the alarm was raised that it has waited beyond the limit.</summary>
    public DateTime? AlarmedAt { get; private set; }

    /// <summary>A side declined the proposal, or it ended before both had confirmed.</summary>
    public void OpenAgain(string reason, DateTime now)
    {
        (IsProposed, Reason, SeenAt) = (false, reason, now);
        (TriedAt, Run, Why) = (null, null, null);
    }

    /// <summary>
    /// What its run found: the reason for nobody, or null where somebody was found and may have gone meanwhile. While a run
    /// is under way, the reason of the one before holds.
    /// </summary>
    public void Hear(string? why, bool proposed, DateTime now)
    {
        (Why, IsProposed) = (why, proposed);
        if (why is null) (TriedAt, SeenAt) = (null, now);
    }

    /// <summary>True once, when it has waited beyond the limit.</summary>
    public bool RaisesAlarm(TimeSpan limit, DateTime now)
    {
        if (AlarmedAt is not null || now - Since < limit) return false;
        AlarmedAt = now;
        return true;
    }

    /// <summary>Why it has no helper yet.</summary>
    public string WhyStill => IsProposed ? AwaitsConfirmation : Why ?? Reason;
}
