using Defaults;

namespace Households;

/// <summary>
/// A row of a push. Whether it says what was said before is known without reading it; it is read, and its rules are looked at,
/// when it says something else.
/// </summary>
/// <param name="Id">the household's, empty where it has none of an id's form</param>
/// <param name="AsOf">the day for which it speaks, null where that is to be found out by reading it</param>
/// <param name="Said">a keyed hash of all but the day; null where it cannot be read at all</param>
/// <param name="Everyone">whether it speaks of everyone of the household, or of its head only</param>
/// <param name="Read">what it says by the coded lists, or why it cannot be taken; for any thread</param>
sealed record PushedRow(int Line, string Id, DateOnly? AsOf, string? Said, bool Everyone, Func<CodeLists, ReadRow> Read)
{
    public static PushedRow Broken(int line, string id, IReadOnlyList<RowNote> notes) => new(line, id, null, null, false, _ => new ReadRow(null, notes));
}

/// <param name="Entry">null where a rule is broken</param>
/// <param name="Notes">what is wrong with it</param>
sealed record ReadRow(HouseholdEntry? Entry, IReadOnlyList<RowNote> Notes);
