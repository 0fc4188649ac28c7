namespace Matching;

/// <summary>What makes the least total distance certain: a price for everyone, in decimetres, so that no candidate pair costs less than both pay.</summary>
/// <param name="Crowded">Belongs to proposers for whom, together, there are too few places among their candidates, or to those places.</param>
public readonly record struct Price(string Id, long Decimetres, bool Crowded);

/// <summary>The prices of an outcome under the objective <see cref="Objective.Nearest"/>, in the order of ids.</summary>
public sealed class Prices
{
    readonly Market market;

    internal Prices(Market market) => (this.market, OfProposer, OfAcceptor, CrowdedProposer, CrowdedAcceptor) =
        (market, new long[market.ProposerCount], new long[market.AcceptorCount], new bool[market.ProposerCount], new bool[market.AcceptorCount]);

    public IEnumerable<Price> Proposers => OfProposer.Select((price, p) => new Price(market.Proposers.Ids[p], price, CrowdedProposer[p]));

    public IEnumerable<Price> Acceptors => OfAcceptor.Select((price, a) => new Price(market.Acceptors.Ids[a], price, CrowdedAcceptor[a]));

    internal bool IsOf(Market asked) => (OfProposer.Length, OfAcceptor.Length) == (asked.ProposerCount, asked.AcceptorCount);

    internal long[] OfProposer { get; }

    internal long[] OfAcceptor { get; }

    internal bool[] CrowdedProposer { get; }

    internal bool[] CrowdedAcceptor { get; }
}
