namespace Matching.Tests;

public sealed class LevelTests
{
    [Fact]
    public void L_levels_pair_at_least_L_of_L_and_one_of_the_most_that_could_be_paired()
    {
        var more = 0;
        Chance.OnEach(600, chance => Market(chance, 7), (lists, _) =>
        {
            var outcome = Proven(lists);
            var (paired, most) = (First(outcome).Length, Most(lists));
            Assert.InRange(paired * (lists.Rules.Levels + 1), lists.Rules.Levels * most, int.MaxValue);
            if (paired > First(Solver.Solve((lists with { Rules = lists.Rules with { Levels = 1 } }).Market)).Length) more++;
        });
        Assert.True(more > 5, $"only {more} gained anybody");
    }

    [Fact]
    public void Every_blocking_pair_is_listed_with_the_seat_and_its_holder_and_no_other()
    {
        var blocked = 0;
        Chance.OnEach(1_000, chance => Market(chance, 9), (lists, _) =>
        {
            var outcome = Proven(lists);
            Assert.Equal(new Verdict(lists).Blocking(outcome).Order(), outcome.Blocking.Select(pair => (pair.Proposer, pair.Acceptor)).Order());
            foreach (var (_, acceptor, seat, holder, level, reason) in outcome.Blocking)
            {
                Assert.Contains(outcome.Pairs, pair => (pair.Proposer, pair.Acceptor, pair.Seat, pair.Stage) == (holder, acceptor, seat, 1));
                Assert.InRange(level, 1, lists.Rules.Levels - 1);
                Assert.Equal(Reasons.GaveWay, reason);
                blocked++;
            }
        });
        Assert.True(blocked > 30, $"only {blocked} to look at");
    }

    [Fact]
    public void Sixteen_levels_pair_as_many_as_could_be_paired_in_markets_of_forty() =>
        Chance.OnEach(100, chance => Market(chance, 40), (lists, _) =>
        {
            lists = lists with { Rules = lists.Rules with { Levels = 16 } };
            Assert.InRange(First(Proven(lists)).Length * 17, Most(lists) * 16, int.MaxValue);
        });

    [Fact]
    public void Nobody_is_promoted_where_no_seat_can_come_free()
    {
        Place here = Place.FromDegrees(32.04, 118.79), there = Place.FromDegrees(32.14, 118.79);
        var lists = new Lists
        {
            Proposers = [new("h1", here, [], 10, null), new("h2", here, [], 20, null), new("h3", there, [], 0, null)],
            Acceptors = [new("m1", here, [], 1, []), new("m2", there, [], 5, [])],
            Rules = new(Radius: 1_000, Levels: 16, SecondPlace: false),
        };
        var outcome = Proven(lists);
        Assert.Empty(outcome.Blocking);
        Assert.Equal(["h1"], outcome.Unpaired.Select(left => left.Proposer));
    }

    [Fact]
    public void Permuted_input_and_any_number_of_threads_give_the_same_bytes() =>
        Chance.OnEach(150, chance => Market(chance, 30), (lists, chance) =>
        {
            var text = Lists.Text(Solver.Solve(lists.Market));
            Assert.Equal(text, Lists.Text(Solver.Solve(lists.Shuffled(chance).Market)));
            foreach (var threads in (int[])[2, 8]) Assert.Equal(text, Lists.Text(Solver.Solve(lists.Market, default, threads)));
        });

    [Fact]
    public void The_proof_catches_a_hundred_of_a_hundred_wrong_lists_of_blocking_pairs()
    {
        var (planted, caught) = (0, 0);
        Chance.OnEach(6_000, chance => Market(chance, 9), (lists, chance) =>
        {
            if (planted == 100) return;
            var outcome = Solver.Solve(lists.Market);
            if (outcome.Blocking.Count == 0) return;
            planted++;
            if (!Proof.Check(lists.Market, Wrong(outcome, chance)).Ok) caught++;
        });
        Assert.Equal((100, 100), (planted, caught));
    }

    static Outcome Wrong(Outcome outcome, Random chance)
    {
        List<BlockingPair> pairs = [.. outcome.Blocking];
        var at = chance.Next(pairs.Count);
        var taken = outcome.Pairs.Where(pair => pair.Stage == 1).ToArray();
        var other = taken[chance.Next(taken.Length)];
        if (chance.Next(3) == 0) pairs.RemoveAt(at);
        else if (chance.Next(2) == 0) pairs[at] = pairs[at] with { Holder = pairs[at].Proposer };
        // Nobody blocks with the place it has.
        else pairs.Add(new(other.Proposer, other.Acceptor, other.Seat, other.Proposer, 1, Reasons.GaveWay));
        return new(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors) { Blocking = pairs };
    }

    // Where many are kept apart, so that somebody is left out.
    static Lists Market(Random chance, int most)
    {
        var lists = Chance.Market(chance, most);
        var kept = from p in lists.Proposers from a in lists.Acceptors where chance.Next(5) > 1 select new Exclusion(p.Id, a.Id);
        return lists with { Rules = lists.Rules with { Levels = 2 + chance.Next(15) }, Exclusions = chance.Next(4) == 0 ? lists.Exclusions : [.. kept] };
    }

    static Outcome Proven(Lists lists)
    {
        var market = lists.Market;
        var outcome = Solver.Solve(market);
        Assert.Empty(Proof.Check(market, outcome).Faults);
        Assert.True(new Verdict(lists).KeepsFormAndSecondPlaces(outcome));
        return outcome;
    }

    static Pair[] First(Outcome outcome) => [.. outcome.Pairs.Where(pair => pair.Stage == 1)];

    // Along augmenting paths, one proposer after the other.
    static int Most(Lists lists)
    {
        var definition = new Definition(lists);
        var locked = lists.Locks.Where(kept => kept.Stage == 1).ToArray();
        var seats = lists.Acceptors.SelectMany(a => Enumerable.Repeat(a, a.Seats - locked.Count(kept => kept.Acceptor == a.Id))).ToArray();
        var holder = new Proposer?[seats.Length];
        return locked.Length + lists.Proposers.Count(p => locked.All(kept => kept.Proposer != p.Id) && Seat(p, new bool[seats.Length]));

        bool Seat(Proposer p, bool[] seen)
        {
            for (var at = 0; at < seats.Length; at++)
            {
                if (seen[at] || !definition.Permits(p, seats[at]) || lists.Locks.Contains(new(p.Id, seats[at].Id, 2))) continue;
                seen[at] = true;
                if (holder[at] is { } held && !Seat(held, seen)) continue;
                holder[at] = p;
                return true;
            }
            return false;
        }
    }
}
