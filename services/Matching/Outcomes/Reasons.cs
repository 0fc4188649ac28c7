namespace Matching;

/// <summary>Why a proposer has no first place.</summary>
public static class Reasons
{
    /// <summary>There is no seat, or standing pairs keep all of them.</summary>
    public const string NoSeats = "no-seats";

    /// <summary>No open seat lies within the radius.</summary>
    public const string NoSeatWithinRadius = "no-seat-within-radius";

    /// <summary>There are open seats within reach, and all of their owners are excluded for this proposer.</summary>
    public const string Excluded = "excluded";

    /// <summary>Every seat that is permitted holds someone whom its owner prefers.</summary>
    public const string AllSeatsPreferOthers = "all-seats-prefer-others";

    /// <summary>
    /// Of a blocking pair: the seat went to one who was promoted, since it would have had none. Of one left out: it is in
    /// such a pair, with one at least of the acceptors that it may have.
    /// </summary>
    public const string GaveWay = "seat-went-to-one-left-out";

    /// <summary>Under the objective <see cref="Objective.Nearest"/>: all places among the candidates are taken by others.</summary>
    public const string CandidatesTaken = "all-candidates-taken";
}
