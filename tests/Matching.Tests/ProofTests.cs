namespace Matching.Tests;

public sealed class ProofTests
{
    [Fact]
    public void What_the_solver_gives_is_proven_on_random_markets() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 40), (lists, _) =>
        {
            var market = lists.Market;
            var report = Proof.Check(market, Solver.Solve(market));
            Assert.Empty(report.Faults);
            Assert.True(report.Ok);
            Assert.Equal(0, report.Blocking);
        });

    [Fact]
    public void Weights_beyond_what_single_precision_tells_apart_rule_nobody_out()
    {
        // A need so dear that what it adds lies just above a single-precision number.
        var lists = new Lists
        {
            Proposers =
            [
                new("p1", Place.FromDegrees(0, 110.04858218536876), [], 1, null), new("p2", Place.FromDegrees(0, 110.00899320363725), [], 1, null),
                new("p3", Place.FromDegrees(0, 109.99910067963627), ["medical"], 1, null),
            ],
            Acceptors = [new("a1", Place.FromDegrees(0, 110.0), [], 1, []), new("a2", Place.FromDegrees(0, 110.02832859145732), [], 1, [])],
            Rules = new(WProposer: 30_000, Need: 68_719_480_826),
        };
        Assert.Empty(Proof.Check(lists.Market, Solver.Solve(lists.Market)).Faults);
    }

    [Theory]
    [InlineData(1_073_741_888, 95, 75)]
    [InlineData(68_719_480_832, 6_143, 5_000)]
    [InlineData(549_755_846_656, 49_151, 40_000)]
    public void One_who_blocks_is_seen_however_much_a_common_group_is_worth(long bonus, int far, int near)
    {
        Place here = North(0), there = North(far);
        var lists = new Lists
        {
            Proposers = [new("p", here, [], 0, "g")],
            Acceptors = [new("far", there, [], 1, ["g"]), new("near", North(near), [], 1, ["g"])],
            Rules = new(Bonus: bonus, SecondPlace: false),
        };
        Assert.Equal([new("pair-does-not-block", "p", "near")], Proof.Check(lists.Market, new([new("p", "far", 1, 1, here.DistanceTo(there))], [], ["near"])).Faults);

        static Place North(int decimetres) => Place.FromDegrees((double)decimetres / Place.Radius * (180 / Math.PI), 110);
    }

    [Fact]
    public void What_is_wrong_is_told_alike_in_whatever_order_the_lists_come()
    {
        // The second helper of p3 would rather have p1 or p2, each by another of its groups.
        Proposer p1 = new("p1", East(500), [], 0, "g1"), p2 = new("p2", East(600), [], 0, "g2"), p3 = new("p3", East(0), [], 0, null);
        var lists = new Lists
        {
            Proposers = [p1, p2, p3],
            Acceptors = [new("a", East(0), [], 1, ["g1", "g2"]), new("b", East(300), [], 3, [])],
            Choices = [.. from p in (string[])["p1", "p2", "p3"] from choice in (Choice[])[new(p, "b", 1), new("b", p, p[1] - '0')] select choice],
        };
        Outcome wrong = new([Helped(p1, 1), Helped(p2, 2), Helped(p3, 3), new("p3", "a", 1, 2, 0)], [], []);
        var faults = Proof.Check(lists.Market, wrong).Faults;
        Assert.Equal("pair-does-not-block", Assert.Single(faults).Rule);
        Assert.Equal(faults, Proof.Check((lists with { Proposers = [p2, p3, p1] }).Market, wrong).Faults);

        static Place East(int metres) => Place.FromDegrees(0, metres * 10.0 / Place.Radius * (180 / Math.PI));

        Pair Helped(Proposer p, int seat) => new(p.Id, "b", seat, 1, p.Place.DistanceTo(East(300)));
    }

    [Fact]
    public void A_stored_outcome_is_judged_like_the_solvers_own() =>
        Chance.OnEach(50, chance => Chance.Market(chance, 25), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            var stored = new Outcome([.. outcome.Pairs], [.. outcome.Unpaired], [.. outcome.IdleAcceptors]);
            Assert.True(Proof.Check(lists.Market, stored).Ok);
        });

    [Fact]
    public void Coverage_says_how_many_could_have_a_place_at_all_and_its_cover_is_as_large() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 20), (lists, _) =>
        {
            var market = lists.Market;
            var coverage = Proof.Check(market, Solver.Solve(market)).Coverage!;
            Assert.Equal(Largest(lists), coverage.Most);
            Assert.Equal(coverage.Most - coverage.Paired, coverage.Recoverable.Count);
            Assert.Equal(coverage.Most, SizeOfCover(lists, coverage));
        });

    [Fact]
    public void Coverage_finds_a_place_for_one_whom_a_chain_of_moves_would_help()
    {
        // Both would have the near helper; only one of them may have the far one.
        var lists = new Lists
        {
            Proposers = [new("near", At(0), [], 0, null), new("poor", At(1), [], 0, null)],
            Acceptors = [new("one", At(0), [], 1, []), new("two", At(90), [], 1, [])],
            Exclusions = [new("poor", "two")],
            Rules = new(SecondPlace: false),
        };
        var outcome = Solver.Solve(lists.Market);
        var coverage = Proof.Check(lists.Market, outcome).Coverage!;
        Assert.Equal(("poor", Reasons.AllSeatsPreferOthers), (outcome.Unpaired[0].Proposer, outcome.Unpaired[0].Reason));
        Assert.Equal((1, 2), (coverage.Paired, coverage.Most));
        Assert.Equal(["poor"], coverage.Recoverable);

        static Place At(int metres) => Place.FromDegrees(32 + metres / 111_195.0, 118.8);
    }

    [Fact]
    public void Its_figures_count_what_an_outcome_says() =>
        Chance.OnEach(100, chance => chance.Next(4) > 0 ? Chance.Market(chance, 25) : LargeMarketTests.Clustered(100 + chance.Next(300), 200), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            var distances = outcome.Pairs.Where(pair => pair.Stage == 1).Select(pair => pair.DistanceDm).Order().ToArray();
            // The smallest distance that at least 99 of 100 pairs do not exceed.
            var ninetyNinth = distances.FirstOrDefault(distance => distances.Count(one => one <= distance) * 100 >= 99 * distances.Length);
            ProofFigures expected = new(
                lists.Proposers.Length, lists.Acceptors.Length, lists.Acceptors.Sum(a => (long)a.Seats), lists.Choices.Length, lists.Locks.Length,
                distances.Length, outcome.Pairs.Count - distances.Length, outcome.Unpaired.Count, outcome.IdleAcceptors.Count,
                distances.Sum() / Math.Max(1, distances.Length), ninetyNinth, distances.LastOrDefault());
            Assert.Equal(expected, Proof.Check(lists.Market, outcome).Figures);
        });

    [Fact]
    public void Where_distance_alone_counts_it_counts_all_who_would_rather_have_a_place_that_would_rather_have_them()
    {
        var blocking = 0;
        Chance.OnEach(600, chance => Chance.Market(chance, 12), (lists, _) =>
        {
            lists = lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 4 } };
            var outcome = Solver.Solve(lists.Market);
            var proof = Proof.Check(lists.Market, outcome);
            Assert.Empty(proof.Faults);
            Assert.Equal(new Verdict(lists).Blocking(outcome).DistinctBy(pair => pair.Proposer).Count(), proof.Blocking);
            blocking += proof.Blocking;
        });
        Assert.True(blocking > 300, $"only {blocking}");
    }

    [Fact]
    public void In_a_wrong_outcome_it_counts_some_of_those_who_block_in_either_stage_and_nobody_else()
    {
        var (once, both) = (0, 0);
        Chance.OnEach(1_500, chance => Chance.Market(chance, 10), (lists, chance) =>
        {
            var changed = PlantedErrorTests.Change(lists, Solver.Solve(lists.Market), chance);
            var verdict = new Verdict(lists);
            if (!verdict.KeepsForm(changed, reasons: false)) return;
            int first = verdict.Blocking(changed).DistinctBy(pair => pair.Proposer).Count(), second = verdict.SecondBlocks(changed).Length;
            var proof = Proof.Check(lists.Market, changed);
            Assert.InRange(proof.Blocking, Math.Sign(first) + Math.Sign(second), first + second);
            Assert.Equal(proof.Blocking, proof.Faults.Count(fault => fault.Rule == "pair-does-not-block"));
            Assert.All(proof.Faults.Where(fault => fault.Rule == "pair-does-not-block"), fault =>
                Assert.True(verdict.Blocking(changed).Contains((fault.Proposer!, fault.Acceptor!)) || verdict.SecondBlocks(changed).Contains(fault.Acceptor)));
            if (first + second > 0) once++;
            if (first > 0 && second > 0) both++;
        });
        Assert.True(once > 30 && both > 5, $"only {once}, and {both} times in both stages");
    }

    // Augmenting paths one after the other, over all permitted pairs; standing pairs keep their seats.
    static int Largest(Lists lists)
    {
        var definition = new Definition(lists);
        var standing = lists.Locks.Where(kept => kept.Stage == 1).ToArray();
        var seats = lists.Acceptors.SelectMany(a => Enumerable.Repeat(a, a.Seats - standing.Count(kept => kept.Acceptor == a.Id))).ToArray();
        var holder = new Proposer?[seats.Length];
        var second = lists.Locks.Where(kept => kept.Stage == 2).Select(kept => (kept.Proposer, kept.Acceptor)).ToHashSet();
        var askers = lists.Proposers.Where(p => standing.All(kept => kept.Proposer != p.Id));
        return standing.Length + askers.Count(p => Find(p, new bool[seats.Length]));

        bool Find(Proposer p, bool[] seen)
        {
            for (var seat = 0; seat < seats.Length; seat++)
            {
                if (seen[seat] || !definition.Permits(p, seats[seat]) || second.Contains((p.Id, seats[seat].Id))) continue;
                seen[seat] = true;
                if (holder[seat] is { } held && !Find(held, seen)) continue;
                holder[seat] = p;
                return true;
            }
            return false;
        }
    }

    // Counts the cover, after making sure that it leaves no permitted pair uncovered.
    static int SizeOfCover(Lists lists, Coverage coverage)
    {
        var definition = new Definition(lists);
        var standing = lists.Locks.Where(kept => kept.Stage == 1).ToArray();
        var askers = lists.Proposers.Where(p => standing.All(kept => kept.Proposer != p.Id)).ToArray();
        var open = lists.Acceptors.Where(a => standing.Count(kept => kept.Acceptor == a.Id) < a.Seats).ToArray();
        HashSet<string> proposers = coverage.Cover switch
        {
            "proposers" => [.. askers.Select(p => p.Id)],
            "acceptors" => [],
            _ => [.. askers.Select(p => p.Id).Except(coverage.Proposers)],
        };
        HashSet<string> acceptors = coverage.Cover switch
        {
            "proposers" => [],
            "acceptors" => [.. open.Select(a => a.Id)],
            _ => [.. coverage.Acceptors],
        };
        var second = lists.Locks.Where(kept => kept.Stage == 2).Select(kept => (kept.Proposer, kept.Acceptor)).ToHashSet();
        foreach (var p in askers)
            foreach (var a in open)
                Assert.True(proposers.Contains(p.Id) || acceptors.Contains(a.Id) || !definition.Permits(p, a) || second.Contains((p.Id, a.Id)));
        return standing.Length + proposers.Count + open.Where(a => acceptors.Contains(a.Id)).Sum(a => a.Seats - standing.Count(kept => kept.Acceptor == a.Id));
    }
}
