namespace Matching.Tests;

/// <summary>Acceptors that hold somebody outside the market, and proposers whose second place is somebody's outside it.</summary>
public sealed class ElsewhereTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79), near = Place.FromDegrees(32.041, 118.79), far = Place.FromDegrees(32.05, 118.79);

    // m1 helps h1, and m2 is nearer to it than m3.
    static readonly Lists lists = new()
    {
        Proposers = [new("h1", here, [], 0, null)],
        Acceptors = [new("m1", here, [], 1, []), new("m2", near, [], 1, []), new("m3", far, [], 1, [])],
        Locks = [new("h1", "m1", 1)],
    };

    static Lists Busy => lists with { Acceptors = [.. lists.Acceptors.Select(a => a with { HoldsElsewhere = a.Id == "m2" })] };

    static Lists Taken => lists with { Proposers = [.. lists.Proposers.Select(p => p with { SecondElsewhere = true })] };

    [Fact]
    public void A_second_place_goes_past_one_who_holds_somebody_elsewhere_to_the_next_who_is_idle()
    {
        Assert.Equal(["h1 m1 1", "h1 m2 2", "idle m3"], Told(lists));
        Assert.Equal(["h1 m1 1", "h1 m3 2"], Told(Busy));
    }

    [Fact]
    public void A_second_place_that_is_somebodys_elsewhere_is_not_given_again() =>
        Assert.Equal(["h1 m1 1", "idle m2", "idle m3"], Told(Taken));

    [Fact]
    public void The_seats_of_one_who_holds_somebody_elsewhere_are_given_as_all_others()
    {
        Assert.Equal(["h1 m2 1", "h1 m3 2"], Told(Busy with { Locks = [], Acceptors = [.. Busy.Acceptors.Skip(1)] }));
        // What it keeps as a second helper it keeps.
        Assert.Equal(["h1 m1 1", "h1 m2 2", "idle m3"], Told(Busy with { Locks = [.. lists.Locks, new("h1", "m2", 2)] }));
    }

    [Fact]
    public void The_proof_sees_a_second_place_given_to_who_is_not_idle_or_where_none_is_offered()
    {
        var outcome = Solver.Solve(lists.Market);
        Assert.Equal(["second-helper-was-idle"], Rules(Busy, outcome));
        Assert.Equal(["second-places-are-offered"], Rules(Taken, outcome));
        // Nobody is given the place, and who is busy is called idle.
        Outcome none = new([.. outcome.Pairs.Take(1)], [], ["m2", "m3"]);
        Assert.Equal(["idle-are-listed", "pair-does-not-block"], Rules(Busy, none));
        Assert.Equal([], Rules(Taken, none));
        Assert.Equal(["idle-are-listed"], Rules(Taken, new(none.Pairs, [], ["m3"])));
    }

    [Fact]
    public void The_proof_fails_whenever_an_outcome_was_made_without_heeding_who_is_busy_elsewhere()
    {
        int busy = 0, taken = 0;
        Chance.OnEach(800, chance => Chance.Market(chance, 16), (lists, _) =>
        {
            var blind = Solver.Solve((lists with
            {
                Proposers = [.. lists.Proposers.Select(p => p with { SecondElsewhere = false })],
                Acceptors = [.. lists.Acceptors.Select(a => a with { HoldsElsewhere = false })],
            }).Market);
            var (holding, helped) = (lists.Acceptors.Where(a => a.HoldsElsewhere).Select(a => a.Id), lists.Proposers.Where(p => p.SecondElsewhere).Select(p => p.Id));
            var news = blind.Pairs.Where(pair => pair.Stage == 2 && !lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, 2))).ToArray();
            var (first, second) = (news.Any(pair => holding.Contains(pair.Acceptor)) || blind.IdleAcceptors.Any(holding.Contains), news.Any(pair => helped.Contains(pair.Proposer)));
            Assert.Equal(!first && !second, Proof.Check(lists.Market, blind).Ok);
            (busy, taken) = (busy + (first ? 1 : 0), taken + (second ? 1 : 0));
        });
        Assert.True(busy > 50 && taken > 10, $"only {busy} and {taken}");
    }

    [Fact]
    public void A_standing_offers_second_places_by_the_same_rule()
    {
        var standing = new Standing(Busy.Market, new([new("h1", "m1", 1, 1, 0)], [], ["m3"]));
        Assert.Equal(["m3"], standing.ToOutcome().IdleAcceptors);
        Assert.Equal([new("h1", "m3", 2)], standing.Move("h1", near).Made);
        Assert.DoesNotContain(standing.Arrive(new Proposer("h2", near, [], 0, null) { SecondElsewhere = true }).Made, pair => pair.Stage == 2);
        Assert.Equal([], standing.Arrive(new Acceptor("m4", near, [], 1, []) { HoldsElsewhere = true }).Made);
        Assert.Equal([], standing.ToOutcome().IdleAcceptors);
        Assert.Empty(Proof.Check(standing.ToMarket(), standing.ToOutcome()).Faults);
    }

    static string[] Told(Lists lists)
    {
        var outcome = Solver.Solve(lists.Market);
        Assert.True(Proof.Check(lists.Market, outcome).Ok);
        return [.. outcome.Pairs.Select(pair => $"{pair.Proposer} {pair.Acceptor} {pair.Stage}"), .. outcome.IdleAcceptors.Select(id => $"idle {id}")];
    }

    static string[] Rules(Lists lists, Outcome outcome) => [.. Proof.Check(lists.Market, outcome).Faults.Select(fault => fault.Rule).Distinct()];
}
