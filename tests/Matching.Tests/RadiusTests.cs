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
}
