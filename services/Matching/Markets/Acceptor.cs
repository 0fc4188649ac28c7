namespace Matching;

/// <summary>One who offers places: an in-service member (在职党员), or a community's party organization (社区党组织).</summary>
/// <param name="Id">1–64 characters without control characters, unique over both sides.</param>
/// <param name="Skills">Codes of what can be given; a code given twice counts once.</param>
/// <param name="Seats">How many proposers can be taken, 1 or more.</param>
/// <param name="Groups">The communities that a member's organization is paired with.</param>
public sealed record Acceptor(string Id, Place Place, IReadOnlyList<string> Skills, int Seats, IReadOnlyList<string> Groups)
{
    /// <summary>Whether it holds somebody outside this market: then it is not idle, whatever it holds here.</summary>
    public bool HoldsElsewhere { get; init; }
}
