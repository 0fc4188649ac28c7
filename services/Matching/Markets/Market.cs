namespace Matching;

/// <summary>
/// A market as the engine and its proof read it: both sides numbered along one curve, in flat arrays. Made from the same
/// lists in any order it is the same market.
/// </summary>
public sealed class Market
{
    readonly Codes codes;

    internal Market(Rules rules, Codes codes, Codes groups) => (Rules, this.codes, GroupNames) = (rules, codes, groups);

    public Rules Rules { get; }

    public int ProposerCount => Proposers.Count;

    public int AcceptorCount => Acceptors.Count;

    /// <summary>The places of all acceptors together.</summary>
    public long SeatCount { get; internal set; }

    /// <summary>Choices of both sides.</summary>
    public int ChoiceCount => Proposers.Wishes.Whom.Length + Acceptors.Wishes.Whom.Length;

    /// <summary>The names of the groups, by their numbers.</summary>
    internal Codes GroupNames { get; }

    /// <summary>The names of needs and skills, by their bits.</summary>
    internal Codes CodeNames => codes;

    internal Curve Curve { get; set; } = null!;

    internal Side Proposers { get; set; } = null!;

    internal Side Acceptors { get; set; } = null!;

    /// <summary>How needy each proposer is, 0–100.</summary>
    internal byte[] Need { get; set; } = [];

    /// <summary>The places that each acceptor offers.</summary>
    internal int[] Seats { get; set; } = [];

    /// <summary>How many words the needs or skills of one participant take; none where nobody has any.</summary>
    internal int Words => (codes.Count + 63) / 64;

    /// <summary>Whether each acceptor holds somebody outside this market; null when none does.</summary>
    internal bool[]? HoldsElsewhere { get; set; }

    /// <summary>Whether each proposer's second place is somebody's outside this market; null when none is.</summary>
    internal bool[]? SecondElsewhere { get; set; }

    /// <summary>The acceptors that each proposer may not have, ascending; null when nobody is excluded.</summary>
    internal Rows? Excluded { get; set; }

    /// <summary>The acceptor that each proposer keeps as its first, or −1; null when nobody is locked so.</summary>
    internal int[]? LockedFirst { get; set; }

    /// <summary>The acceptor that each proposer keeps as its second, or −1; null when nobody is locked so.</summary>
    internal int[]? LockedSecond { get; set; }

    /// <summary>Makes a market of lists in any order. The lists are read once and not kept.</summary>
    /// <exception cref="BadMarketException">Rules do not hold; it says which, for whom.</exception>
    public static Market Create(
        IEnumerable<Proposer> proposers,
        IEnumerable<Acceptor> acceptors,
        IEnumerable<Choice> choices,
        IEnumerable<Exclusion> exclusions,
        IEnumerable<Lock> locks,
        Rules rules) => new Enrolment(rules).Enrol(proposers, acceptors, choices, exclusions, locks);

    /// <summary>The names of the codes that stand in both or in the first only, in the order of the names.</summary>
    internal (IReadOnlyList<string> Met, IReadOnlyList<string> Missed) Needs(int proposer, int acceptor)
    {
        List<string> met = [], missed = [];
        for (var code = 0; code < codes.Count; code++)
        {
            var bit = 1UL << (code % 64);
            if ((Proposers.Codes[proposer * Words + code / 64] & bit) == 0) continue;
            var has = (Acceptors.Codes[acceptor * Words + code / 64] & bit) != 0;
            (has ? met : missed).Add(codes[code]);
        }
        met.Sort(string.CompareOrdinal);
        missed.Sort(string.CompareOrdinal);
        return (met, missed);
    }
}
