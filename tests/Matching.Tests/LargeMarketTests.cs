namespace Matching.Tests;

public sealed class LargeMarketTests
{
    [Theory]
    [InlineData(2_000, 1_000)]
    [InlineData(2_000, 500)]
    public void Two_thousand_are_paired_as_the_textbook_pairs_them(int proposers, int acceptors)
    {
        var lists = Clustered(proposers, acceptors);
        Assert.Equal(new Textbook(lists).Solve(Textbook.DeferredAcceptance), Solver.Solve(lists.Market).Pairs);
    }

    [Fact]
    public void Everyone_at_one_point_is_paired_in_the_order_of_need_and_id()
    {
        var here = Place.FromDegrees(32.04, 118.79);
        var lists = new Lists
        {
            Proposers = [.. Enumerable.Range(0, 20_000).Select(at => new Proposer($"h{at:00000}", here, [], at * 7 % 101, null))],
            Acceptors = [.. Enumerable.Range(0, 15_000).Select(at => new Acceptor($"m{at:00000}", here, [], 1 + at % 2, []))],
        };
        var outcome = Proven(lists);
        var neediest = lists.Proposers.OrderByDescending(p => p.Need).ThenBy(p => p.Id, StringComparer.Ordinal).Take(15_000).Select(p => p.Id);
        var first = outcome.Pairs.Where(pair => pair.Seat == 1 && pair.Stage == 1).OrderBy(pair => pair.Acceptor, StringComparer.Ordinal);
        Assert.Equal(neediest, first.Select(pair => pair.Proposer));
    }

    [Fact]
    public void Two_heaps_a_kilometre_apart_are_paired_without_everyone_looking_at_everyone()
    {
        Place here = Place.FromDegrees(32.04, 118.79), there = Place.FromDegrees(32.05, 118.79);
        var lists = new Lists
        {
            Proposers = [.. Enumerable.Range(0, 30_000).Select(at => new Proposer($"h{at:00000}", here, [], at * 7 % 101, null))],
            Acceptors = [.. Enumerable.Range(0, 30_000).Select(at => new Acceptor($"m{at:00000}", there, [], 1, []))],
        };
        Assert.Equal(30_000, Proven(lists).Pairs.Count);
    }

    [Fact]
    public void One_seat_goes_to_whom_its_owner_likes_best_and_all_others_are_told_so()
    {
        var lists = Clustered(5_000, 1);
        lists = lists with { Acceptors = [lists.Acceptors[0] with { Seats = 1 }], Choices = [] };
        var outcome = Proven(lists);
        var definition = new Definition(lists);
        Assert.Equal(lists.Proposers.MinBy(p => definition.Thinks(lists.Acceptors[0], p))!.Id, outcome.Pairs.Single().Proposer);
        Assert.Equal(4_999, outcome.Unpaired.Count(left => left.Reason == Reasons.AllSeatsPreferOthers));
    }

    [Fact]
    public void One_acceptor_with_a_seat_for_everyone_takes_everyone_in_its_own_order()
    {
        var lists = Clustered(3_000, 1);
        lists = lists with { Acceptors = [lists.Acceptors[0] with { Seats = 3_000 }], Choices = [.. lists.Proposers.Take(1_000).Select(p => new Choice(p.Id, lists.Acceptors[0].Id, 1))] };
        var definition = new Definition(lists);
        var expected = lists.Proposers.OrderBy(p => definition.Thinks(lists.Acceptors[0], p)).Select(p => p.Id);
        Assert.Equal(expected, Proven(lists).Pairs.OrderBy(pair => pair.Seat).Select(pair => pair.Proposer));
    }

    [Fact]
    public void Empty_sides_leave_everyone_else_alone()
    {
        var some = Clustered(3, 3);
        var nobody = Proven(some with { Acceptors = [], Choices = [] });
        Assert.All(nobody.Unpaired, left => Assert.Equal(Reasons.NoSeats, left.Reason));
        Assert.Equal((0, 3, 0), (nobody.Pairs.Count, nobody.Unpaired.Count, nobody.IdleAcceptors.Count));
        var idle = Proven(some with { Proposers = [], Choices = [] });
        Assert.Equal((0, 0, 3), (idle.Pairs.Count, idle.Unpaired.Count, idle.IdleAcceptors.Count));
        var empty = Proven(some with { Proposers = [], Acceptors = [], Choices = [] });
        Assert.Equal((0, 0, 0), (empty.Pairs.Count, empty.Unpaired.Count, empty.IdleAcceptors.Count));
    }

    [Fact]
    public void All_excluded_leaves_everyone_out_and_the_proof_says_that_nobody_could_be_paired()
    {
        var lists = Clustered(40, 40);
        lists = lists with { Exclusions = [.. from p in lists.Proposers from a in lists.Acceptors select new Exclusion(p.Id, a.Id)] };
        var outcome = Proven(lists);
        Assert.All(outcome.Unpaired, left => Assert.Equal(Reasons.Excluded, left.Reason));
        Assert.Equal((40, 40), (outcome.Unpaired.Count, outcome.IdleAcceptors.Count));
        Assert.Equal(0, Proof.Check(lists.Market, outcome).Coverage!.Most);
    }

    [Fact]
    public void A_tight_market_under_a_radius_is_proven_with_its_cover()
    {
        var lists = Clustered(8_000, 4_000);
        lists = lists with { Rules = new(Radius: 400) };
        var market = lists.Market;
        var coverage = Proof.Check(market, Proven(lists)).Coverage!;
        Assert.True(coverage.Most > coverage.Paired);
        Assert.Equal("mixed", coverage.Cover);
    }

    static Outcome Proven(Lists lists)
    {
        var market = lists.Market;
        var outcome = Solver.Solve(market);
        Assert.Empty(Proof.Check(market, outcome).Faults);
        return outcome;
    }

    // Needs, groups, choices and some seats, around a few communities.
    internal static Lists Clustered(int proposers, int acceptors)
    {
        var chance = new Random(Chance.Seed);
        string[] codes = ["medical", "legal", "schooling", "employment", "repairs"];
        var centres = Enumerable.Range(0, 12).Select(_ => (North: chance.NextDouble() * 0.1, East: chance.NextDouble() * 0.1)).ToArray();
        var households = Enumerable.Range(0, proposers).Select(at => new Proposer($"h{at}", Near(), Some(2), chance.Next(101), $"g{chance.Next(8)}")).ToArray();
        var helpers = Enumerable.Range(0, acceptors).Select(at => new Acceptor($"m{at}", Near(), Some(3), 1 + chance.Next(3), [$"g{chance.Next(8)}"])).ToArray();
        var choices = households.Where((_, at) => at % 4 == 0).Select(p => new Choice(p.Id, helpers[chance.Next(acceptors)].Id, 1))
            .Concat(helpers.Where((_, at) => at % 4 == 0).Select(a => new Choice(a.Id, households[chance.Next(proposers)].Id, 1)));
        return new() { Proposers = households, Acceptors = helpers, Choices = [.. choices] };

        Place Near()
        {
            var (north, east) = centres[chance.Next(centres.Length)];
            return Place.FromDegrees(32 + north + chance.NextDouble() * 0.01, 118.7 + east + chance.NextDouble() * 0.01);
        }

        string[] Some(int most) => [.. Enumerable.Range(0, chance.Next(most + 1)).Select(_ => codes[chance.Next(codes.Length)])];
    }
}
