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

    static Outcome Solve(Market market, int threads, int smallestPart) =>
        Solver.Solve(market, Terms.Of(market.Rules), new Crew(threads, smallestPart), CancellationToken.None);
}
