using Defaults;

namespace Households;

/// <summary>How far a push has come, and what became of its rows.</summary>
/// <param name="State">open, queued, running, done, failed or cancelled; adopting and adopted where those missing are ended by a second person</param>
/// <param name="Progress">percent of its rows</param>
/// <param name="Parts">0 while it is open</param>
/// <param name="Missing">households of the area that a full push does not name, of <paramref name="Present"/>; null until it has been read</param>
/// <param name="Ended">how many of these were taken out of the database</param>
/// <param name="Ending">none, going, waiting (for a second person), kept, replaced (by a newer full push) or done</param>
/// <param name="Fault">rule by which it failed</param>
sealed record BatchView(
    string Id, string Source, string Number, string Area, BatchMode Mode, BatchForm Form, DateOnly AsOf, bool AllOrNothing, RunState State, int Progress,
    int Parts, long Bytes, int Rows, int Added, int Changed, int Unchanged, int Rejected, int Parked, int? Missing, int? Present, int Ended,
    BatchEnding Ending, string? DecidedBy, string? Fault, DateTime QueuedAt, DateTime? StartedAt, DateTime? FinishedAt)
{
    public static BatchView Of(Batch it) => new(
        it.Id, it.Source, it.Number, it.Area, it.Mode, it.Form, it.AsOf, it.AllOrNothing, it.State, it.Progress, it.Parts, it.Bytes, it.Rows, it.Added,
        it.Changed, it.Unchanged, it.Rejected, it.Parked, it.Missing, it.Present, it.Ended, it.Ending, it.DecidedBy, it.Fault, it.QueuedAt, it.StartedAt,
        it.FinishedAt);
}

/// <param name="Parts">how many parts there are</param>
sealed record CompleteInput(int Parts);

/// <param name="Reason">why, one line</param>
sealed record DecisionInput(string Reason);

/// <summary>A row that somebody has to look at; nothing personal.</summary>
/// <param name="Others">households of the caller's area that hold what it says too</param>
/// <param name="Elsewhere">how many others do, of areas that are not the caller's to see</param>
sealed record ParkedView(
    string Id, string Batch, int Line, string Household, string Area, string Rule, string Message, IReadOnlyList<string> Others, int Elsewhere, DateTime At,
    bool? Accepted, string? Reason)
{
    public static ParkedView Of(ParkedRow it, HashSet<string> seen) => new(
        it.Id, it.Batch, it.Line, it.Household, it.Area, it.Rule, Texts.Of(it.Rule), [.. it.Others.Where(seen.Contains)], it.Others.Count(id => !seen.Contains(id)),
        it.At, it.Accepted, it.Reason);
}
