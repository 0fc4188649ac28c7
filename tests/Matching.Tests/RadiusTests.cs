namespace Matching.Tests;

public sealed class RadiusTests
{
    static readonly Place here = Place.FromDegrees(0, 0);

    // A whole number of metres away, to the decimetre; and the same and one decimetre.
    static readonly Place there = East(0), oneMore = East(1);

    static readonly int metres = (int)(Definition.Distance(here, there) / 10);

    static Place East(int over) =>
        Enumerable.Range(5_000, 5_000).Select(at => Place.FromDegrees(0, at / 1_111_950.0)).First(place => Definition.Distance(here, place) % 10 == over);

    static Lists Two(Place place, int radius, Objective objective = Objective.Stable) => new()
    {
        Proposers = [new("h", place, [], 0, null)],
        Acceptors = [new("m", here, [], 1, [])],
        Choices = [new("h", "m", 1)],
        Rules = new(Radius: radius, SecondPlace: false, Objective: objective),
    };

    [Theory]
    [InlineData(Objective.Stable)]
    [InlineData(Objective.Nearest)]
    public void A_pair_as_far_apart_as_the_radius_is_made_and_one_a_decimetre_farther_is_not(Objective objective)
    {
        Assert.Equal(["m"], Paired(Two(there, metres, objective)));
        Assert.Empty(Paired(Two(there, metres - 1, objective)));
        Assert.Empty(Paired(Two(oneMore, (int)(Definition.Distance(here, oneMore) / 10), objective)));
    }

    [Fact]
    public void So_it_is_said_of_a_choice()
    {
        Assert.Equal(ChoiceReasonCodes.Granted, Said(Two(there, metres)));
        Assert.Equal(ChoiceReasonCodes.BeyondRadius, Said(Two(there, metres - 1)));

        static string Said(Lists lists) => Explain.Of(lists.Market, Solver.Solve(lists.Market)).ChoicesOf("h").Single().Reason;
    }

    [Fact]
    public void So_it_is_in_a_standing_outcome_too()
    {
        Assert.Equal([new("h", "m", 1)], Moved(metres).Made);
        Assert.Equal(["h"], Moved(metres - 1).Waiting);

        static StandingChange Moved(int radius)
        {
            var lists = Two(Place.FromDegrees(60, 0), radius);
            return new Standing(lists.Market, Solver.Solve(lists.Market)).Move("h", there);
        }
    }

    [Fact]
    public void One_kept_from_a_seat_as_far_away_as_the_radius_is_told_so_and_not_that_there_is_none()
    {
        Assert.Equal([Reasons.Excluded, Reasons.Excluded], Told(metres));
        Assert.Equal([Reasons.NoSeatWithinRadius, Reasons.NoSeatWithinRadius], Told(metres - 1));

        static string[] Told(int radius)
        {
            var lists = Two(there, radius) with { Exclusions = [new("h", "m")] };
            var outcome = Solver.Solve(lists.Market);
            Assert.Empty(Proof.Check(lists.Market, outcome).Faults);
            return [outcome.Unpaired.Single().Reason, new Standing(lists.Market, outcome).ToOutcome().Unpaired.Single().Reason];
        }
    }

    [Fact]
    public void So_it_is_of_one_who_gives_way_to_one_left_out()
    {
        Assert.Equal(["h1 m2", "h2 m1"], Made(metres));
        Assert.Equal(["h1 m1"], Made(metres - 1));

        static IEnumerable<string> Made(int radius)
        {
            var lists = new Lists
            {
                Proposers = [new("h1", there, [], 0, null), new("h2", Place.FromDegrees(0, 0.006), [], 0, null)],
                Acceptors = [new("m1", there, [], 1, []), new("m2", here, [], 1, [])],
                Rules = new(Radius: radius, SecondPlace: false, Levels: 2),
            };
            var outcome = Solver.Solve(lists.Market);
            Assert.Empty(Proof.Check(lists.Market, outcome).Faults);
            return outcome.Pairs.Select(pair => $"{pair.Proposer} {pair.Acceptor}");
        }
    }

    static IEnumerable<string> Paired(Lists lists)
    {
        var outcome = Solver.Solve(lists.Market);
        Assert.Empty(Proof.Check(lists.Market, outcome).Faults);
        Assert.Equal(outcome.Pairs.Count == 0 ? [Reasons.NoSeatWithinRadius] : [], outcome.Unpaired.Select(left => left.Reason));
        return outcome.Pairs.Select(pair => pair.Acceptor);
    }

    // As many metres as would come to little if their square were told in 64 bits.
    [Fact]
    public void A_radius_wider_than_the_earth_keeps_nobody_apart()
    {
        var lists = Two(Place.FromDegrees(0, 1), 0) with { Choices = [], Rules = new(Radius: 1L << 31, SecondPlace: false) };
        var report = Proof.Check(lists.Market, new([], [new("h", Reasons.AllSeatsPreferOthers)], ["m"]));
        Assert.Equal([new("pair-does-not-block", "h", "m")], report.Faults);
        Assert.Equal(1, report.Coverage!.Most);
        Assert.Equal(["m"], Paired(lists));
    }

    // A cost whose square would be told as nothing in 64 bits rules out nobody by the order of ids: neither whom one has, nor whom a place has.
    [Fact]
    public void Costs_that_are_farther_than_the_earth_is_wide_rule_nobody_out()
    {
        Place near = Place.FromDegrees(0, 0.001);
        Lists lists = new()
        {
            Proposers = [new("h1", here, ["medical"], 0, null), new("h2", here, ["legal"], 0, null), new("k", here, [], 0, null)],
            Acceptors = [new("a1", here, ["legal"], 2, []), new("a2", near, ["medical"], 1, [])],
            Locks = [new("k", "a1", 1)],
            Rules = new(WProposer: (1L << 32) - 6_000, WAcceptor: 0, Load: 6_000, SecondPlace: false),
        };
        Outcome crossed = new([new("h1", "a1", 2, 1, 0), new("h2", "a2", 1, 1, here.DistanceTo(near)), new("k", "a1", 1, 1, 0)], [], []);
        Assert.Contains("pair-does-not-block", Proof.Check((lists with { Proposers = [lists.Proposers[0] with { Need = 1 }, .. lists.Proposers[1..]] }).Market, crossed).Faults.Select(fault => fault.Rule));
        // The place of z1 costs its owner 2^32; z2 would be welcome in it, and wants it.
        Lists other = new()
        {
            Proposers = [new("z1", here, ["medical"], 0, null), new("z2", here, ["legal"], 0, null)],
            Acceptors = [new("a1", here, ["legal"], 1, [])],
            Rules = new(WProposer: 0, WAcceptor: 1L << 32, SecondPlace: false),
        };
        Outcome taken = new([new("z1", "a1", 1, 1, 0)], [new("z2", Reasons.AllSeatsPreferOthers)], []);
        Assert.Equal([new("pair-does-not-block", "z2", "a1")], Proof.Check(other.Market, taken).Faults);
    }
}
