namespace Matching;

/// <summary>Who asks whom in a stage, before anything is put in an order: the same two roles, whichever side has them.</summary>
sealed record Casting
{
    public required Market Market { get; init; }

    public required Terms Terms { get; init; }

    /// <summary>1: proposers ask for acceptors' seats. 2: idle acceptors ask for proposers' second places.</summary>
    public required int Number { get; init; }

    public required Side Askers { get; init; }

    /// <summary>Indices of those who ask.</summary>
    public required int[] Who { get; init; }

    public required Side Owners { get; init; }

    /// <summary>Indices of those who have open seats.</summary>
    public required int[] Whose { get; init; }

    /// <summary>The open seats of each asked owner, from the first to the last, 1-based.</summary>
    public required (int First, int Last)[] Open { get; init; }

    public bool ProposersAsk => Number == 1;

    public long AskMissing => ProposersAsk ? Terms.ProposerMissing : Terms.AcceptorMissing;

    public long GiveMissing => ProposersAsk ? Terms.AcceptorMissing : Terms.ProposerMissing;

    public bool HeedsAskersChoices => ProposersAsk ? Terms.HeedsProposersChoices : Terms.HeedsAcceptorsChoices;

    public bool HeedsOwnersChoices => ProposersAsk ? Terms.HeedsAcceptorsChoices : Terms.HeedsProposersChoices;

    /// <summary>Whether anybody is kept from anybody.</summary>
    public bool HasBars => Market.Excluded is not null || Market.LockedSecond is not null;

    /// <summary>Whether exclusions, or standing pairs of the other stage, keep the two apart.</summary>
    public bool Bars(int asker, int owner)
    {
        var (proposer, acceptor) = ProposersAsk ? (asker, owner) : (owner, asker);
        if (Terms.HeedsExclusions && Market.Excluded is { } excluded && excluded[proposer].BinarySearch(acceptor) >= 0) return true;
        // One who keeps a second place cannot be the first helper of the same proposer too. The other way round
        // needs no rule: who asks for a second place holds nobody.
        return ProposersAsk && Market.LockedSecond is { } second && second[proposer] == acceptor;
    }

    /// <summary>The first stage: all proposers and seats that no standing pair holds.</summary>
    public static Casting First(Market market, Terms terms)
    {
        var taken = new int[market.AcceptorCount];
        List<int> who = [];
        for (var p = 0; p < market.ProposerCount; p++)
            if (market.LockedFirst is { } locked && locked[p] >= 0) taken[locked[p]]++;
            else who.Add(p);
        var whose = Enumerable.Range(0, market.AcceptorCount).Where(a => taken[a] < market.Seats[a]).ToArray();
        return new()
        {
            Market = market,
            Terms = terms,
            Number = 1,
            Askers = market.Proposers,
            Who = [.. who],
            Owners = market.Acceptors,
            Whose = whose,
            Open = Array.ConvertAll(whose, a => (taken[a] + 1, market.Seats[a])),
        };
    }

    /// <summary>The stage of the idle: those acceptors that hold nobody, and all second places that no standing pair holds.</summary>
    public static Casting Second(Market market, Terms terms, ReadOnlySpan<bool> holds)
    {
        List<int> idle = [];
        for (var a = 0; a < market.AcceptorCount; a++)
            if (!holds[a]) idle.Add(a);
        var whose = Enumerable.Range(0, market.ProposerCount)
            .Where(p => market.LockedSecond is not { } locked || locked[p] < 0).ToArray();
        return new()
        {
            Market = market,
            Terms = terms,
            Number = 2,
            Askers = market.Acceptors,
            Who = [.. idle],
            Owners = market.Proposers,
            Whose = whose,
            Open = Array.ConvertAll(whose, _ => (1, 1)),
        };
    }
}
