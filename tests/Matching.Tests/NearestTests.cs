namespace Matching.Tests;

public sealed class NearestTests
{
    [Fact]
    public void The_outcome_has_the_most_pairs_at_the_least_distance_of_all_pairings() =>
        Chance.OnEach(400, chance => Market(chance, 6), (lists, _) =>
        {
            var outcome = Proven(lists);
            Assert.Equal(Best(lists), Came(lists, outcome));
        });

    [Fact]
    public void Its_prices_prove_it_in_larger_markets() =>
        Chance.OnEach(200, chance => Market(chance, 60, mostK: 12), (lists, _) => Proven(lists));

    [Fact]
    public void A_tight_market_is_proven_too()
    {
        var lists = LargeMarketTests.Clustered(4_000, 2_000);
        lists = lists with { Rules = new(Objective: Objective.Nearest), Acceptors = [.. lists.Acceptors.Select((a, at) => a with { Seats = 1 + at % 2 })] };
        var outcome = Proven(lists);
        Assert.True(outcome.Unpaired.Count >= 1_000);
        var stretches = Solver.Solve(lists.Market, Terms.Of(lists.Rules), new Crew(2, smallestPart: 100), CancellationToken.None);
        Assert.Empty(Proof.Check(lists.Market, stretches).Faults);
        Assert.Equal((outcome.Pairs.Count, outcome.Pairs.Sum(pair => pair.DistanceDm)), (stretches.Pairs.Count, stretches.Pairs.Sum(pair => pair.DistanceDm)));
    }

    [Fact]
    public void Permuted_input_and_any_number_of_threads_give_the_same_bytes() =>
        Chance.OnEach(100, chance => Market(chance, 40), (lists, chance) =>
        {
            var text = Lists.Text(Solver.Solve(lists.Market));
            Assert.Equal(text, Lists.Text(Solver.Solve(lists.Shuffled(chance).Market)));
            foreach (var threads in (int[])[1, 2, 8]) Assert.Equal(text, Lists.Text(Solver.Solve(lists.Market, default, threads)));
        });

    [Fact]
    public void Stretches_of_the_curve_side_by_side_are_as_near_as_the_market_as_a_whole() =>
        Chance.OnEach(400, chance => Market(chance, 60, mostK: 12), (lists, chance) =>
        {
            var market = lists.Market;
            var (whole, part) = (Proven(lists), 1 + chance.Next(12));
            var texts = ((int[])[1, 2, 8]).Select(threads =>
            {
                var outcome = Solver.Solve(market, Terms.Of(market.Rules), new Crew(threads, part, worthSharing: 1), CancellationToken.None);
                Assert.Empty(Proof.Check(market, outcome).Faults);
                Assert.Equal(Came(lists, whole), Came(lists, outcome));
                return Lists.Text(outcome);
            });
            Assert.Single(texts.Distinct());
        });

    [Fact]
    public void The_proof_catches_a_hundred_of_a_hundred_pairings_that_are_not_the_best()
    {
        var (planted, caught) = (0, 0);
        Chance.OnEach(600, chance => Market(chance, 6), (lists, chance) =>
        {
            if (planted == 100) return;
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            var pairs = PlantedErrorTests.Change(lists, outcome, chance);
            var wrong = new Outcome(pairs.Pairs, pairs.Unpaired, pairs.IdleAcceptors) { Prices = outcome.Prices };
            if (Came(lists, wrong) == Best(lists)) return;
            planted++;
            if (!Proof.Check(market, wrong).Ok) caught++;
        });
        Assert.Equal((100, 100), (planted, caught));
    }

    [Fact]
    public void The_proof_fails_without_prices_and_with_any_price_raised()
    {
        Chance.OnEach(100, chance => Market(chance, 12), (lists, chance) =>
        {
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            Assert.False(Proof.Check(market, new Outcome(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors)).Ok);
            if (outcome.Pairs.All(pair => pair.Stage != 1 || lists.Locks.Any(kept => kept.Proposer == pair.Proposer && kept.Stage == 1))) return;
            var free = Enumerable.Range(0, market.ProposerCount).Where(p => market.LockedFirst is not { } locked || locked[p] < 0).ToArray();
            outcome.Prices!.OfProposer[free[chance.Next(free.Length)]] += 1 + chance.Next(5);
            Assert.False(Proof.Check(market, outcome).Ok);
        });
    }

    [Fact]
    public void A_stored_outcome_is_proven_again_from_its_lists_and_prices() =>
        Chance.OnEach(100, chance => Market(chance, 20), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            var market = lists.Market;
            var stored = Prices.Of(market, [.. outcome.Prices!.Proposers.Where(Says)], [.. outcome.Prices.Acceptors.Where(Says)]);
            Outcome again = new([.. outcome.Pairs], [.. outcome.Unpaired], [.. outcome.IdleAcceptors]) { Prices = stored };
            Assert.Empty(Proof.Check(market, again).Faults);
            Assert.Throws<BadMarketException>(() => Prices.Of(market, [new("nobody", 1, false)], []));

            static bool Says(Price price) => price.Decimetres != 0 || price.Crowded;
        });

    // The nearest beyond their own is not the first that is met of those in one tile.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_proof_sees_that_one_called_crowded_has_somewhere_else_to_go(int along)
    {
        var lists = Line(along, k: 1, [("p0", 100), ("p1", 0), ("p2", 21), ("p3", 102)], [("a0", 20), ("a1", 10), ("a2", 101)]);
        var market = lists.Market;
        var (near, far) = (Paired(lists, "p2", "a0"), Paired(lists, "p3", "a2"));
        Outcome claimed = new([near, far], [new("p0", Reasons.CandidatesTaken), new("p1", Reasons.CandidatesTaken)], ["a1"])
        {
            Prices = Prices.Of(market, [new("p0", 0, true), new("p1", 0, true), new("p2", near.DistanceDm, false), new("p3", 0, true)], [new("a2", far.DistanceDm, true)]),
        };
        Assert.Contains(Proof.Check(market, claimed).Faults, it => it.Rule == "crowded-have-nowhere-else");
        Assert.Equal(3, Proven(lists).Pairs.Count);
    }

    [Fact]
    public void The_proof_believes_no_price_that_is_no_distance()
    {
        var lists = Line(1, k: 2, [("p1", 0), ("p2", 100)], [("a1", 1), ("a2", 101)]);
        var market = lists.Market;
        foreach (var paid in (long[])[1L << 31, 1L << 32, 1L << 62])
        {
            var (one, other) = (Paired(lists, "p1", "a2"), Paired(lists, "p2", "a1"));
            var prices = Prices.Of(market, [new("p1", paid, false), new("p2", paid, false)], [new("a1", other.DistanceDm - paid, false), new("a2", one.DistanceDm - paid, false)]);
            Assert.False(Proof.Check(market, new([one, other], [], []) { Prices = prices }).Ok);
        }
    }

    static Lists Line(int along, int k, (string Id, int Metres)[] proposers, (string Id, int Metres)[] acceptors)
    {
        return new()
        {
            Proposers = [.. proposers.Select(p => new Proposer(p.Id, At(p.Metres), [], 0, null))],
            Acceptors = [.. acceptors.Select(a => new Acceptor(a.Id, At(a.Metres), [], 1, []))],
            Rules = new(Objective: Objective.Nearest, K: k, SecondPlace: false),
        };

        Place At(int metres) => Place.FromDegrees(32 + along * metres / 111_195.0, 118.8);
    }

    static Pair Paired(Lists lists, string p, string a) =>
        new(p, a, 1, 1, Definition.Distance(lists.Proposers.Single(it => it.Id == p).Place, lists.Acceptors.Single(it => it.Id == a).Place));

    static Lists Market(Random chance, int most, int mostK = 4)
    {
        var lists = Chance.Market(chance, most);
        return lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 1 + chance.Next(mostK) } };
    }

    static Outcome Proven(Lists lists)
    {
        var market = lists.Market;
        var outcome = Solver.Solve(market);
        var proof = Proof.Check(market, outcome);
        Assert.Empty(proof.Faults);
        Assert.Equal(0, proof.Distance!.GapDm);
        return outcome;
    }

    // Pairs and total distance of first places that no standing pair keeps; none where a pair is no candidate.
    static (int Pairs, long Distance) Came(Lists lists, Outcome outcome)
    {
        var candidates = Candidates(lists);
        var made = outcome.Pairs.Where(pair => pair.Stage == 1 && !lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, 1))).ToArray();
        return made.All(pair => candidates.TryGetValue((pair.Proposer, pair.Acceptor), out var distance) && distance == pair.DistanceDm)
            && made.Select(pair => pair.Proposer).Distinct().Count() == made.Length
            && made.GroupBy(pair => pair.Acceptor).All(its => its.Count() <= Open(lists, its.Key))
            && new Verdict(lists).KeepsFormAndSecondPlaces(outcome)
            ? (made.Length, made.Sum(pair => pair.DistanceDm))
            : (-1, 0);
    }

    static (int Pairs, long Distance) Best(Lists lists)
    {
        var candidates = Candidates(lists);
        var askers = lists.Proposers.Where(p => Asks(lists, p)).Select(p => p.Id).ToArray();
        var room = lists.Acceptors.ToDictionary(a => a.Id, a => Open(lists, a.Id));
        return Try(0);

        (int, long) Try(int at)
        {
            if (at == askers.Length) return (0, 0);
            var best = Try(at + 1);
            foreach (var ((p, a), distance) in candidates)
            {
                if (p != askers[at] || room[a] == 0) continue;
                room[a]--;
                var (pairs, total) = Try(at + 1);
                room[a]++;
                if (pairs + 1 > best.Item1 || (pairs + 1 == best.Item1 && total + distance < best.Item2)) best = (pairs + 1, total + distance);
            }
            return best;
        }
    }

    static bool Asks(Lists lists, Proposer p) => !lists.Locks.Any(kept => kept.Proposer == p.Id && kept.Stage == 1);

    static int Open(Lists lists, string a) => lists.Acceptors.Single(one => one.Id == a).Seats - lists.Locks.Count(kept => kept.Acceptor == a && kept.Stage == 1);

    internal static Dictionary<(string, string), long> Candidates(Lists lists)
    {
        var definition = new Definition(lists);
        var askers = lists.Proposers.Where(p => Asks(lists, p)).ToArray();
        var open = lists.Acceptors.Where(a => Open(lists, a.Id) > 0).ToArray();
        var permitted = (from p in askers from a in open where definition.Permits(p, a) && !lists.Locks.Contains(new(p.Id, a.Id, 2)) select (P: p, A: a, Distance: Definition.Distance(p.Place, a.Place))).ToArray();
        var chosen = permitted.Where(pair => lists.Choices.Any(choice => (choice.From, choice.To) == (pair.P.Id, pair.A.Id) || (choice.To, choice.From) == (pair.P.Id, pair.A.Id)));
        return permitted.GroupBy(pair => pair.P.Id).SelectMany(its => its.OrderBy(pair => pair.Distance).ThenBy(pair => new Bytes(pair.A.Id)).Take(lists.Rules.K))
            .Concat(permitted.GroupBy(pair => pair.A.Id).SelectMany(its => its.OrderBy(pair => pair.Distance).ThenBy(pair => new Bytes(pair.P.Id)).Take(lists.Rules.K)))
            .Concat(chosen).Distinct().ToDictionary(pair => (pair.P.Id, pair.A.Id), pair => pair.Distance);
    }
}
