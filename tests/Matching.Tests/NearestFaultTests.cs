namespace Matching.Tests;

/// <summary>What is wrong with a pairing by distance is told pair by pair, in markets of more than one tile.</summary>
public sealed class NearestFaultTests
{
    [Fact]
    public void Each_pair_that_is_not_of_candidates_is_told_and_no_other()
    {
        var strange = 0;
        Chance.OnEach(60, Some, (lists, chance) =>
        {
            var outcome = Solver.Solve((lists with { Rules = lists.Rules with { K = 14 } }).Market);
            lists = lists with { Rules = lists.Rules with { K = 1 + chance.Next(6) } };
            var candidates = NearestTests.Candidates(lists);
            var expected = Free(lists, outcome).Where(pair => !candidates.ContainsKey((pair.Proposer, pair.Acceptor))).Select(pair => new ProofFault("pair-is-of-candidates", pair.Proposer, pair.Acceptor));
            var told = Proof.Check(lists.Market, Stored(lists.Market, outcome, _ => 0)).Faults.Where(fault => fault.Rule == "pair-is-of-candidates").ToArray();
            Assert.Equal(Sorted(expected), Sorted(told));
            strange += told.Length;
        });
        Assert.True(strange > 20, $"only {strange}");
    }

    // One proposer pays more than it did, and its acceptor less; together the same.
    [Fact]
    public void Each_candidate_that_costs_less_than_both_pay_is_told_and_no_other()
    {
        var cheap = 0;
        Chance.OnEach(80, Some, (lists, chance) =>
        {
            lists = lists with { Rules = lists.Rules with { K = 2 + chance.Next(12) }, Acceptors = [.. lists.Acceptors.Select(a => a with { Seats = lists.Locks.Any(kept => kept.Acceptor == a.Id) ? a.Seats : 1 })] };
            var (market, outcome) = (lists.Market, Solver.Solve(lists.Market));
            Dictionary<string, Price> prices = outcome.Prices!.Proposers.Concat(outcome.Prices.Acceptors).ToDictionary(price => price.Id);
            var pairs = Free(lists, outcome).Where(pair => !prices[pair.Proposer].Crowded && lists.Locks.All(kept => kept.Acceptor != pair.Acceptor)).ToArray();
            if (pairs.Length == 0) return;
            var one = pairs[chance.Next(pairs.Length)];
            long more = 1 + (long)Math.Pow(10, chance.NextDouble() * 4);
            long Now(string id) => prices[id].Decimetres + (id == one.Proposer ? more : id == one.Acceptor ? -more : 0);
            var expected = NearestTests.Candidates(lists)
                .Where(pair => prices[pair.Key.Item1].Crowded == prices[pair.Key.Item2].Crowded && pair.Value < Now(pair.Key.Item1) + Now(pair.Key.Item2))
                .Select(pair => new ProofFault("pair-costs-no-less-than-both-pay", pair.Key.Item1, pair.Key.Item2)).ToArray();
            var told = Proof.Check(market, Stored(market, outcome, id => id == one.Proposer ? more : id == one.Acceptor ? -more : 0)).Faults;
            Assert.All(told, fault => Assert.Equal("pair-costs-no-less-than-both-pay", fault.Rule));
            Assert.Equal(Sorted(expected), Sorted(told.Distinct()));
            cheap += expected.Length;
        });
        Assert.True(cheap > 200, $"only {cheap}");
    }

    // A whole tile lies before it, with its own or without; and another beside it is dear to those who crowd around that.
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void A_cheaper_place_is_seen_beside_one_that_is_dear(int before)
    {
        Acceptor[] behind = [.. Enumerable.Range(0, before).Select(at => new Acceptor($"b{at}", At(-3_000 - at), [], 1, []))], beyond = [.. Enumerable.Range(0, 20).Select(at => new Acceptor($"c{at}", At(4_000 + at), [], 1, []))];
        Lists lists = new()
        {
            Proposers = [new("p1", At(0), [], 0, null), new("p3", At(1_600), [], 0, null), new("p4", At(2_500), [], 0, null)],
            Acceptors = [.. behind, new("a1", At(-1_000), [], 1, []), new("a2", At(1_500), [], 1, []), new("a3", At(1_601), [], 1, []), .. beyond],
            Rules = new(Objective: Objective.Nearest, K: 2, SecondPlace: false),
        };
        Pair own = Between(lists, "p1", "a1"), dear = Between(lists, "p3", "a3");
        var market = lists.Market;
        var prices = Prices.Of(
            market,
            [new("p1", 20_000, false), new("p3", dear.DistanceDm - 9_000, true), new("p4", 0, true)],
            [new("a1", own.DistanceDm - 20_000, false), new("a3", 9_000, true)]);
        Outcome claimed = new([own, dear], [new("p4", Reasons.CandidatesTaken)], [.. lists.Acceptors.Select(a => a.Id).Except(["a1", "a3"]).OrderBy(id => new Bytes(id))]) { Prices = prices };
        Assert.Contains(new("pair-costs-no-less-than-both-pay", "p1", "a2"), Proof.Check(market, claimed).Faults);
    }

    // Four tiles: two are behind, and beside the one in which it is there is another whose places are paid for.
    [Fact]
    public void A_cheaper_place_is_seen_beside_a_tile_of_others_that_cost_less_than_nothing()
    {
        Lists lists = new()
        {
            Proposers = [new("p1", At(0), [], 0, null)],
            Acceptors =
            [
                .. Enumerable.Range(0, 63).Select(at => new Acceptor($"b{at}", At(-30_000 - at), [], 1, [])), new("own", At(-1_000), [], 1, []),
                .. Enumerable.Range(0, 32).Select(at => new Acceptor($"c{at}", At(1_200 + at), [], 1, [])), new("a2", At(1_500), [], 1, []),
                .. Enumerable.Range(0, 20).Select(at => new Acceptor($"d{at}", At(4_000 + at), [], 1, [])),
            ],
            Rules = new(Objective: Objective.Nearest, K: 1, SecondPlace: false),
        };
        var (market, pair) = (lists.Market, Between(lists, "p1", "own"));
        Outcome claimed = new([pair], [], [.. lists.Acceptors.Select(a => a.Id).Where(id => id != "own").OrderBy(id => new Bytes(id))])
        {
            Prices = Prices.Of(
                market, [new("p1", 20_000, false)],
                [new("own", pair.DistanceDm - 20_000, false), .. lists.Acceptors.Where(a => a.Id[0] == 'c').Select(a => new Price(a.Id, -50_000, false))]),
        };
        Assert.Contains(new("pair-costs-no-less-than-both-pay", "p1", "a2"), Proof.Check(market, claimed).Faults);
    }

    // As many as count are nearer in one tile, and its own is the first of another; or it is the first of all.
    [Theory]
    [InlineData(29, 1_000, 40)]
    [InlineData(0, -1_000, 0)]
    public void One_that_comes_after_as_many_as_count_is_no_candidate(int behind, int own, int beyond)
    {
        var place = At(own);
        Lists lists = new()
        {
            Proposers = [new("p1", At(0), [], 0, null), .. Enumerable.Range(0, 3).Select(at => new Proposer($"q{at}", place, [], 0, null))],
            Acceptors =
            [
                .. Enumerable.Range(0, behind).Select(at => new Acceptor($"b{at}", At(-5_000 - at), [], 1, [])), .. Enumerable.Range(1, 3).Select(at => new Acceptor($"a{at}", At(-10 * at), [], 1, [])),
                new("own", place, [], 1, []), .. Enumerable.Range(0, beyond).Select(at => new Acceptor($"c{at}", At(1_001 + at), [], 1, [])),
            ],
            Rules = new(Objective: Objective.Nearest, K: 3, SecondPlace: false),
        };
        var (market, pair) = (lists.Market, Between(lists, "p1", "own"));
        var idle = lists.Acceptors.Select(a => a.Id).Where(id => id != "own").OrderBy(id => new Bytes(id));
        Outcome claimed = new([pair], [.. lists.Proposers[1..].Select(q => new Unpaired(q.Id, Reasons.CandidatesTaken))], [.. idle])
        {
            Prices = Prices.Of(market, [new("p1", pair.DistanceDm, false), .. lists.Proposers[1..].Select(q => new Price(q.Id, 0, true))], []),
        };
        Assert.Contains(new("pair-is-of-candidates", "p1", "own"), Proof.Check(market, claimed).Faults);
    }

    static Place At(int metres) => Place.FromDegrees(32 + metres / 111_195.0, 118.8);

    static Pair Between(Lists lists, string p, string a) =>
        new(p, a, 1, 1, Definition.Distance(lists.Proposers.Single(it => it.Id == p).Place, lists.Acceptors.Single(it => it.Id == a).Place));

    static Lists Some(Random chance)
    {
        var lists = chance.Next(3) == 0 ? Chance.Close(chance, 90) : Chance.Market(chance, 90);
        return lists with { Rules = lists.Rules with { Objective = Objective.Nearest } };
    }

    // First places that no standing pair keeps.
    static IEnumerable<Pair> Free(Lists lists, Outcome outcome) => outcome.Pairs.Where(pair => pair.Stage == 1 && !lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, 1)));

    static Outcome Stored(Market market, Outcome outcome, Func<string, long> more) => new(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors)
    {
        Prices = Prices.Of(market, outcome.Prices!.Proposers.Select(price => price with { Decimetres = price.Decimetres + more(price.Id) }), outcome.Prices.Acceptors.Select(price => price with { Decimetres = price.Decimetres + more(price.Id) })),
    };

    static string[] Sorted(IEnumerable<ProofFault> faults) => [.. faults.Select(fault => fault.ToString()).Order(StringComparer.Ordinal)];
}
