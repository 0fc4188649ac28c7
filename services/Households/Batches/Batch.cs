using Defaults;

namespace Households;

/// <summary>
/// A push (数据推送) of households by a source, such as the civil affairs bureau's own system: handed in by parts, then worked
/// on stretch by stretch, each saved together with how far it has come. Known by area, source and number; those of one source
/// go one after another.
/// </summary>
sealed class Batch : Run, IInArea
{
    /// <summary>Significant prefix of the division that the source answers for; nothing outside of it is taken.</summary>
    public required string Area { get; init; }

    public required string Source { get; init; }

    /// <summary>The source's own number for it.</summary>
    public required string Number { get; init; }

    public required BatchMode Mode { get; init; }
    public required BatchForm Form { get; init; }

    /// <summary>The day for which it speaks; of what a row says its own day decides.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>One bad row, and nothing of it is taken.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>The account or client that pushes it; never a name.</summary>
    public required string PushedBy { get; init; }

    /// <summary>Parts in all, 0 while it is open.</summary>
    public int Parts { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Rows looked at, and what became of them; their sum.</summary>
    public int Rows { get; private set; }

    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }
    public int Parked { get; private set; }

    /// <summary>Households of the area that a full push does not name, and those that were in the database then; null until it has been read.</summary>
    public int? Missing { get; private set; }

    public int? Present { get; private set; }

    /// <summary>Of those missing, how many were ended.</summary>
    public int Ended { get; private set; }

    public BatchEnding Ending { get; private set; }

    /// <summary>Who had those missing ended, or kept; never a name.</summary>
    public string? DecidedBy { get; private set; }

    /// <summary>The source's line: who is before it there goes first.</summary>
    public string Line { get; private set; } = "";

    public static Batch Open(string id, BatchInput input, Caller caller, DateTime now)
    {
        var batch = new Batch
        {
            Id = id, QueuedAt = now, Area = caller.Area, Source = input.Source, Number = input.Number, Mode = input.Mode, Form = input.Form,
            AsOf = input.AsOf, AllOrNothing = input.AllOrNothing, PushedBy = caller.Subject, Line = $"{caller.Area}/{input.Source}",
        };
        batch.HoldOpen();
        return batch;
    }

    /// <summary>Whether somebody who opens it again means the same.</summary>
    public bool Is(BatchInput input) =>
        (Mode, Form, AsOf, AllOrNothing) == (input.Mode, input.Form, input.AsOf, input.AllOrNothing);

    /// <summary>What a stretch did, saved with its effects.</summary>
    public void Count(StretchCounts stretch)
    {
        Rows += stretch.Rows;
        Added += stretch.Added;
        Changed += stretch.Changed;
        Unchanged += stretch.Unchanged;
        Rejected += stretch.Rejected;
        Parked += stretch.Parked;
        GetFurther();
    }

    /// <summary>How many a full push leaves out, of how many.</summary>
    /// <param name="mostShare">percent that may be ended without a second person</param>
    /// <param name="sure">whether every row's id could be read</param>
    public void FindMissing(int missing, int present, int mostShare, bool sure)
    {
        (Missing, Present) = (missing, present);
        Ending = missing == 0 ? BatchEnding.None : !sure || 100L * missing > (long)mostShare * present ? BatchEnding.Waiting : BatchEnding.Going;
    }

    public void CountEnded(int ended, bool last)
    {
        Ended += ended;
        if (last) Ending = BatchEnding.Done;
        GetFurther();
    }

    /// <summary>Keeps those in the database that it left out.</summary>
    public void KeepMissing(string by)
    {
        CheckDecision(by);
        (Ending, DecidedBy) = (BatchEnding.Kept, by);
    }

    public void EndMissing(string by)
    {
        CheckDecision(by);
        DecidedBy = by;
    }

    /// <summary>Who pushes does not decide.</summary>
    void CheckDecision(string by)
    {
        Refused.Unless(Ending == BatchEnding.Waiting && State == RunState.Done, "ends-are-waiting");
        Refused.Unless(by != PushedBy, "second-person-decides");
    }
}

/// <summary>What it means that a household is not named.</summary>
enum BatchMode
{
    /// <summary>Nothing.</summary>
    Changes,

    /// <summary>It has left the database.</summary>
    Full,
}

enum BatchForm
{
    Csv,
    Ndjson,
}

/// <summary>What becomes of those whom a full push leaves out.</summary>
enum BatchEnding
{
    None,
    Going,

    /// <summary>They are so many that a second person decides.</summary>
    Waiting,
    Kept,

    /// <summary>A newer full push of the source says who is missing.</summary>
    Replaced,
    Done,
}
