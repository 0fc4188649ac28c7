namespace Matching;

/// <summary>
/// One stage of an outcome as the proof looks at it: who asks and what each has; which places are open and who has each.
/// Standing pairs and their places are not in it.
/// </summary>
sealed class ClaimedStage
{
    readonly Market market;
    readonly Judgement judgement;
    int[] owner = [], seat = [], holder = [];

    ClaimedStage(Market market, Judgement judgement, bool proposersAsk)
    {
        (this.market, this.judgement, ProposersAsk) = (market, judgement, proposersAsk);
        Has = Numbers.Nobody(Askers.Count);
        EntryStart = new int[Owners.Count + 1];
    }

    /// <summary>The first stage: proposers ask, acceptors have seats.</summary>
    public static ClaimedStage First(Market market, Judgement judgement, Claims claims, Crew crew)
    {
        var stage = new ClaimedStage(market, judgement, proposersAsk: true);
        stage.Open(crew, (a, take) =>
        {
            var holders = claims.Holders(a);
            var empty = false;
            for (var k = 1; k <= holders.Length; k++)
            {
                var p = holders[k - 1];
                if (p >= 0 && claims.IsLockedFirst(p)) continue;
                // Of the empty seats the first stands for all: nobody would rather have a later one.
                if (p < 0 && empty) continue;
                empty |= p < 0;
                take(k, p);
            }
        });
        stage.Who = Some(market.ProposerCount, p => !claims.IsLockedFirst(p));
        return stage;
    }

    /// <summary>The stage of the idle: acceptors that hold nobody, here or elsewhere, ask; every proposer has one place, unless somebody elsewhere has it.</summary>
    public static ClaimedStage Second(Market market, Judgement judgement, Claims claims, Crew crew)
    {
        var stage = new ClaimedStage(market, judgement, proposersAsk: false);
        stage.Open(crew, (p, take) =>
        {
            if (claims.OffersSecond(p) && !claims.IsLockedSecond(p)) take(1, claims.Second[p]);
        });
        stage.Who = Some(market.AcceptorCount, a => !claims.IsHelping[a] && !(claims.SecondOf[a] is >= 0 and var p && claims.IsLockedSecond(p)));
        return stage;
    }

    public bool ProposersAsk { get; }

    public Side Askers => ProposersAsk ? market.Proposers : market.Acceptors;

    public Side Owners => ProposersAsk ? market.Acceptors : market.Proposers;

    /// <summary>How many groups there are.</summary>
    public int Groups => market.GroupNames.Count;

    /// <summary>Those who ask, by index.</summary>
    public int[] Who { get; private set; } = [];

    /// <summary>The place (an entry below) that each asker has, or −1.</summary>
    public int[] Has { get; }

    public int Entries => owner.Length;

    /// <summary>The first place of each owner's; places follow each other by seat.</summary>
    public int[] EntryStart { get; }

    public int Owner(int entry) => owner[entry];

    public int Seat(int entry) => seat[entry];

    public int Holder(int entry) => holder[entry];

    /// <summary>What a place adds to what every asker thinks of it.</summary>
    public long Penalty(int entry) => ProposersAsk ? market.Rules.Load * (seat[entry] - 1) : -market.Rules.Need * market.Need[owner[entry]];

    /// <summary>What an asker adds to what every owner thinks of it.</summary>
    public long Bias(int asker) => ProposersAsk ? -market.Rules.Need * market.Need[asker] : 0;

    public Look Look(int asker, int whose) => ProposersAsk ? judgement.Look(asker, whose) : judgement.Look(whose, asker);

    public long AskersCost(in Look look, int entry) =>
        ProposersAsk ? judgement.ProposersCost(look, seat[entry]) : judgement.AcceptorsCost(look, owner[entry]);

    public long OwnersCost(in Look look, int asker) =>
        ProposersAsk ? judgement.AcceptorsCost(look, asker) : judgement.ProposersCost(look, 1);

    /// <summary>Whether the two may not be paired, however near.</summary>
    public bool Bars(int asker, int whose)
    {
        var (p, a) = ProposersAsk ? (asker, whose) : (whose, asker);
        return judgement.Excludes(p, a) || (ProposersAsk && judgement.IsSecond(p, a));
    }

    /// <summary>The least that a place adds to what every asker thinks of it.</summary>
    public long LeastPenalty()
    {
        var least = long.MaxValue;
        for (var entry = 0; entry < Entries; entry++) least = Math.Min(least, Penalty(entry));
        return least;
    }

    // Twice the same: once to count the places of each owner, and once to write them down.
    void Open(Crew crew, Action<int, Action<int, int>> places)
    {
        crew.Split(Owners.Count, (_, from, to) =>
        {
            var count = 0;
            Action<int, int> counting = (_, _) => count++;
            for (var whose = from; whose < to; whose++)
            {
                count = 0;
                places(whose, counting);
                EntryStart[whose + 1] = count;
            }
        });
        for (var whose = 0; whose < Owners.Count; whose++) EntryStart[whose + 1] += EntryStart[whose];
        (owner, seat, holder) = (new int[EntryStart[^1]], new int[EntryStart[^1]], new int[EntryStart[^1]]);
        crew.Split(Owners.Count, (_, from, to) =>
        {
            int entry = EntryStart[from], mine = 0;
            Action<int, int> take = (number, who) =>
            {
                (owner[entry], seat[entry], holder[entry]) = (mine, number, who);
                if (who >= 0) Has[who] = entry;
                entry++;
            };
            for (mine = from; mine < to; mine++) places(mine, take);
        });
    }

    static int[] Some(int count, Func<int, bool> isOne)
    {
        var some = new int[count];
        var found = 0;
        for (var who = 0; who < count; who++)
            if (isOne(who)) some[found++] = who;
        return some[..found];
    }
}
