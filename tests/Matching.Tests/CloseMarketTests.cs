namespace Matching.Tests;

/// <summary>Where all live within some decimetres and weights are as small, hardly a cost is not another too: what is decided by equality is decided there.</summary>
public sealed class CloseMarketTests
{
    [Fact]
    public void The_outcome_is_what_the_textbook_gives() =>
        Chance.OnEach(40, chance => Chance.Close(chance, 50), (lists, _) =>
            Assert.Equal(new Textbook(lists).Solve(Textbook.DeferredAcceptance), Solver.Solve(lists.Market).Pairs));

    [Fact]
    public void Parts_side_by_side_give_the_same_bytes_as_the_whole_at_one_level_and_at_several() =>
        Chance.OnEach(150, Some, (lists, chance) =>
        {
            var market = lists.Market;
            var whole = Solver.Solve(market, Terms.Of(market.Rules), new Crew(1, int.MaxValue), CancellationToken.None);
            var parts = Solver.Solve(market, Terms.Of(market.Rules), new Crew(1 + chance.Next(4), 1 + chance.Next(12), worthSharing: 1), CancellationToken.None);
            Assert.Equal(Lists.Text(whole), Lists.Text(parts));
            Assert.Equal(Lists.Text(whole), Lists.Text(Solver.Solve(lists.Shuffled(chance).Market)));
            Assert.Empty(Proof.Check(market, whole).Faults);
        });

    [Fact]
    public void The_nearest_are_proven_as_a_whole_and_stretch_by_stretch() =>
        Chance.OnEach(120, chance => Chance.Close(chance, 60), (lists, chance) =>
        {
            lists = lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 1 + chance.Next(8) } };
            var market = lists.Market;
            var whole = Solver.Solve(market);
            var parts = Solver.Solve(market, Terms.Of(market.Rules), new Crew(1 + chance.Next(3), 1 + chance.Next(12), worthSharing: 1), CancellationToken.None);
            Assert.Empty(Proof.Check(market, whole).Faults);
            Assert.Empty(Proof.Check(market, parts).Faults);
            Assert.Equal(Lists.Text(whole), Lists.Text(Solver.Solve(lists.Shuffled(chance).Market)));
        });

    [Fact]
    public void All_who_block_where_distance_alone_counts_are_counted()
    {
        var blocking = 0;
        Chance.OnEach(20, chance => Chance.Close(chance, 45), (lists, _) =>
        {
            lists = lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 6, SecondPlace = false } };
            var outcome = Solver.Solve(lists.Market);
            var proof = Proof.Check(lists.Market, outcome);
            Assert.Equal(new Verdict(lists).Blocking(outcome).DistinctBy(pair => pair.Proposer).Count(), proof.Blocking);
            blocking += proof.Blocking;
        });
        Assert.True(blocking > 60, $"only {blocking}");
    }

    // One or several levels, with many kept apart so that somebody is left out.
    static Lists Some(Random chance)
    {
        var lists = Chance.Close(chance, 40);
        if (chance.Next(3) == 0) return lists;
        var kept = from p in lists.Proposers from a in lists.Acceptors where chance.Next(5) > 1 select new Exclusion(p.Id, a.Id);
        return lists with { Exclusions = [.. kept], Rules = lists.Rules with { Levels = 1 + chance.Next(4) } };
    }
}
