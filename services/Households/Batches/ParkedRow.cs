using Defaults;

namespace Households;

/// <summary>A row of a push that somebody has to look at before it takes effect (待核): it may be a household that is known under another id.</summary>
sealed class ParkedRow : IInArea, IVersioned
{
    public required string Id { get; init; }
    public required string Batch { get; init; }
    public required int Line { get; init; }
    public required string Household { get; init; }

    /// <summary>12-digit code of the community that the row names.</summary>
    public required string Area { get; init; }

    /// <summary>Why it waits: <c>id-number-stands-once</c>, <c>end-is-looked-at</c>, <c>undoes-correction</c>, <c>undoes-merge</c> or <c>household-was-merged</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Households that hold what it says too, in order; first the one that its own was merged into.</summary>
    public required string[] Others { get; init; }

    /// <summary>The row as it was read, sealed.</summary>
    public required string Entry { get; init; }

    /// <summary>The keyed hash of what it says: said again after it was left, it is not asked again.</summary>
    public required string Said { get; init; }

    /// <summary>Whether the row speaks of everyone of the household.</summary>
    public required bool Everyone { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Taken or left, null while it waits.</summary>
    public bool? Accepted { get; private set; }

    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? Reason { get; private set; }
    public long Version { get; private set; }

    /// <exception cref="RefusedException">rule <c>row-is-waiting</c></exception>
    public void Decide(bool accept, string reason, string by, DateTime now)
    {
        Refused.Unless(Accepted is null, "row-is-waiting");
        (Accepted, Reason, DecidedBy, DecidedAt) = (accept, reason, by, now);
    }
}
