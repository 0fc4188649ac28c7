namespace Matching;

/// <summary>What a change did to a standing outcome.</summary>
/// <param name="Made">Pairs that were made: of newcomers, and for vacancies.</param>
/// <param name="Ended">Pairs that ended because one of the two left; no other ever does.</param>
/// <param name="Waiting">Proposers concerned that now have no first place.</param>
public sealed record StandingChange(IReadOnlyList<Lock> Made, IReadOnlyList<Lock> Ended, IReadOnlyList<string> Waiting)
{
    /// <summary>Of a forecast that was adopted: the pairs that promotion by levels made block (阻碍对).</summary>
    public IReadOnlyList<BlockingPair> Blocking { get; init; } = [];
}

/// <summary>What the stable outcome that is best for every proposer would change: said before anything is done.</summary>
public sealed class Forecast
{
    internal Forecast(Standing of, int version, Outcome outcome, ProofReport proof, IReadOnlyList<Lock> parted, IReadOnlyList<Lock> made) =>
        (Of, Version, Outcome, Proof, Parted, Made) = (of, version, outcome, proof, parted, made);

    /// <summary>Standing pairs that it would part.</summary>
    public IReadOnlyList<Lock> Parted { get; }

    /// <summary>Pairs that it would make.</summary>
    public IReadOnlyList<Lock> Made { get; }

    /// <summary>Pairs that promotion by levels would make block: for a person to talk to those concerned before it is adopted.</summary>
    public IReadOnlyList<BlockingPair> Blocking => Outcome.Blocking;

    /// <summary>What was checked of the outcome foreseen; one with a fault cannot be adopted.</summary>
    public ProofReport Proof { get; }

    internal Standing Of { get; }

    internal Outcome Outcome { get; }

    internal int Version { get; }
}
