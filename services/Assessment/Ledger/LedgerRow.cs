using Defaults;

namespace Assessment;

/// <summary>
/// One line of the ledger (台账): a fact as it was told, or that part of it which lies in one district. Appended and never
/// changed: the program has no way to, and the store refuses it to everybody else.
/// </summary>
sealed class LedgerRow : IInArea
{
    /// <summary>1, 2, 3 … in the order of recording, without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>Id of the delivery that told the fact.</summary>
    public required Guid Message { get; init; }

    /// <summary>0-based part of the fact; all but those of a packet over several districts have one.</summary>
    public required int Part { get; init; }

    /// <summary>The service that told it: <c>households</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The fact's name: <c>HouseholdsChanged</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Code of the narrowest division that all its subjects lie in: whoever's area covers it sees the row.</summary>
    public required string Area { get; init; }

    /// <summary>How many things it tells of.</summary>
    public required int Subjects { get; init; }

    /// <summary>The fact as JSON.</summary>
    public required string Body { get; init; }
    public required DateTime RecordedAt { get; init; }
}
