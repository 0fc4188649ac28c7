using Matching;

namespace Benchmarks;

/// <summary>
/// Stable pairing as textbooks have it: everyone's list of everybody, sorted; free askers ask the next on theirs, and
/// every place keeps the best that asked. Both stages, from the definition of costs, without anything that makes it fast.
/// Quadratic in time and memory. For markets without needs, exclusions, radius and standing pairs.
/// </summary>
sealed class FullLists
{
    const int Unranked = 15;
    readonly SyntheticMarket market;
    readonly Rules rules;
    readonly int[] seatOwner, seatNumber;
    readonly List<(int Whom, int Rank)>[] proposersWishes, acceptorsWishes;
    readonly List<Pair> pairs = [];

    public FullLists(SyntheticMarket market, Rules rules)
    {
        (this.market, this.rules) = (market, rules);
        (proposersWishes, acceptorsWishes) = (Nothing(market.Proposers.Count), Nothing(market.Acceptors.Count));
        var proposers = market.Proposers.Select((p, at) => (p.Id, at)).ToDictionary(it => it.Id, it => it.at);
        var acceptors = market.Acceptors.Select((a, at) => (a.Id, at)).ToDictionary(it => it.Id, it => it.at);
        foreach (var (from, to, rank) in market.Choices)
            if (proposers.TryGetValue(from, out var p)) proposersWishes[p].Add((acceptors[to], rank));
            else acceptorsWishes[acceptors[from]].Add((proposers[to], rank));
        var seats = market.Acceptors.SelectMany((a, at) => Enumerable.Range(1, a.Seats).Select(number => (Owner: at, Number: number))).ToArray();
        (seatOwner, seatNumber) = ([.. seats.Select(seat => seat.Owner)], [.. seats.Select(seat => seat.Number)]);
    }

    /// <summary>All pairs, in the order of an outcome's.</summary>
    public IReadOnlyList<Pair> Solve()
    {
        int proposers = market.Proposers.Count, acceptors = market.Acceptors.Count;
        var asks = Lists(proposers, seatOwner.Length, (p, seat) => ProposersKey(p, seatOwner[seat], seatNumber[seat]));
        var gives = Ranks(Lists(acceptors, proposers, (a, p) => AcceptorsKey(p, a)));
        var holder = Settle(asks, gives, seatOwner);
        for (var seat = 0; seat < holder.Length; seat++)
            if (holder[seat] >= 0) Keep(holder[seat], seatOwner[seat], seatNumber[seat], 1);
        if (rules.SecondPlace) Second(acceptors, proposers, holder);
        return [.. pairs.OrderBy(pair => pair.Proposer, StringComparer.Ordinal).ThenBy(pair => pair.Stage)];
    }

    void Second(int acceptors, int proposers, int[] holder)
    {
        var working = seatOwner.Where((_, seat) => holder[seat] >= 0).ToHashSet();
        var idle = Enumerable.Range(0, acceptors).Where(a => !working.Contains(a)).ToArray();
        var asks = Lists(idle.Length, proposers, (at, p) => AcceptorsKey(p, idle[at]));
        var gives = Ranks(Lists(proposers, idle.Length, (p, at) => ProposersKey(p, idle[at], 1)));
        var second = Settle(asks, gives, [.. Enumerable.Range(0, proposers)]);
        for (var p = 0; p < proposers; p++)
            if (second[p] >= 0) Keep(p, idle[second[p]], 1, 2);
    }

    void Keep(int p, int a, int seat, int stage) => pairs.Add(new(
        market.Proposers[p].Id, market.Acceptors[a].Id, seat, stage, market.Proposers[p].Place.DistanceTo(market.Acceptors[a].Place)));

    static int[] Settle(int[][] asks, int[][] gives, int[] owner)
    {
        int[] next = new int[asks.Length], holder = new int[owner.Length];
        Array.Fill(holder, -1);
        var free = new Stack<int>(Enumerable.Range(0, asks.Length).Reverse());
        while (free.TryPop(out var asker))
        {
            while (next[asker] < asks[asker].Length)
            {
                var place = asks[asker][next[asker]++];
                var held = holder[place];
                if (held >= 0 && gives[owner[place]][held] < gives[owner[place]][asker]) continue;
                holder[place] = asker;
                if (held >= 0) free.Push(held);
                break;
            }
        }
        return holder;
    }

    // Equal ones stay as they stand: by id, and the seats of one owner by number.
    static int[][] Lists(int askers, int asked, Func<int, int, (int Rank, long Cost)> key)
    {
        var keys = new ulong[asked];
        var lists = new int[askers][];
        for (var asker = 0; asker < askers; asker++)
        {
            for (var at = 0; at < asked; at++)
            {
                var (rank, cost) = key(asker, at);
                keys[at] = (ulong)rank << 60 | (ulong)(cost + (1L << 33)) << 24 | (uint)at;
            }
            Array.Sort(keys);
            lists[asker] = Array.ConvertAll(keys, at => (int)(at & 0xFF_FFFF));
        }
        return lists;
    }

    static int[][] Ranks(int[][] lists) => Array.ConvertAll(lists, list =>
    {
        var ranks = new int[list.Length];
        for (var rank = 0; rank < list.Length; rank++) ranks[list[rank]] = rank;
        return ranks;
    });

    (int Rank, long Cost) ProposersKey(int p, int a, int seat) =>
        (Rank(proposersWishes[p], a), Distance(p, a) + rules.Load * (seat - 1) - Bonus(p, a));

    (int Rank, long Cost) AcceptorsKey(int p, int a) =>
        (Rank(acceptorsWishes[a], p), Distance(p, a) - rules.Need * market.Proposers[p].Need - Bonus(p, a));

    static int Rank(List<(int Whom, int Rank)> wishes, int whom)
    {
        foreach (var wish in wishes)
            if (wish.Whom == whom) return wish.Rank;
        return Unranked;
    }

    static List<(int Whom, int Rank)>[] Nothing(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<(int, int)>())];

    long Distance(int p, int a) => market.Proposers[p].Place.DistanceTo(market.Acceptors[a].Place);

    long Bonus(int p, int a) => rules.Bonus > 0 && market.Proposers[p].Group is { } group && market.Acceptors[a].Groups.Contains(group) ? rules.Bonus : 0;
}
