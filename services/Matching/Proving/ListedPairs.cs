namespace Matching;

/// <summary>The blocking pairs that an outcome with promotions names itself: exactly those may block, each at the seat and for the holder named.</summary>
sealed class ListedPairs
{
    readonly Dictionary<(int Proposer, int Acceptor), (int Seat, int Holder)> listed = [];
    readonly ProofFaults faults;

    public ListedPairs(Market market, Outcome outcome, Claims claims, ProofFaults faults)
    {
        this.faults = faults;
        foreach (var (proposer, acceptor, seat, holder, _, _) in outcome.Blocking)
        {
            int p = market.Proposers.Ids.Find(proposer), a = market.Acceptors.Ids.Find(acceptor), h = market.Proposers.Ids.Find(holder);
            var holds = p >= 0 && a >= 0 && h >= 0 && seat >= 1 && seat <= market.Seats[a] && claims.Holders(a)[seat - 1] == h;
            if (!holds || !listed.TryAdd((p, a), (seat, h))) faults.Add("listed-pair-is-said-right", proposer, acceptor);
        }
    }

    /// <summary>The seat at which a pair is said to block, or 0; each pair may be asked for once.</summary>
    public int Take(int proposer, int acceptor) => listed.Remove((proposer, acceptor), out var said) ? said.Seat : 0;

    /// <summary>Reports those that were not found to block.</summary>
    public void Finish()
    {
        foreach (var (p, a) in listed.Keys.Order()) faults.Add("listed-pair-blocks", p, a);
    }
}
