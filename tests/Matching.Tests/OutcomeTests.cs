namespace Matching.Tests;

public sealed class OutcomeTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79);

    static readonly Market market = new Lists
    {
        Proposers = [new("h1", here, [], 0, null), new("h2", here, [], 1, null), new("h3", here, [], 2, null)],
        Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])],
        Exclusions = [new("h1", "m2"), new("h2", "m2"), new("h3", "m2")],
        Rules = new(Objective: Objective.Nearest),
    }.Market;

    [Fact]
    public void The_lists_of_an_outcome_are_read_by_position_one_by_one_and_no_farther()
    {
        var outcome = Solver.Solve(market);
        Reads(outcome.Pairs, 1);
        Reads(outcome.Unpaired, 2);
        Reads(outcome.IdleAcceptors, 1);

        static void Reads<T>(IReadOnlyList<T> list, int count)
        {
            Assert.Equal(count, list.Count);
            Assert.Equal(list, Enumerable.Range(0, count).Select(at => list[at]));
            Assert.Equal(list, ((System.Collections.IEnumerable)list).Cast<T>());
            Assert.Throws<ArgumentOutOfRangeException>(() => list[count]);
            Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        }
    }

    [Fact]
    public void Prices_of_strangers_or_given_twice_are_refused_by_list_and_position()
    {
        Price[] proposers = [new("h2", 1, false), new("nobody", 1, false), new("h2", 2, true)], acceptors = [new("h1", 1, false), new("m2", 1, false)];
        var bad = Assert.Throws<BadMarketException>(() => Prices.Of(market, proposers, acceptors));
        Assert.Equal(
            [new("proposers", 1, "nobody", "id", "id-is-known"), new("proposers", 2, "h2", "id", "id-is-unique"), new("acceptors", 0, "h1", "id", "id-is-known")], bad.Faults);
        var prices = Prices.Of(market, [proposers[0]], [new("m2", 3, true)]);
        Assert.Equal([new("h1", 0, false), new("h2", 1, false), new("h3", 0, false)], prices.Proposers);
        Assert.Equal([new("m1", 0, false), new("m2", 3, true)], prices.Acceptors);
    }

    // Of a market with one proposer more, or one acceptor more.
    [Fact]
    public void Prices_of_another_market_prove_nothing()
    {
        Lists one = new() { Proposers = [new("h", here, [], 0, null)], Acceptors = [new("m", here, [], 1, [])], Rules = new(Objective: Objective.Nearest, SecondPlace: false) };
        foreach (var other in (Lists[])[one with { Proposers = [.. one.Proposers, new("i", here, [], 0, null)] }, one with { Acceptors = [.. one.Acceptors, new("n", here, [], 1, [])] }])
        {
            var outcome = Solver.Solve(one.Market);
            Outcome foreign = new(outcome.Pairs, outcome.Unpaired, outcome.IdleAcceptors) { Prices = Solver.Solve(other.Market).Prices };
            Assert.Equal(["prices-are-given"], Proof.Check(one.Market, foreign).Faults.Select(fault => fault.Rule));
        }
    }
}
