namespace Matching.Tests;

/// <summary>
/// Stable pairing as textbooks have it: two sides with full lists of preferences, as tables of ranks. The same two
/// stages as the engine's, without anything that makes it fast.
/// </summary>
sealed class Textbook
{
    readonly Definition definition;
    readonly Proposer[] proposers;
    readonly Acceptor[] acceptors;
    readonly List<Pair> pairs = [];

    public Textbook(Lists lists)
    {
        definition = new(lists);
        (proposers, acceptors) = ([.. lists.Proposers.OrderBy(p => new Bytes(p.Id))], [.. lists.Acceptors.OrderBy(a => new Bytes(a.Id))]);
    }

    /// <summary>Answers for each asker the seat it gets, or −1, from the seats each asks for in order and the rank each seat gives it (−1: not permitted).</summary>
    public delegate int[] Method(int[][] asks, int[][] gives);

    /// <summary>All pairs, in the order of an outcome's.</summary>
    public Pair[] Solve(Method method)
    {
        var lists = definition.Lists;
        var byId = (P: proposers.ToDictionary(p => p.Id), A: acceptors.ToDictionary(a => a.Id));
        foreach (var kept in lists.Locks.Where(kept => kept.Stage == 1).GroupBy(kept => kept.Acceptor))
        {
            var seat = 0;
            foreach (var p in kept.Select(one => byId.P[one.Proposer]).OrderBy(p => definition.Thinks(byId.A[kept.Key], p)))
                Keep(p, byId.A[kept.Key], ++seat, 1);
        }
        foreach (var kept in lists.Locks.Where(kept => kept.Stage == 2)) Keep(byId.P[kept.Proposer], byId.A[kept.Acceptor], 1, 2);
        First(method);
        if (lists.Rules.SecondPlace) Second(method);
        return [.. pairs.OrderBy(pair => new Bytes(pair.Proposer)).ThenBy(pair => pair.Stage)];
    }

    void First(Method method)
    {
        var askers = proposers.Where(p => !pairs.Any(pair => pair.Proposer == p.Id && pair.Stage == 1)).ToArray();
        var seats = acceptors.SelectMany(a => Enumerable.Range(1, a.Seats).Select(seat => (Acceptor: a, Seat: seat)))
            .Where(open => !pairs.Any(pair => pair.Acceptor == open.Acceptor.Id && pair.Stage == 1 && pair.Seat == open.Seat)).ToArray();
        var second = pairs.Where(pair => pair.Stage == 2).Select(pair => (pair.Proposer, pair.Acceptor)).ToHashSet();
        var given = method(
            Ordered(askers, seats, Permits, (p, seat) => definition.Thinks(p, seat.Acceptor, seat.Seat) is var (rank, cost, _, _) ? (rank, cost) : default),
            Ranked(seats, askers, (seat, p) => Permits(p, seat), (seat, p) => definition.Thinks(seat.Acceptor, p) is var (rank, cost, _) ? (rank, cost) : default));
        for (var at = 0; at < askers.Length; at++)
            if (given[at] >= 0) Keep(askers[at], seats[given[at]].Acceptor, seats[given[at]].Seat, 1);

        bool Permits(Proposer p, (Acceptor Acceptor, int Seat) seat) =>
            definition.Permits(p, seat.Acceptor) && !second.Contains((p.Id, seat.Acceptor.Id));
    }

    void Second(Method method)
    {
        var askers = acceptors.Where(a => !a.HoldsElsewhere && !pairs.Any(pair => pair.Acceptor == a.Id)).ToArray();
        var places = proposers.Where(p => !p.SecondElsewhere && !pairs.Any(pair => pair.Proposer == p.Id && pair.Stage == 2)).ToArray();
        var given = method(
            Ordered(askers, places, (a, p) => definition.Permits(p, a), (a, p) => definition.ThinkOfSecond(p, a).Asks is var (rank, cost, _) ? (rank, cost) : default),
            Ranked(places, askers, (p, a) => definition.Permits(p, a), (p, a) => definition.ThinkOfSecond(p, a).Gives is var (rank, cost, _) ? (rank, cost) : default));
        for (var at = 0; at < askers.Length; at++)
            if (given[at] >= 0) Keep(places[given[at]], askers[at], 1, 2);
    }

    void Keep(Proposer p, Acceptor a, int seat, int stage) => pairs.Add(new(p.Id, a.Id, seat, stage, Definition.Distance(p.Place, a.Place)));

    // Those of equal cost stay as they are: by id, and the seats of one owner by number.
    static int[][] Ordered<TOne, TOther>(TOne[] ones, TOther[] others, Func<TOne, TOther, bool> permits, Func<TOne, TOther, (int, long)> key) =>
        [.. ones.Select(one => Enumerable.Range(0, others.Length).Where(at => permits(one, others[at])).OrderBy(at => key(one, others[at])).ToArray())];

    static int[][] Ranked<TOne, TOther>(TOne[] ones, TOther[] others, Func<TOne, TOther, bool> permits, Func<TOne, TOther, (int, long)> key)
    {
        var ordered = Ordered(ones, others, permits, key);
        return [.. ordered.Select(order =>
        {
            var ranks = new int[others.Length];
            Array.Fill(ranks, -1);
            for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank;
            return ranks;
        })];
    }

    /// <summary>Gale and Shapley: every free asker asks the next on its list, every seat keeps the best that asked.</summary>
    public static int[] DeferredAcceptance(int[][] asks, int[][] gives)
    {
        int[] got = new int[asks.Length], next = new int[asks.Length], holder = new int[gives.Length];
        Array.Fill(got, -1);
        Array.Fill(holder, -1);
        var free = new Queue<int>(Enumerable.Range(0, asks.Length));
        while (free.TryDequeue(out var asker))
        {
            while (next[asker] < asks[asker].Length && got[asker] < 0)
            {
                var seat = asks[asker][next[asker]++];
                var held = holder[seat];
                if (held >= 0 && gives[seat][held] < gives[seat][asker]) continue;
                (holder[seat], got[asker]) = (asker, seat);
                if (held < 0) continue;
                got[held] = -1;
                free.Enqueue(held);
            }
        }
        return got;
    }

    /// <summary>Goes through every possible pairing, and answers the stable one in which every asker has the best that any stable one gives it.</summary>
    public static int[] BruteForce(int[][] asks, int[][] gives)
    {
        List<int[]> stable = [];
        var got = new int[asks.Length];
        var taken = new int[gives.Length];
        Array.Fill(taken, -1);
        Try(0);
        var likes = asks.Select(list => list.Select((seat, rank) => (seat, rank)).ToDictionary(at => at.seat, at => at.rank)).ToArray();
        var best = stable.MinBy(one => one.Select((seat, asker) => Rank(asker, seat)).Sum())!;
        Assert.All(stable, other => Assert.All(Enumerable.Range(0, asks.Length), asker => Assert.True(Rank(asker, best[asker]) <= Rank(asker, other[asker]))));
        return best;

        int Rank(int asker, int seat) => seat < 0 ? asks[asker].Length : likes[asker][seat];

        void Try(int asker)
        {
            if (asker == asks.Length)
            {
                if (!Blocked(asks, gives, got, taken)) stable.Add([.. got]);
                return;
            }
            got[asker] = -1;
            Try(asker + 1);
            foreach (var seat in asks[asker])
            {
                if (taken[seat] >= 0) continue;
                (got[asker], taken[seat]) = (seat, asker);
                Try(asker + 1);
                taken[seat] = -1;
            }
            got[asker] = -1;
        }
    }

    static bool Blocked(int[][] asks, int[][] gives, int[] got, int[] taken)
    {
        for (var asker = 0; asker < asks.Length; asker++)
            foreach (var seat in asks[asker])
            {
                if (seat == got[asker]) break;
                if (taken[seat] < 0 || gives[seat][asker] < gives[seat][taken[seat]]) return true;
            }
        return false;
    }
}
