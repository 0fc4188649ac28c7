using Defaults;

namespace Households;

/// <param name="Source">who pushes, a name of the source's own, of the form of <see cref="IdForm"/>; one for each system that pushes</param>
/// <param name="Number">the source's number for this push, of the same form; never used for another content</param>
/// <param name="Mode">changes, or full: whoever is not named has left the database</param>
/// <param name="AsOf">the day for which it speaks</param>
/// <param name="AllOrNothing">one bad row, and nothing is taken; with changes of at most 50,000 rows</param>
/// <param name="Form">csv or ndjson</param>
sealed record BatchInput(
    string Source, string Number, BatchMode Mode, DateOnly AsOf, bool AllOrNothing = false, BatchForm Form = BatchForm.Csv)
{
    /// <exception cref="InvalidException">rule <c>code-is-known</c></exception>
    public static BatchMode ModeOf(string mode) => mode switch
    {
        "changes" => BatchMode.Changes,
        "full" => BatchMode.Full,
        _ => throw new InvalidException("mode", "code-is-known"),
    };

    /// <exception cref="InvalidException">with every fault</exception>
    public void Check(DateOnly today)
    {
        var faults = new Faults("");
        if (!IdForm.IsKept(Source)) faults.Add(0, "source", "id-form");
        if (!IdForm.IsKept(Number)) faults.Add(0, "number", "id-form");
        EntryRules.Date(AsOf, rule => faults.Add(0, "asOf", rule));
        if (AsOf > today) faults.Add(0, "asOf", "as-of-not-in-future");
        if (AllOrNothing && Mode == BatchMode.Full) faults.Add(0, "allOrNothing", "all-or-nothing-is-of-changes");
        faults.ThrowIfAny();
    }
}
