using Defaults;

namespace Members;

/// <summary>
/// The last look at all households of a campaign. Since it began, whatever changes is written down (<see cref="Unseen"/>),
/// and only that need be looked at until the next.
/// </summary>
sealed class Look : IInternal
{
    public required string Campaign { get; init; }

    /// <summary>Counts those begun: one that went by something else does not count any more when it comes to its end.</summary>
    public long Number { get; private set; }

    /// <summary>When it began; null until it has come to its end.</summary>
    public DateTime? At { get; private set; }

    /// <summary>The version of the campaign that it went by: its area and its limit.</summary>
    public long Version { get; private set; }

    /// <summary>How many runs had been adopted (<see cref="FindAdopted"/>): the pairs of one are too many to be written down one by one.</summary>
    public int Adoptions { get; private set; }

    public void Begin(long version, int adoptions) => (Number, At, Version, Adoptions) = (Number + 1, null, version, adoptions);

    /// <summary>One that goes by the same has begun, and has not come to its end.</summary>
    public bool IsUnderWay(long version, int adoptions) => Number > 0 && At is null && Version == version && Adoptions == adoptions;

    /// <summary>Whether all that came since is written down, so that not all need be looked at again yet.</summary>
    /// <param name="every">so long after a look at all another is made, whatever was written down; either way, should the clock be set back</param>
    public bool Holds(long version, int adoptions, TimeSpan every, DateTime now) =>
        At is { } at && Version == version && Adoptions == adoptions && (now - at).Duration() < every;
}
