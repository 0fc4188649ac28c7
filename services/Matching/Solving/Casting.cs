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

    /// <summary>How many of its seats standing pairs hold, by the owner's index in the market; null where none. They are the lowest.</summary>
    public int[]? Taken { get; init; }

    public int TakenOf(int owner) => Taken?[owner] ?? 0;

    /// <summary>The seats that an owner has, open or not.</summary>
    public int Offered(int owner) => ProposersAsk ? Market.Seats[owner] : 1;

    public bool ProposersAsk => Number == 1;

    /// <summary>How often those left out are promoted, and one; second places are nobody's right.</summary>
    public int Levels => ProposersAsk ? Market.Rules.Levels : 1;

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
        return Terms.HeedsSecondPlaces && ProposersAsk && Market.LockedSecond is { } second && second[proposer] == acceptor;
    }

    /// <summary>The first stage: all proposers and seats that no standing pair holds.</summary>
    public static Casting First(Market market, Terms terms)
    {
        var taken = market.LockedFirst is null ? null : new int[market.AcceptorCount];
        foreach (var kept in market.LockedFirst ?? [])
            if (kept >= 0) taken![kept]++;
        var who = Numbers.UpTo(market.ProposerCount);
        if (market.LockedFirst is { } locked) who = Array.FindAll(who, p => locked[p] < 0);
        var whose = Numbers.UpTo(market.AcceptorCount);
        if (taken is not null) whose = Array.FindAll(whose, a => taken[a] < market.Seats[a]);
        return new()
        {
            Market = market,
            Terms = terms,
            Number = 1,
            Askers = market.Proposers,
            Who = who,
            Owners = market.Acceptors,
            Whose = whose,
            Taken = taken,
        };
    }

    /// <summary>The stage of the idle: those acceptors that hold nobody, and all second places that nobody has yet, here or elsewhere.</summary>
    public static Casting Second(Market market, Terms terms, ReadOnlySpan<bool> holds)
    {
        List<int> idle = [];
        for (var a = 0; a < market.AcceptorCount; a++)
            if (!holds[a]) idle.Add(a);
        var whose = Numbers.UpTo(market.ProposerCount);
        if (market.LockedSecond is { } locked) whose = Array.FindAll(whose, p => locked[p] < 0);
        if (market.SecondElsewhere is { } elsewhere) whose = Array.FindAll(whose, p => !elsewhere[p]);
        return new()
        {
            Market = market,
            Terms = terms,
            Number = 2,
            Askers = market.Acceptors,
            Who = [.. idle],
            Owners = market.Proposers,
            Whose = whose,
        };
    }
}
