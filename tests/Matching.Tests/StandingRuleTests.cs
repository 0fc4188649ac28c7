namespace Matching.Tests;

public sealed class StandingRuleTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79);

    // A change to a standing in which m1 holds h1 and h4, m2 holds h5, and nobody may choose more than two: and how it is refused.
    static readonly Dictionary<MarketFault, Action<Standing>> refusals = new()
    {
        [Refused("m1", "id", "id-is-unique-over-both-sides")] = it => it.Arrive(Home("m1")),
        [Refused("h1", "id", "id-is-unique-over-both-sides")] = it => it.Arrive(Helper("h1")),
        [new("proposers", 0, "h2", "need", "need-is-0-to-100")] = it => it.Arrive(Home("h2") with { Need = 101 }),
        [new("acceptors", 0, "m3", "seats", "seats-is-at-least-1")] = it => it.Arrive(Helper("m3") with { Seats = 0 }),
        [Refused("h2", "from", "choice-is-of-who-arrives")] = it => it.Arrive(Home("h2"), [new("h1", "m1", 1)]),
        [Refused("h3", "to", "to-is-known")] = it => it.Arrive(Home("h3"), [new("h3", "h1", 1)]),
        [Refused("m3", "to", "to-is-known")] = it => it.Arrive(Helper("m3"), [new("m3", "m1", 1)]),
        [Refused("h2", "rank", "rank-is-at-least-1")] = it => it.Arrive(Home("h2"), [new("h2", "m1", 0)]),
        [Refused("h2", "rank", "rank-is-at-most-1000000000")] = it => it.Arrive(Home("h2"), [new("h2", "m1", 1_000_000_001)]),
        [Refused("h2", "rank", "rank-is-given-once")] = it => it.Arrive(Home("h2"), [new("h2", "m1", 1), new("h2", "m2", 1)]),
        [Refused("h2", "to", "choice-is-given-once")] = it => it.Arrive(Home("h2"), [new("h2", "m1", 1), new("h2", "m1", 2)]),
        [Refused("m4", "from", "choice-list-is-not-too-long")] = it => it.Arrive(Helper("m4"), [new("m4", "h1", 1), new("m4", "h4", 2), new("m4", "h5", 3)]),
        [Refused("nobody", "id", "id-is-known")] = it => it.Leave("nobody"),
        [Refused("stranger", "id", "id-is-known")] = it => it.Move("stranger", here),
        [Refused("h1", "place", "place-is-on-the-sphere")] = it => it.Move("h1", new(1, 2, 3)),
        [Refused("h1", "id", "id-is-known")] = it => it.Reseat("h1", 2),
        [Refused("m1", "seats", "seats-is-1-to-1000000")] = it => it.Reseat("m1", 1_000_001),
        [Refused("m2", "seats", "seats-is-1-to-1000000")] = it => it.Reseat("m2", 0),
        [Refused("m1", "seats", "seats-hold-standing-pairs")] = it => it.Reseat("m1", 1),
        [Refused("m1", "proposer", "proposer-is-known")] = it => it.Exclude(new("m1", "m2")),
        [Refused("h1", "acceptor", "acceptor-is-known")] = it => it.Exclude(new("h1", "h1")),
    };

    public static TheoryData<string, string> Refusals
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var fault in refusals.Keys) rows.Add(fault.Subject, fault.Rule);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_change_that_breaks_a_rule_is_refused_by_its_name_and_changes_nothing(string subject, string rule)
    {
        var (expected, change) = refusals.Single(row => (row.Key.Subject, row.Key.Rule) == (subject, rule));
        var lists = new Lists
        {
            Proposers = [Home("h1"), Home("h4"), Home("h5")],
            Acceptors = [Helper("m1") with { Seats = 2 }, Helper("m2")],
            Rules = new(SecondPlace: false, ChoiceListLength: 2),
        };
        var standing = new Standing(lists.Market, new([new("h1", "m1", 1, 1, 0), new("h4", "m1", 2, 1, 0), new("h5", "m2", 1, 1, 0)], [], []));
        var (before, forecast) = (Lists.Text(standing.ToOutcome()), standing.Foresee());
        Assert.Equal([expected], Assert.Throws<BadMarketException>(() => change(standing)).Faults);
        Assert.Equal(before, Lists.Text(standing.ToOutcome()));
        standing.Adopt(forecast);
    }

    [Fact]
    public void What_is_allowed_to_the_last_is_not_refused()
    {
        var lists = new Lists { Proposers = [Home("h1"), Home("h2")], Acceptors = [], Rules = new(SecondPlace: false, ChoiceListLength: 2) };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        Assert.Equal([new("h2", "m1", 1)], standing.Arrive(Helper("m1"), [new("m1", "h1", 1_000_000_000), new("m1", "h2", 1)]).Made);
        Assert.Equal([new("h1", "m1", 1)], standing.Reseat("m1", 1_000_000).Made);
        Assert.Empty(standing.Reseat("m1", 2).Made);
    }

    [Fact]
    public void Who_waits_is_told_in_the_order_of_ids_wherever_they_live()
    {
        var lists = new Lists { Proposers = [.. Enumerable.Range(0, 9).Select(at => Home($"h{at}") with { Place = Place.FromDegrees(32 + at * 7 % 9, 118 + at * 4 % 9) })], Acceptors = [] };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        Assert.Equal([.. Enumerable.Range(0, 9).Select(at => $"h{at}")], standing.Adopt(standing.Foresee()).Waiting);
    }

    [Fact]
    public void What_was_foreseen_before_any_change_or_any_two_is_not_adopted()
    {
        Action<Standing>[] changes = [it => it.Exclude(new("h1", "m2")), it => it.Reseat("m2", 2), it => it.Adopt(it.Foresee())];
        foreach (var first in changes)
            foreach (var next in (Action<Standing>[])[_ => { }, .. changes])
            {
                var lists = new Lists { Proposers = [Home("h1")], Acceptors = [Helper("m1"), Helper("m2")] };
                var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
                var foreseen = standing.Foresee();
                first(standing);
                next(standing);
                var refused = Assert.Throws<BadMarketException>(() => standing.Adopt(foreseen));
                Assert.Equal([Refused("forecast", "forecast", "forecast-is-of-this-standing")], refused.Faults);
            }
    }

    [Fact]
    public void What_is_not_proven_is_refused_as_a_forecast()
    {
        var lists = new Lists { Proposers = [Home("h1")], Acceptors = [Helper("m1")] };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        Outcome wrong = new([], [], []);
        Forecast unproven = new(standing, 0, wrong, Proof.Check(lists.Market, wrong), [], []);
        Assert.Equal([Refused("forecast", "forecast", "outcome-is-proven")], Assert.Throws<BadMarketException>(() => standing.Adopt(unproven)).Faults);
    }

    [Fact]
    public void What_who_arrives_needs_or_belongs_to_counts_once_in_whatever_order_it_is_given()
    {
        string[] codes = [.. Enumerable.Range(0, 70).Select(at => $"code-{at}")];
        var lists = new Lists
        {
            Proposers = [Home("h1") with { Group = "g2", Needs = codes }, Home("h2") with { Group = "g1", Needs = ["code-69"] }],
            Acceptors = [],
            Rules = new(SecondPlace: false),
        };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        // By its needs the first would be the farther by twenty kilometres for the one who arrives, by the common group the nearer by thirty.
        Assert.Equal([new("h2", "m1", 1)], standing.Arrive(Helper("m1") with { Groups = ["g2", "g1", "g2"], Skills = ["code-69", "code-69"] }).Made);
        Assert.Equal([new("h1", "m2", 1)], standing.Arrive(Helper("m2") with { Groups = ["g3", "g2", "g1"], Skills = [.. codes.Reverse(), .. codes] }).Made);
        standing.Arrive(Helper("m3") with { Skills = ["code-3"] });
        standing.Arrive(Helper("m4") with { Skills = ["code-69", "code-70", "code-5"] });
        Assert.Equal([new("h3", "m4", 1)], standing.Arrive(Home("h3") with { Needs = ["code-69", "code-3", "code-69", "code-5"] }).Made);
        Lists after = lists with
        {
            Proposers = [.. lists.Proposers, Home("h3") with { Needs = ["code-3", "code-5", "code-69"] }],
            Acceptors =
            [
                Helper("m1") with { Groups = ["g1", "g2"], Skills = ["code-69"] }, Helper("m2") with { Groups = ["g1", "g2", "g3"], Skills = codes },
                Helper("m3") with { Skills = ["code-3"] }, Helper("m4") with { Skills = ["code-5", "code-69", "code-70"] },
            ],
            Locks = [new("h2", "m1", 1), new("h1", "m2", 1), new("h3", "m4", 1)],
        };
        Assert.Equal(Lists.Text(Solver.Solve(after.Market)), Lists.Text(standing.ToOutcome()));
        Assert.Equal(Lists.Text(Solver.Solve((after with { Locks = [] }).Market)), Lists.Text(standing.Foresee().Outcome));
    }

    [Fact]
    public void Who_arrives_takes_whom_it_chose_for_the_second_place_too()
    {
        var far = Place.FromDegrees(32.05, 118.79);
        var lists = new Lists { Proposers = [], Acceptors = [Helper("m1"), Helper("m2") with { Place = far }, Helper("m3") with { Place = far }] };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        Assert.Equal([new("h1", "m3", 1), new("h1", "m2", 2)], standing.Arrive(Home("h1"), [new("h1", "m3", 1), new("h1", "m2", 2)]).Made);
    }

    // Nobody is promoted and no way is shortened where all are locked. All are candidates here: else one may be left beside an empty seat.
    [Fact]
    public void What_stands_after_changes_is_proven_whatever_it_was_made_for() =>
        Chance.OnEach(60, chance => Chance.Market(chance, 12), (lists, chance) =>
        {
            lists = lists with { Rules = chance.Next(2) == 0 ? lists.Rules with { Levels = 3 } : lists.Rules with { Objective = Objective.Nearest, K = 100 } };
            var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
            var changes = new Changes(lists, chance);
            for (var at = 0; at < 12; at++)
            {
                if (at == 6) standing.Adopt(standing.Foresee());
                changes.Change(standing);
                Assert.Empty(Proof.Check(standing.ToMarket(), standing.ToOutcome()).Faults);
            }
        });

    [Fact]
    public void Who_takes_the_place_of_a_second_helper_that_was_kept_is_not_kept()
    {
        var lists = new Lists
        {
            Proposers = [Home("h1")],
            Acceptors = [Helper("m1"), Helper("m2"), Helper("m3") with { Place = Place.FromDegrees(32.05, 118.79) }],
            Locks = [new("h1", "m2", 2)],
        };
        var standing = new Standing(lists.Market, Solver.Solve(lists.Market));
        Assert.Equal([new("h1", "m3", 2)], standing.Leave("m2").Made);
        standing.Arrive(Helper("m4"));
        Assert.Equal([new("h1", "m3", 2)], standing.Foresee().Parted);
    }

    static Proposer Home(string id) => new(id, here, [], 0, null);

    static Acceptor Helper(string id) => new(id, here, [], 1, []);

    static MarketFault Refused(string subject, string field, string rule) => new("changes", 0, subject, field, rule);
}
