namespace Matching.Tests;

public sealed class ThreadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Parts_of_a_market_side_by_side_give_the_same_bytes_as_the_market_as_a_whole(int threads) =>
        Chance.OnEach(200, chance => Chance.Market(chance, 60), (lists, chance) =>
        {
            var market = lists.Market;
            var whole = Lists.Text(Solve(market, 1, int.MaxValue));
            Assert.Equal(whole, Lists.Text(Solve(market, threads, 1 + chance.Next(12))));
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_large_market_is_the_same_at_any_number_of_threads(int threads)
    {
        var lists = LargeMarketTests.Clustered(30_000, 16_000);
        var market = lists.Market;
        Assert.Equal(Lists.Text(Solve(market, 1, int.MaxValue)), Lists.Text(Solver.Solve(market, default, threads)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void The_proof_finds_the_same_faults_in_the_same_order_at_any_number_of_threads(int threads) =>
        Chance.OnEach(200, chance => chance.Next(2) == 0 ? Chance.Market(chance, 30) : LevelTests.Market(chance, 15), (lists, chance) =>
        {
            var (market, outcome) = (lists.Market, Solver.Solve(lists.Market));
            var changed = chance.Next(4) == 0 ? outcome : PlantedErrorTests.Change(lists, outcome, chance);
            var alone = Check(market, changed, 1);
            var together = Check(market, changed, threads);
            Assert.Equal((alone.FaultCount, alone.Blocking, alone.Figures), (together.FaultCount, together.Blocking, together.Figures));
            Assert.Equal(alone.Faults, together.Faults);
            Assert.Equal(alone.Coverage?.Most, together.Coverage?.Most);
        });

    [Fact]
    public void A_proof_that_is_told_to_stop_stops()
    {
        var market = new Lists { Proposers = [], Acceptors = [] }.Market;
        Assert.Throws<OperationCanceledException>(() => Proof.Check(market, Solver.Solve(market), stop: new CancellationToken(canceled: true)));
    }

    static ProofReport Check(Market market, Outcome outcome, int threads) =>
        Proof.Check(market, outcome, new Crew(threads, worthSharing: 1), CancellationToken.None);

    // Even what is too small to be worth it is shared, so that the seams are where a small market has them too.
    static Outcome Solve(Market market, int threads, int smallestPart) =>
        Solver.Solve(market, Terms.Of(market.Rules), new Crew(threads, smallestPart, worthSharing: 1), CancellationToken.None);
}
