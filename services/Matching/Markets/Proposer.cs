namespace Matching;

/// <summary>One who wants one place: a needy household (困难群众), or an organ's party organization (机关党组织).</summary>
/// <param name="Id">1–64 characters without control characters, unique over both sides.</param>
/// <param name="Needs">Codes of what is needed; a code given twice counts once.</param>
/// <param name="Need">How needy, 0–100.</param>
/// <param name="Group">A household's community, by its 12-digit code; null or empty for none.</param>
public sealed record Proposer(string Id, Place Place, IReadOnlyList<string> Needs, int Need, string? Group)
{
    /// <summary>Whether somebody outside this market has its second place: then it offers none.</summary>
    public bool SecondElsewhere { get; init; }
}
