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

    /// <summary>Prices as they were stored, so that a stored outcome can be proven again; whoever is not named pays nothing.</summary>
    /// <exception cref="BadMarketException">An id is unknown or given twice.</exception>
    public static Prices Of(Market market, IEnumerable<Price> proposers, IEnumerable<Price> acceptors)
    {
        var prices = new Prices(market);
        var faults = new Faults();
        Read(proposers, "proposers", market.Proposers.Ids, prices.OfProposer, prices.CrowdedProposer);
        Read(acceptors, "acceptors", market.Acceptors.Ids, prices.OfAcceptor, prices.CrowdedAcceptor);
        faults.ThrowIfAny();
        return prices;

        void Read(IEnumerable<Price> some, string list, Ids ids, long[] price, bool[] crowded)
        {
            var seen = new bool[ids.Count];
            var at = 0;
            foreach (var (id, decimetres, isCrowded) in some)
            {
                var index = ids.Find(id);
                if (index < 0) faults.Add(list, at, id, "id", "id-is-known");
                else if (seen[index]) faults.Add(list, at, id, "id", "id-is-unique");
                else (seen[index], price[index], crowded[index]) = (true, decimetres, isCrowded);
                at++;
            }
        }
    }

    public IEnumerable<Price> Proposers => market.Proposers.ById.Select(p => new Price(market.Proposers.Ids[p], OfProposer[p], CrowdedProposer[p]));

    public IEnumerable<Price> Acceptors => market.Acceptors.ById.Select(a => new Price(market.Acceptors.Ids[a], OfAcceptor[a], CrowdedAcceptor[a]));

    internal bool IsOf(Market asked) => (OfProposer.Length, OfAcceptor.Length) == (asked.ProposerCount, asked.AcceptorCount);

    internal long[] OfProposer { get; }

    internal long[] OfAcceptor { get; }

    internal bool[] CrowdedProposer { get; }

    internal bool[] CrowdedAcceptor { get; }

    internal bool HasCrowded => CrowdedProposer.Contains(true) || CrowdedAcceptor.Contains(true);
}
