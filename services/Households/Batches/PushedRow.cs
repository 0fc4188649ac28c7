namespace Households;

/// <summary>A row of a push as it was read: what it says, or why it cannot be taken.</summary>
/// <param name="Entry">null where a rule is broken</param>
/// <param name="Everyone">whether it speaks of everyone of the household, or of its head only</param>
sealed record PushedRow(int Line, string Id, HouseholdEntry? Entry, bool Everyone, IReadOnlyList<RowNote> Notes)
{
    public static PushedRow Broken(int line, string id, IReadOnlyList<RowNote> notes) => new(line, id, null, false, notes);

    public RowReport Report(RowOutcome outcome, params RowNote[] more) => new(Line, Id, outcome, [.. Notes, .. more]);
}
