namespace Matching;

/// <summary>A ranked choice of either side; the ids tell which. Rank 1 is the dearest; ranks may have gaps, up to 1,000,000,000.</summary>
public sealed record Choice(string From, string To, int Rank);
