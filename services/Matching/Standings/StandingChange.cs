namespace Matching;

/// <summary>What a change did to a standing outcome.</summary>
/// <param name="Made">Pairs that were made: of newcomers, and for vacancies.</param>
/// <param name="Ended">Pairs that ended because one of the two left; no other ever does.</param>
/// <param name="Waiting">Proposers concerned that now have no first place.</param>
public sealed record StandingChange(IReadOnlyList<Lock> Made, IReadOnlyList<Lock> Ended, IReadOnlyList<string> Waiting);

/// <summary>What the stable outcome that is best for every proposer would change: said before anything is done.</summary>
public sealed class Forecast
{
    internal Forecast(Outcome outcome, int version, IReadOnlyList<Lock> parted, IReadOnlyList<Lock> made) =>
        (Outcome, Version, Parted, Made) = (outcome, version, parted, made);

    /// <summary>Standing pairs that it would part.</summary>
    public IReadOnlyList<Lock> Parted { get; }

    /// <summary>Pairs that it would make.</summary>
    public IReadOnlyList<Lock> Made { get; }

    internal Outcome Outcome { get; }

    internal int Version { get; }
}
