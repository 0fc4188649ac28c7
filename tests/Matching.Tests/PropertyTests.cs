namespace Matching.Tests;

public sealed class PropertyTests
{
    [Fact]
    public void Permuted_input_gives_the_same_bytes() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 30), (lists, chance) =>
            Assert.Equal(Lists.Text(Solver.Solve(lists.Market)), Lists.Text(Solver.Solve(lists.Shuffled(chance).Market))));

    [Fact]
    public void Mutual_first_choices_that_may_be_paired_are_granted()
    {
        var granted = 0;
        Chance.OnEach(1_500, chance => Chance.Market(chance, 7), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            foreach (var (p, a) in MutualFirst(lists))
            {
                granted++;
                Assert.Contains(outcome.Pairs, pair => pair.Stage == 1 && pair.Proposer == p && pair.Acceptor == a);
            }
        });
        Assert.True(granted > 30, $"only {granted} to look at");
    }

    [Fact]
    public void With_nothing_to_forbid_it_everyone_is_paired_as_long_as_there_are_seats() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 30), (lists, _) =>
        {
            lists = lists with { Exclusions = [], Locks = [], Rules = lists.Rules with { Radius = null } };
            var outcome = Solver.Solve(lists.Market);
            var seats = lists.Acceptors.Sum(a => a.Seats);
            Assert.Equal(Math.Min(lists.Proposers.Length, seats), outcome.Pairs.Count(pair => pair.Stage == 1));
            Assert.Equal(Math.Max(0, lists.Proposers.Length - seats), outcome.Unpaired.Count);
        });

    [Fact]
    public void Idle_acceptors_take_second_places_one_for_each_proposer_and_only_when_offered() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 30), (lists, _) =>
        {
            lists = lists with { Exclusions = [], Locks = [], Rules = lists.Rules with { Radius = null } };
            var outcome = Solver.Solve(lists.Market);
            var working = outcome.Pairs.Where(pair => pair.Stage == 1).Select(pair => pair.Acceptor).Union(lists.Acceptors.Where(a => a.HoldsElsewhere).Select(a => a.Id)).Count();
            var second = lists.Rules.SecondPlace ? Math.Min(lists.Proposers.Count(p => !p.SecondElsewhere), lists.Acceptors.Length - working) : 0;
            Assert.Equal(second, outcome.Pairs.Count(pair => pair.Stage == 2));
            Assert.Equal(lists.Acceptors.Length - working - second, outcome.IdleAcceptors.Count);
        });

    [Fact]
    public void Each_of_the_left_out_is_told_why() =>
        Chance.OnEach(300, chance => Chance.Market(chance, 12), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            foreach (var (id, reason) in outcome.Unpaired) Assert.Equal(new Verdict(lists).Reason(outcome, id), reason);
        });

    [Fact]
    public void Every_list_of_an_outcome_is_in_the_order_of_the_ids_by_their_bytes() =>
        Chance.OnEach(300, chance => chance.Next(2) == 0 ? Chance.Market(chance, 20) : LevelTests.Market(chance, 15), (lists, _) =>
        {
            var outcome = Solver.Solve(lists.Market);
            Assert.Equal(outcome.Pairs.OrderBy(pair => new Bytes(pair.Proposer)).ThenBy(pair => pair.Stage), outcome.Pairs);
            Assert.Equal(outcome.Unpaired.OrderBy(left => new Bytes(left.Proposer)), outcome.Unpaired);
            Assert.Equal(outcome.IdleAcceptors.OrderBy(id => new Bytes(id)), outcome.IdleAcceptors);
            Assert.Equal(outcome.Blocking.OrderBy(pair => new Bytes(pair.Proposer)).ThenBy(pair => new Bytes(pair.Acceptor)), outcome.Blocking);
        });

    [Fact]
    public void A_run_that_is_told_to_stop_stops()
    {
        var lists = new Lists { Proposers = [new("h", Place.FromDegrees(32, 118), [], 0, null)], Acceptors = [] };
        Assert.Throws<OperationCanceledException>(() => Solver.Solve(lists.Market, new CancellationToken(canceled: true)));
    }

    // First choices on both sides, permitted, the proposer not kept by a standing pair and the acceptor with an open seat.
    internal static IEnumerable<(string Proposer, string Acceptor)> MutualFirst(Lists lists)
    {
        var definition = new Definition(lists);
        var dearest = lists.Choices.GroupBy(choice => choice.From).ToDictionary(list => list.Key, list => list.MinBy(choice => choice.Rank)!.To);
        return from p in lists.Proposers
               from a in lists.Acceptors
               where dearest.GetValueOrDefault(p.Id) == a.Id && dearest.GetValueOrDefault(a.Id) == p.Id && definition.Permits(p, a)
               where !lists.Locks.Any(kept => kept.Proposer == p.Id && (kept.Stage == 1 || kept.Acceptor == a.Id))
               where lists.Locks.Count(kept => kept.Stage == 1 && kept.Acceptor == a.Id) < a.Seats
               select (p.Id, a.Id);
    }
}
