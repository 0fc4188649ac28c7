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
            var (paired, most) = (First(outcome).Length, new LevelVerdict(lists).Most());
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
            Assert.True(new LevelVerdict(lists).IsRight(outcome));
            blocked += outcome.Blocking.Count;
        });
        Assert.True(blocked > 30, $"only {blocked} to look at");
    }

    [Fact]
    public void Sixteen_levels_pair_as_many_as_could_be_paired_in_nearly_all_markets_of_forty()
    {
        var most = 0;
        Chance.OnEach(100, chance => Market(chance, 40), (lists, _) =>
        {
            lists = lists with { Rules = lists.Rules with { Levels = 16 } };
            var (could, paired) = (new LevelVerdict(lists).Most(), First(Proven(lists)).Length);
            Assert.InRange(paired * 17, 16 * could, 17 * could);
            if (paired == could) most++;
        });
        Assert.True(most >= 90, $"in {most} of 100");
    }

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

    public static TheoryData<string> Untruths => [.. untruths.Keys];

    // What may be said wrong of a list that is right; null where this list gives no room for it.
    static readonly Dictionary<string, Func<Lists, Outcome, Random, List<BlockingPair>, BlockingPair, BlockingPair?>> untruths = new()
    {
        ["the holder"] = (_, _, _, _, row) => row with { Holder = row.Proposer },
        ["a pair that does not block"] = (_, outcome, chance, rows, row) =>
        {
            // Nobody blocks with the place it has.
            var taken = outcome.Pairs.Where(pair => pair.Stage == 1).ToArray();
            var other = taken[chance.Next(taken.Length)];
            rows.Add(new(other.Proposer, other.Acceptor, other.Seat, other.Proposer, 1, Reasons.GaveWay));
            return row;
        },
        ["a pair twice"] = (_, _, _, rows, row) =>
        {
            rows.Add(row);
            return row;
        },
        ["a seat that is not the one"] = (lists, outcome, chance, _, row) =>
        {
            var others = outcome.Pairs.Where(pair => pair.Stage == 1 && pair.Acceptor == row.Acceptor && pair.Seat != row.Seat && pair.Proposer != row.Proposer).ToArray();
            return others.Length == 0 ? null : others[chance.Next(others.Length)] is var other ? row with { Seat = other.Seat, Holder = other.Proposer } : null;
        },
        ["a level below the first"] = (_, _, _, _, row) => row with { Level = 0 },
        ["a level above the last"] = (lists, _, _, _, row) => row with { Level = lists.Rules.Levels },
        ["a level that another row says otherwise"] = (lists, _, _, rows, row) =>
            rows.Count(other => other.Holder == row.Holder) > 1 && lists.Rules.Levels > 2 ? row with { Level = row.Level == 1 ? 2 : 1 } : null,
        ["the reason"] = (_, _, _, _, row) => row with { Reason = Reasons.AllSeatsPreferOthers },
    };

    [Theory]
    [MemberData(nameof(Untruths))]
    public void The_proof_catches_each_of_twenty_lists_that_say_wrong(string what)
    {
        var (planted, caught) = (0, 0);
        Chance.OnEach(8_000, chance => Market(chance, 9), (lists, chance) =>
        {
            if (planted == 20) return;
            var outcome = Solver.Solve(lists.Market);
            if (outcome.Blocking.Count == 0) return;
            List<BlockingPair> rows = [.. outcome.Blocking];
            var at = chance.Next(rows.Count);
            if (untruths[what](lists, outcome, chance, rows, rows[at]) is not { } wrong) return;
            rows[at] = wrong;
            planted++;
            if (!Proof.Check(lists.Market, new(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors) { Blocking = rows }).Ok) caught++;
        });
        Assert.Equal((20, 20), (planted, caught));
    }

    [Fact]
    public void A_blocking_pair_that_is_not_listed_is_caught()
    {
        var (planted, caught) = (0, 0);
        Chance.OnEach(2_000, chance => Market(chance, 9), (lists, chance) =>
        {
            var outcome = Solver.Solve(lists.Market);
            if (planted == 20 || outcome.Blocking.Count == 0) return;
            var at = chance.Next(outcome.Blocking.Count);
            planted++;
            Outcome wrong = new(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors) { Blocking = [.. outcome.Blocking.Where((_, row) => row != at)] };
            if (!Proof.Check(lists.Market, wrong).Ok) caught++;
        });
        Assert.Equal((20, 20), (planted, caught));
    }

    [Fact]
    public void An_unstable_outcome_with_an_honest_list_is_judged_as_the_rules_for_levels_say()
    {
        var (unstable, right) = (0, 0);
        Chance.OnEach(8_000, chance => Market(chance, 7), (lists, chance) =>
        {
            var changed = PlantedErrorTests.Change(lists, Solver.Solve(lists.Market), chance);
            var verdict = new Verdict(lists);
            var isRight = verdict.IsRight(changed);
            Assert.Equal(isRight, Proof.Check(lists.Market, changed).Ok);
            if (changed.Blocking.Count == 0) return;
            unstable++;
            if (isRight) right++;
        });
        Assert.True(unstable > 60 && right > 0 && right < unstable, $"{right} of {unstable}");
    }

    [Fact]
    public void Two_who_hold_each_others_first_choice_are_no_work_of_levels_however_honestly_they_are_listed()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        foreach (var levels in (int[])[1, 2, 16])
        {
            var lists = new Lists
            {
                Proposers = [new("h1", here, [], 0, null), new("h2", here, [], 0, null)],
                Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])],
                Choices = [new("h1", "m1", 1), new("m1", "h1", 1), new("h2", "m2", 1), new("m2", "h2", 1)],
                Rules = new(SecondPlace: false, Levels: levels),
            };
            Outcome crossed = new([new("h1", "m2", 1, 1, 0), new("h2", "m1", 1, 1, 0)], [], [])
            {
                Blocking = [new("h1", "m1", 1, "h2", 1, Reasons.GaveWay), new("h2", "m2", 1, "h1", 1, Reasons.GaveWay)],
            };
            var proof = Proof.Check(lists.Market, crossed);
            Assert.False(proof.Ok);
            Assert.Contains(levels == 1 ? "pair-blocks-by-promotion-only" : "one-promoted-stands-above-who-gave-way", proof.Faults.Select(fault => fault.Rule));
        }
    }

    [Fact]
    public void One_who_could_have_had_an_empty_seat_was_not_promoted()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        var lists = new Lists
        {
            Proposers = [new("h1", here, [], 50, null), new("h2", here, [], 0, null)],
            Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 2, [])],
            Exclusions = [new("h1", "m2")],
            Rules = new(SecondPlace: false, Levels: 2),
        };
        Outcome outcome = new([new("h2", "m1", 1, 1, 0)], [new("h1", Reasons.GaveWay)], ["m2"]) { Blocking = [new("h1", "m1", 1, "h2", 1, Reasons.GaveWay)] };
        var rules = Proof.Check(lists.Market, outcome).Faults.Select(fault => fault.Rule).ToArray();
        Assert.Contains("one-promoted-had-no-empty-seat", rules);
        Assert.Contains("levels-pair-their-share", rules);
    }

    // Where many are kept apart, so that somebody is left out.
    internal static Lists Market(Random chance, int most)
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
}
