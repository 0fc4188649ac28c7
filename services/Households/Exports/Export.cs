using Defaults;

namespace Households;

/// <summary>
/// A list of households with personal values that somebody wants to take away (导出): asked for with its purpose, approved by
/// another person, made by a worker, fetched by who asked, and gone when its time is over. The row stays and says so; its words go a year later.
/// </summary>
sealed class Export : Run, IInArea, IVersioned
{
    public const int MostHouseholds = 100_000;
    public const int MostDownloads = 5;

    /// <summary>Days for which it waits for a decision.</summary>
    public const int MostDaysOpen = 14;

    /// <summary>A change is dated before it is committed, and by another machine's clock: so much later an export may have read what was before it.</summary>
    public static readonly TimeSpan Unsure = TimeSpan.FromHours(1);

    /// <summary>Significant prefix of the division whose households are in it.</summary>
    public required string Area { get; init; }

    /// <summary>A code of <see cref="ExportPurpose"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Names of <see cref="ExportField"/>, in the order in which they were asked for.</summary>
    public required string[] Fields { get; init; }

    /// <summary>Only those in the database, only those who left it, or both.</summary>
    public bool? Active { get; init; }

    public string? Category { get; init; }
    public string? Need { get; init; }

    /// <summary>Sealed in the store.</summary>
    public required string Reason { get; init; }

    /// <summary>The account that asked, and alone fetches it; never a name.</summary>
    public required string AskedBy { get; init; }

    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was decided so; sealed in the store.</summary>
    public string? Answer { get; private set; }

    public int Households { get; private set; }
    public int Rows { get; private set; }
    public int Downloads { get; private set; }

    /// <summary>When its file goes; null until it is made.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>Why there is no file, or none any more: <c>export-has-lapsed</c>, <c>export-has-expired</c>, <c>household-was-anonymised</c> or <c>contact-not-withdrawn</c>.</summary>
    public string? Gone { get; private set; }

    /// <summary>When the words went in which it was asked for and decided on: they may name somebody. Null while they are kept.</summary>
    public DateTime? WordsGoneAt { get; private set; }

    public long Version { get; private set; }

    public bool IsPartOfIt(Household household) =>
        household.AnonymisedAt is null && (Category is null || household.HeldCodes.Contains(Category)) && (Need is null || household.Needs.Contains(Need));

    /// <summary>asked, refused, queued, running, failed, ready or gone.</summary>
    public string Stage => (State, Gone) switch
    {
        (_, not null) => "gone",
        (RunState.Open, _) => "asked",
        (RunState.Cancelled, _) => "refused",
        (RunState.Done, _) => "ready",
        _ => Wire.NameOf(State),
    };

    public static Export Ask(string id, ExportInput input, string area, Caller caller, DateTime now)
    {
        var export = new Export
        {
            Id = id, QueuedAt = now, Area = area, Purpose = input.Purpose, Fields = [.. input.Fields], Active = input.Active, Category = input.Category, Need = input.Need,
            Reason = input.Reason.Trim(), AskedBy = caller.Subject,
        };
        export.HoldOpen();
        return export;
    }

    /// <exception cref="RefusedException">rules <c>export-waits-for-a-decision</c>, <c>asker-does-not-decide</c></exception>
    public void CheckDecision(string by)
    {
        Refused.Unless(State == RunState.Open, "export-waits-for-a-decision");
        Refused.Unless(by != AskedBy, "asker-does-not-decide");
    }

    /// <summary>It is made, and can be fetched until then.</summary>
    public void Make(int households, int rows, DateTime expiresAt) => (Households, Rows, ExpiresAt) = (households, rows, expiresAt);

    /// <summary>The rule by which somebody cannot fetch it now, null when it can be.</summary>
    public string? Hinders(string by, DateTime now) =>
        by != AskedBy ? "asker-fetches"
        : Gone is not null ? Gone
        : State != RunState.Done ? "export-is-ready"
        : ExpiresAt <= now ? "export-has-expired"
        : Downloads >= MostDownloads ? "downloads-within-limit"
        : null;
}
