namespace Matching.Tests;

/// <summary>What would be right if one pair were not permitted can be wrong by that pair alone: so the proof has to see it, and nothing else.</summary>
public sealed class HiddenPairTests
{
    [Fact]
    public void The_one_pair_that_blocks_is_seen_among_all_others() => IsSeen(50, chance => Chance.Market(chance, 90));

    [Fact]
    public void The_one_pair_that_blocks_is_seen_where_hardly_a_cost_is_not_another_too() => IsSeen(50, chance => Chance.Close(chance, 90));

    [Fact]
    public void The_one_pair_that_blocks_is_seen_where_ids_and_needs_alone_decide() => IsSeen(30, Heap);

    // z, who is as needy as y and comes after it, has a place in the first tile; in the other all are needier and come before.
    [Fact]
    public void One_who_comes_before_another_by_id_alone_is_seen_beside_a_tile_that_nobody_could_have()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        string[] needy = [.. Enumerable.Range(0, 64).Select(at => $"h{at:00}")];
        Lists lists = new()
        {
            Proposers = [.. needy.Select(id => new Proposer(id, here, [], 1, null)), new("y", here, [], 0, null), new("z", here, [], 0, null)],
            Acceptors = [.. Enumerable.Range(0, 65).Select(at => new Acceptor($"m{at:00}", here, [], 1, []))],
            Rules = new(Need: 1, SecondPlace: false),
        };
        Outcome claimed = new([new("z", "m00", 1, 1, 0), .. needy.Select((id, at) => new Pair(id, $"m{at + 1:00}", 1, 1, 0))], [new("y", Reasons.AllSeatsPreferOthers)], []);
        Assert.Contains(new("pair-does-not-block", "y", "m00"), Proof.Check(lists.Market, claimed).Faults);
    }

    [Fact]
    public void A_pairing_that_one_more_candidate_makes_longer_than_need_be_is_seen()
    {
        var longer = 0;
        Chance.OnEach(100, chance => chance.Next(2) == 0 ? Chance.Market(chance, 60) : Chance.Close(chance, 60), (lists, chance) =>
        {
            lists = lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 1 + chance.Next(6) } };
            var (market, outcome) = (lists.Market, Solver.Solve(lists.Market));
            if (One(lists, outcome, chance) is not { Stage: 1 } pair) return;
            var without = Solver.Solve(Excluding(lists, pair).Market);
            if (Came(without) == Came(outcome)) return;
            longer++;
            var claimed = new Outcome(without.Pairs, without.Unpaired, without.IdleAcceptors)
            {
                Prices = Prices.Of(market, [.. without.Prices!.Proposers], [.. without.Prices.Acceptors]),
            };
            Assert.Contains(Proof.Check(market, claimed).Faults, fault => fault.Rule is "pair-costs-no-less-than-both-pay" or "crowded-have-nowhere-else" or "pair-is-of-candidates");
        });
        Assert.True(longer > 15, $"only {longer}");

        static (int, long) Came(Outcome outcome) =>
            (outcome.Pairs.Count(pair => pair.Stage == 1), outcome.Pairs.Where(pair => pair.Stage == 1).Sum(pair => pair.DistanceDm));
    }

    static void IsSeen(int markets, Func<Random, Lists> make)
    {
        int first = 0, second = 0;
        Chance.OnEach(markets, make, (lists, chance) =>
        {
            var (market, outcome) = (lists.Market, Solver.Solve(lists.Market));
            for (var time = 0; time < 5; time++)
            {
                if (One(lists, outcome, chance) is not { } pair) return;
                var without = Solver.Solve(Excluding(lists, pair).Market);
                var (inFirst, inSecond) = (BlocksInFirst(lists, without, pair), BlocksInSecond(lists, without, pair));
                if (inFirst) first++;
                if (inSecond) second++;
                var report = Proof.Check(market, without);
                var seen = report.Faults.Where(fault => fault.Rule == "pair-does-not-block").ToArray();
                Assert.Equal(Enumerable.Repeat(new ProofFault("pair-does-not-block", pair.Proposer, pair.Acceptor), (inFirst ? 1 : 0) + (inSecond ? 1 : 0)), seen);
                Assert.Equal(seen.Length, report.Blocking);
            }
        });
        Assert.True(first > 50, $"only {first} in the first stage and {second} in the second");
    }

    // All at one point, whose skills are worth nothing and yet put them into tiles in another order than their ids.
    static Lists Heap(Random chance)
    {
        var here = Place.FromDegrees(32.04, 118.79);
        string[] Some() => [.. Enumerable.Range(0, 6).Where(_ => chance.Next(2) == 0).Select(at => $"kind{at}")];
        return new()
        {
            Proposers = [.. Enumerable.Range(0, 110).Select(at => new Proposer($"h{at * 37 % 110:000}", here, Some(), chance.Next(2), null))],
            Acceptors = [.. Enumerable.Range(0, 100).Select(at => new Acceptor($"m{at * 41 % 100:000}", here, Some(), 1 + at % 2, []))],
            Rules = new(0, 0, Load: 0, Need: chance.Next(2), Bonus: 0),
        };
    }

    // One that no standing pair is.
    static Pair? One(Lists lists, Outcome outcome, Random chance)
    {
        var free = outcome.Pairs.Where(pair => !lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, pair.Stage))).ToArray();
        return free.Length == 0 ? null : free[chance.Next(free.Length)];
    }

    static Lists Excluding(Lists lists, Pair pair) => lists with { Exclusions = [.. lists.Exclusions, new(pair.Proposer, pair.Acceptor)] };

    static bool BlocksInFirst(Lists lists, Outcome outcome, Pair pair)
    {
        var (definition, p, a) = Both(lists, pair);
        var mine = outcome.Pairs.SingleOrDefault(one => one.Stage == 1 && one.Proposer == p.Id);
        if (!definition.Permits(p, a) || IsLocked(lists, mine) || lists.Locks.Contains(new(p.Id, a.Id, 2))) return false;
        for (var seat = 1; seat <= a.Seats; seat++)
        {
            if (mine is not null && definition.Thinks(p, a, seat).CompareTo(definition.Thinks(p, lists.Acceptors.Single(one => one.Id == mine.Acceptor), mine.Seat)) >= 0) return false;
            var held = outcome.Pairs.SingleOrDefault(one => one.Stage == 1 && one.Acceptor == a.Id && one.Seat == seat);
            if (held is null) return true;
            if (!IsLocked(lists, held) && definition.Thinks(a, p).CompareTo(definition.Thinks(a, lists.Proposers.Single(one => one.Id == held.Proposer))) < 0) return true;
        }
        return false;
    }

    static bool BlocksInSecond(Lists lists, Outcome outcome, Pair pair)
    {
        var (definition, p, a) = Both(lists, pair);
        var mine = outcome.Pairs.SingleOrDefault(one => one.Stage == 2 && one.Acceptor == a.Id);
        var held = outcome.Pairs.SingleOrDefault(one => one.Stage == 2 && one.Proposer == p.Id);
        return lists.Rules.SecondPlace && !p.SecondElsewhere && !a.HoldsElsewhere && definition.Permits(p, a) && !IsLocked(lists, mine) && !IsLocked(lists, held)
            && outcome.Pairs.All(one => one.Stage == 2 || one.Acceptor != a.Id)
            && (mine is null || definition.Thinks(a, p).CompareTo(definition.Thinks(a, lists.Proposers.Single(one => one.Id == mine.Proposer))) < 0)
            && (held is null || definition.Thinks(p, a, 1).CompareTo(definition.Thinks(p, lists.Acceptors.Single(one => one.Id == held.Acceptor), 1)) < 0);
    }

    static (Definition, Proposer, Acceptor) Both(Lists lists, Pair pair) =>
        (new(lists), lists.Proposers.Single(p => p.Id == pair.Proposer), lists.Acceptors.Single(a => a.Id == pair.Acceptor));

    static bool IsLocked(Lists lists, Pair? pair) => pair is not null && lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, pair.Stage));
}
