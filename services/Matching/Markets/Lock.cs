namespace Matching;

/// <summary>A standing pair that keeps its place, whatever the rules say today.</summary>
/// <param name="Stage">1: a place of the acceptor's. 2: the second place of a proposer, taken by an acceptor that was idle.</param>
public sealed record Lock(string Proposer, string Acceptor, int Stage);
