using System.Diagnostics;

namespace Matching.Tests;

public sealed class StandingTests
{
    [Fact]
    public void Whoever_comes_and_goes_nobody_is_parted_and_the_standing_stays_proven() =>
        Chance.OnEach(150, chance => Chance.Market(chance, 20), (lists, chance) =>
        {
            var market = lists.Market;
            var standing = new Standing(market, Solver.Solve(market));
            var changes = new Changes(lists, chance);
            for (var at = 0; at < 25; at++)
            {
                HashSet<Lock> before = Pairs(standing);
                var (change, left) = changes.Change(standing);
                var after = Pairs(standing);
                Assert.Equal(before.Where(pair => pair.Proposer == left || pair.Acceptor == left).ToHashSet(), before.Except(after).ToHashSet());
                if (change is not null)
                {
                    Assert.Equal(change.Made.ToHashSet(), after.Except(before).ToHashSet());
                    Assert.Equal(change.Ended.ToHashSet(), before.Except(after).ToHashSet());
                }
                Assert.Empty(Proof.Check(standing.ToMarket(), standing.ToOutcome()).Faults);
                if (at % 5 > 0) continue;
                // With every pair locked there is nothing left to pair: the solver gives back what stands, from lists that others kept.
                var locked = changes.Now with { Locks = [.. after], Rules = lists.Rules with { Levels = 1 } };
                Assert.Equal(Lists.Text(Solver.Solve(locked.Market)), Lists.Text(standing.ToOutcome()));
            }
        });

    [Fact]
    public void Each_change_pairs_those_concerned_with_whom_they_like_best_of_all_that_can_be_had()
    {
        int made = 0, waiting = 0;
        Chance.OnEach(300, chance => Chance.Market(chance, 20), (lists, chance) =>
        {
            var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
            var changes = new Changes(lists, chance);
            for (var at = 0; at < 10; at++)
            {
                var before = Pairs(standing);
                var (change, left) = changes.Change(standing);
                if (change is null) continue;
                string[] concerned = left is null ? [changes.Whom] : [.. change.Ended.Select(pair => pair.Proposer == left ? pair.Acceptor : pair.Proposer)];
                var settled = new Settling(changes.Now, before.Except(change.Ended)).Settle(concerned);
                Assert.Equal(settled.Made, change.Made);
                var empty = changes.Now.Proposers.Where(p => concerned.Contains(p.Id) && settled.IsWaiting(p)).OrderByDescending(p => p.Need).ThenBy(p => new Bytes(p.Id));
                Assert.Equal(empty.Select(p => p.Id), change.Waiting);
                (made, waiting) = (made + change.Made.Count, waiting + change.Waiting.Count);
            }
        });
        Assert.True(made > 500 && waiting > 100, $"only {made} made and {waiting} waiting");
    }

    [Fact]
    public void A_vacancy_goes_to_the_one_waiting_whom_its_acceptor_likes_best()
    {
        Place here = Place.FromDegrees(32.04, 118.79), near = Place.FromDegrees(32.041, 118.79), far = Place.FromDegrees(32.05, 118.79);
        var lists = new Lists
        {
            Proposers = [new("h1", here, [], 0, null), new("h2", far, [], 0, null), new("h3", near, [], 0, null), new("h4", far, [], 100, null)],
            Acceptors = [new("m1", here, [], 1, [])],
            Rules = new(SecondPlace: false),
        };
        var standing = new Standing(lists.Market, new([new("h1", "m1", 1, 1, 0)], [], []));
        Assert.Equal([new("h4", "m1", 1)], standing.Leave("h1").Made);
        Assert.Equal([new("h3", "m1", 1)], standing.Reseat("m1", 2).Made);
        Assert.Equal("seats-hold-standing-pairs", Rule(() => standing.Reseat("m1", 1)));
        Assert.Equal("id-is-known", Rule(() => standing.Leave("h1")));
        Assert.Equal("id-is-unique-over-both-sides", Rule(() => standing.Arrive(new Proposer("m1", here, [], 0, null))));
        Assert.Equal("place-is-on-the-sphere", Rule(() => standing.Move("h2", default)));
    }

    [Fact]
    public void Of_equally_needy_who_lost_their_pair_the_smaller_id_by_bytes_is_placed_first()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        var lists = new Lists
        {
            Proposers = [new("𠮷", here, [], 0, null), new("\uFFFD", here, [], 0, null)],
            Acceptors = [new("m1", here, [], 2, []), new("m2", here, [], 1, [])],
            Rules = new(SecondPlace: false),
        };
        var standing = new Standing(lists.Market, new([new("\uFFFD", "m1", 1, 1, 0), new("𠮷", "m1", 2, 1, 0)], [], ["m2"]));
        Assert.Equal([new("\uFFFD", "m2", 1)], standing.Leave("m1").Made);
    }

    [Fact]
    public void Whoever_comes_with_the_id_of_one_who_left_is_another_whom_nobody_chose_or_excluded()
    {
        Place here = Place.FromDegrees(32.04, 118.79), far = Place.FromDegrees(32.06, 118.79);
        var lists = new Lists
        {
            Proposers = [new("h1", here, [], 0, null), new("h2", far, [], 0, null)],
            Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])],
            Choices = [new("m1", "h2", 1), new("h1", "m2", 1)],
            Exclusions = [new("h1", "m2")],
            Rules = new(SecondPlace: false),
        };
        var standing = new Standing(lists.Market, new([new("h1", "m1", 1, 1, 0), new("h2", "m2", 1, 1, far.DistanceTo(here))], [], []));
        standing.Leave("h2");
        standing.Leave("m2");
        standing.Arrive(new Proposer("h2", far, [], 0, null));
        standing.Leave("h1");
        standing.Arrive(new Proposer("h1", here, [], 0, null));
        var market = standing.ToMarket();
        Assert.Equal(0, market.ChoiceCount);
        // The seat of the one is taken; the new one may be had by those whom the old one was kept from.
        Assert.Equal([new("h1", "m2", 1)], standing.Arrive(new Acceptor("m2", here, [], 1, [])).Made);
        Assert.Equal("rank-is-at-most-1000000000", Rule(() => standing.Arrive(new Proposer("h3", here, [], 0, null), [new("h3", "m2", int.MaxValue)])));
    }

    [Fact]
    public void A_forecast_of_another_standing_or_one_that_is_not_proven_cannot_be_adopted()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        var lists = new Lists { Proposers = [new("h", here, [], 0, null)], Acceptors = [new("m", here, [], 1, [])] };
        Standing one = new(lists.Market, Solver.Solve(lists.Market)), other = new(lists.Market, Solver.Solve(lists.Market));
        Assert.Equal("forecast-is-of-this-standing", Rule(() => one.Adopt(other.Foresee())));
        Outcome wrong = new([], [], []);
        Forecast unproven = new(one, 0, wrong, Proof.Check(lists.Market, wrong), [], []);
        Assert.Equal("outcome-is-proven", Rule(() => one.Adopt(unproven)));
        Assert.Single(one.ToOutcome().Pairs);
    }

    [Fact]
    public void A_forecast_at_several_levels_says_whom_it_would_make_give_way_and_so_does_adopting_it()
    {
        var gaveWay = 0;
        Chance.OnEach(400, chance => LevelTests.Market(chance, 9), (lists, chance) =>
        {
            var market = lists.Market;
            var standing = new Standing(market, Solver.Solve(market));
            var changes = new Changes(lists, chance);
            for (var at = 0; at < 3; at++) changes.Change(standing);
            var forecast = standing.Foresee();
            Assert.Empty(forecast.Proof.Faults);
            Assert.Equal(forecast.Outcome.Blocking, forecast.Blocking);
            Assert.Equal(forecast.Blocking, standing.Adopt(forecast).Blocking);
            gaveWay += forecast.Blocking.Count;
        });
        Assert.True(gaveWay > 10, $"only {gaveWay} gave way");
    }

    [Fact]
    public void What_is_foreseen_is_what_is_then_done() =>
        Chance.OnEach(100, chance => chance.Next(2) == 0 ? Chance.Market(chance, 20) : LevelTests.Market(chance, 20), (lists, chance) =>
        {
            var market = lists.Market;
            var standing = new Standing(market, Solver.Solve(market));
            var changes = new Changes(lists, chance);
            for (var at = 0; at < 10; at++) changes.Change(standing);
            var before = Pairs(standing);
            var forecast = standing.Foresee();
            Assert.Equal(Lists.Text(Solver.Solve(changes.Now.Market)), Lists.Text(forecast.Outcome));
            Assert.Equal(before, Pairs(standing));
            var old = standing.Foresee();
            standing.Adopt(forecast);
            var after = Pairs(standing);
            Assert.Equal(before.Except(after).ToHashSet(), forecast.Parted.ToHashSet());
            Assert.Equal(after.Except(before).ToHashSet(), forecast.Made.ToHashSet());
            Assert.Empty(standing.Foresee().Parted);
            Assert.Equal("forecast-is-of-this-standing", Rule(() => standing.Adopt(old)));
        });

    [Fact]
    public void Ten_thousand_changes_stay_proven_at_each_hundredth()
    {
        var lists = LargeMarketTests.Clustered(3_000, 2_700);
        var market = lists.Market;
        var standing = new Standing(market, Solver.Solve(market));
        var changes = new Changes(lists, new Random(Chance.Seed));
        List<double> arrivals = [];
        for (var at = 1; at <= 10_000; at++)
        {
            var clock = Stopwatch.GetTimestamp();
            changes.Change(standing);
            if (changes.WasArrival) arrivals.Add(Stopwatch.GetElapsedTime(clock).TotalMicroseconds);
            if (at % 100 == 0) Assert.Empty(Proof.Check(standing.ToMarket(), standing.ToOutcome()).Faults);
        }
        Assert.True(arrivals.Count > 1_500);
        // Twenty are wanted of a quiet machine; this only sees a search that goes through everybody.
        Assert.InRange(arrivals.Order().ElementAt(arrivals.Count / 2), 0, 500);
    }

    static HashSet<Lock> Pairs(Standing standing) => [.. standing.ToOutcome().Pairs.Select(pair => new Lock(pair.Proposer, pair.Acceptor, pair.Stage))];

    static string Rule(Action change) => Assert.Throws<BadMarketException>(change).Faults[0].Rule;
}
