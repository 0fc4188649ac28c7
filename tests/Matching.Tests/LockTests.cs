namespace Matching.Tests;

public sealed class LockTests
{
    [Fact]
    public void Many_standing_pairs_are_kept_in_order_without_making_anything_for_a_comparison()
    {
        const int count = 20_000, together = 20;
        var chance = new Random(Chance.Seed);
        var lists = new Lists
        {
            Proposers = [.. Enumerable.Range(0, count).Select(at => new Proposer($"h{at}", Chance.Somewhere(chance, 2), ["medical", "legal"], chance.Next(101), "g"))],
            Acceptors = [.. Enumerable.Range(0, count / together).Select(at => new Acceptor($"m{at}", Chance.Somewhere(chance, 2), ["medical"], together, ["g"]))],
            Locks = [.. Enumerable.Range(0, count).Select(at => new Lock($"h{at}", $"m{at % (count / together)}", 1))],
            Rules = new(SecondPlace: false),
        };
        var market = lists.Market;
        var draft = new Draft(market, Terms.Of(market.Rules));
        var before = GC.GetAllocatedBytesForCurrentThread();
        draft.KeepStandingPairs();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * count);
        Assert.True(Proof.Check(market, draft.Finished([], null, [], new(1))).Ok);
    }

    [Fact]
    public void Promotion_that_is_told_to_stop_stops()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        var market = new Lists { Proposers = [new("h", here, [], 0, null)], Acceptors = [new("m", here, [], 1, [])], Rules = new(Levels: 2) }.Market;
        var stage = new Stage(Casting.First(market, Terms.Of(market.Rules)), new(1));
        var forest = new ForestBuilder(stage, new Labels(stage)).Build();
        var promotion = new Promotion(stage, forest, new ChoiceLists(stage, forest, new Appraisal(stage)));
        Assert.Throws<OperationCanceledException>(() => promotion.Run(2, [0], _ => [], new CancellationToken(canceled: true)));
        Assert.Equal(0, stage.Level(0));
        promotion.Run(2, [0], _ => [], CancellationToken.None);
        Assert.Equal(1, stage.Level(0));
    }
}
