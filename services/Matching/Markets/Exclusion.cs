namespace Matching;

/// <summary>A pair that may not be made: a conflict of interest, or refused by a side before. Given twice counts once.</summary>
public sealed record Exclusion(string Proposer, string Acceptor);
