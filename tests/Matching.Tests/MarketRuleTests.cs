namespace Matching.Tests;

public sealed class MarketRuleTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79);

    static readonly Lists good = new()
    {
        Proposers = [new("h1", here, ["medical"], 10, "g"), new("h2", here, [], 0, null)],
        Acceptors = [new("m1", here, ["medical"], 2, ["g"]), new("m2", here, [], 1, [])],
        Choices = [new("h1", "m1", 1), new("h1", "m2", 2), new("m1", "h2", 1)],
        Exclusions = [new("h2", "m2")],
        Locks = [new("h2", "m1", 1)],
    };

    // A change to the good lists, and the one fault that it makes: list, position, subject, field, rule.
    static readonly Dictionary<MarketFault, Func<Lists, Lists>> rules = new()
    {
        [new("proposers", 0, "", "id", "id-is-not-empty")] = lists => lists with { Proposers = Ahead(lists.Proposers, good.Proposers[1] with { Id = "" }) },
        [new("proposers", 0, "h\n3", "id", "id-has-no-control-characters")] = lists => lists with { Proposers = Ahead(lists.Proposers, good.Proposers[1] with { Id = "h\n3" }) },
        [new("proposers", 0, "h\uD842", "id", "id-is-text")] = lists => lists with { Proposers = Ahead(lists.Proposers, good.Proposers[1] with { Id = "h\uD842" }) },
        [new("proposers", 0, new('x', 65), "id", "id-is-at-most-64-characters")] = lists => lists with { Proposers = Ahead(lists.Proposers, good.Proposers[1] with { Id = new('x', 65) }) },
        [new("proposers", 1, "h1", "id", "id-is-unique")] = lists => lists with { Proposers = Ahead(lists.Proposers, good.Proposers[1] with { Id = "h1" }) },
        [new("acceptors", 0, "h1", "id", "id-is-unique-over-both-sides")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, good.Acceptors[1] with { Id = "h1" }) },
        [new("proposers", 0, "h3", "place", "place-is-on-the-sphere")] = lists => lists with { Proposers = Ahead(lists.Proposers, new("h3", default, [], 0, null)) },
        [new("acceptors", 0, "m3", "place", "place-is-on-the-sphere")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, new("m3", new(1, 2, 3), [], 1, [])) },
        [new("proposers", 0, "h3", "need", "need-is-0-to-100")] = lists => lists with { Proposers = Ahead(lists.Proposers, new("h3", here, [], 101, null)) },
        [new("proposers", 0, "h4", "need", "need-is-0-to-100")] = lists => lists with { Proposers = Ahead(lists.Proposers, new("h4", here, [], -1, null)) },
        [new("proposers", 0, "h3", "needs", "code-is-not-empty")] = lists => lists with { Proposers = Ahead(lists.Proposers, new("h3", here, ["a", ""], 0, null)) },
        [new("acceptors", 0, "m3", "seats", "seats-is-at-least-1")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, new("m3", here, [], 0, [])) },
        [new("acceptors", 0, "m3", "seats", "seats-is-at-most-1000000")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, new("m3", here, [], 1_000_001, [])) },
        [new("acceptors", 0, "m3", "skills", "code-is-not-empty")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, new("m3", here, [""], 1, [])) },
        [new("acceptors", 0, "m3", "groups", "group-is-not-empty")] = lists => lists with { Acceptors = Ahead(lists.Acceptors, new("m3", here, [], 1, [""])) },
        [new("choices", 0, "h1", "to", "choice-is-not-of-oneself")] = lists => lists with { Choices = Ahead(lists.Choices, new("h1", "h1", 3)) },
        [new("choices", 0, "h1", "to", "choice-is-of-the-other-side")] = lists => lists with { Choices = Ahead(lists.Choices, new("h1", "h2", 3)) },
        [new("choices", 0, "m2", "to", "choice-is-of-the-other-side")] = lists => lists with { Choices = Ahead(lists.Choices, new("m2", "m1", 3)) },
        [new("choices", 0, "nobody", "from", "from-is-known")] = lists => lists with { Choices = Ahead(lists.Choices, new("nobody", "m1", 3)) },
        [new("choices", 0, "h2", "to", "to-is-known")] = lists => lists with { Choices = Ahead(lists.Choices, new("h2", "nobody", 3)) },
        [new("choices", 0, "m2", "to", "to-is-known")] = lists => lists with { Choices = Ahead(lists.Choices, new("m2", new('x', 300), 3)) },
        [new("choices", 0, "h2", "rank", "rank-is-at-least-1")] = lists => lists with { Choices = Ahead(lists.Choices, new("h2", "m1", 0)) },
        [new("choices", 0, "h2", "rank", "rank-is-at-most-1000000000")] = lists => lists with { Choices = Ahead(lists.Choices, new("h2", "m1", int.MaxValue)) },
        [new("choices", 0, "h1", "to", "choice-is-given-once")] = lists => lists with { Choices = Ahead(lists.Choices, new("h1", "m1", 3)) },
        [new("choices", 3, "m1", "rank", "rank-is-given-once")] = lists => lists with { Choices = Ahead(lists.Choices, new("m1", "h1", 1)) },
        [new("choices", 1, "h1", "from", "choice-list-is-not-too-long")] = lists => lists with { Rules = new(ChoiceListLength: 1) },
        [new("exclusions", 0, "nobody", "proposer", "proposer-is-known")] = lists => lists with { Exclusions = Ahead(lists.Exclusions, new("nobody", "m1")) },
        [new("exclusions", 0, "h1", "acceptor", "acceptor-is-known")] = lists => lists with { Exclusions = Ahead(lists.Exclusions, new("h2", "h1")) },
        [new("locked", 0, "nobody", "proposer", "proposer-is-known")] = lists => lists with { Locks = Ahead(lists.Locks, new("nobody", "m1", 1)) },
        [new("locked", 0, "nobody", "acceptor", "acceptor-is-known")] = lists => lists with { Locks = Ahead(lists.Locks, new("h1", "nobody", 1)) },
        [new("locked", 0, "h1", "stage", "stage-is-1-or-2")] = lists => lists with { Locks = Ahead(lists.Locks, new("h1", "m1", 3)) },
        [new("locked", 1, "h2", "proposer", "proposer-is-locked-once-a-stage")] = lists => lists with { Locks = Ahead(lists.Locks, new("h2", "m2", 1)) },
        [new("locked", 1, "h2", "proposer", "pair-is-locked-in-one-stage")] = lists => lists with { Locks = Ahead(lists.Locks, new("h2", "m1", 2)) },
        [new("locked", 0, "h3", "proposer", "second-place-is-not-elsewhere")] = lists => lists with
        {
            Proposers = Ahead(lists.Proposers, new("h3", here, [], 0, null) { SecondElsewhere = true }), Locks = Ahead(lists.Locks, new("h3", "m2", 2)),
        },
        [new("rules", 0, "rules", "wProposer", "weight-is-not-negative")] = lists => lists with { Rules = new(WProposer: -1) },
        [new("rules", 0, "rules", "wAcceptor", "weight-is-not-negative")] = lists => lists with { Rules = new(WAcceptor: -1) },
        [new("rules", 0, "rules", "load", "weight-is-not-negative")] = lists => lists with { Rules = new(Load: -1) },
        [new("rules", 0, "rules", "need", "weight-is-not-negative")] = lists => lists with { Rules = new(Need: -1) },
        [new("rules", 0, "rules", "bonus", "weight-is-not-negative")] = lists => lists with { Rules = new(Bonus: -1) },
        [new("rules", 0, "rules", "radius", "weight-is-not-negative")] = lists => lists with { Rules = new(Radius: -1) },
        [new("rules", 0, "rules", "load", "weight-is-at-most-1000000000000")] = lists => lists with { Rules = new(Load: 1_000_000_000_001) },
        [new("rules", 0, "rules", "choiceListLength", "choice-list-length-is-not-negative")] = lists => lists with { Rules = new(ChoiceListLength: -1), Choices = [] },
        [new("rules", 0, "rules", "k", "k-is-at-least-1")] = lists => lists with { Rules = new(K: 0) },
        [new("rules", 0, "rules", "k", "k-is-at-most-100")] = lists => lists with { Rules = new(K: 101) },
        [new("rules", 0, "rules", "levels", "levels-is-at-least-1")] = lists => lists with { Rules = new(Levels: 0) },
        [new("rules", 0, "rules", "levels", "levels-is-at-most-16")] = lists => lists with { Rules = new(Levels: 17) },
        [new("rules", 0, "rules", "levels", "levels-are-for-stable")] = lists => lists with { Rules = new(Levels: 2, Objective: Objective.Nearest) },
    };

    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (at, fault) in rules.Keys.Index()) rows.Add(at, $"{fault.Field}: {fault.Rule}");
            return rows;
        }
    }

    [Fact]
    public void The_good_lists_make_a_market() => Assert.Equal((2, 2, 3L, 3), Counts(good.Market));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_broken_rule_is_named_with_its_list_position_and_field(int row, string name)
    {
        var (expected, change) = rules.ElementAt(row);
        Assert.Equal(name, $"{expected.Field}: {expected.Rule}");
        var bad = Assert.Throws<BadMarketException>(() => change(good).Market);
        Assert.Equal([expected], bad.Faults);
        Assert.Equal(1, bad.Total);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_beyond_a_thousand_counted()
    {
        var strangers = Enumerable.Range(0, 1_500).Select(at => new Exclusion($"nobody-{at}", "m1")).ToArray();
        var bad = Assert.Throws<BadMarketException>(() => (good with { Exclusions = strangers, Rules = new(Load: -1) }).Market);
        Assert.Equal((1_000, 1_501), (bad.Faults.Count, bad.Total));
        Assert.Equal("weight-is-not-negative", bad.Faults[0].Rule);
        Assert.Equal(998, bad.Faults[^1].Index);
        Assert.Equal("1501 rule(s) do not hold; the first is weight-is-not-negative, rules 0.", bad.Message);
    }

    [Fact]
    public void An_acceptor_keeps_no_more_standing_pairs_than_it_has_seats()
    {
        var tooMany = good with { Locks = [new("h1", "m2", 1), new("h2", "m2", 1)] };
        Assert.Equal([new("locked", 1, "m2", "acceptor", "acceptor-has-room-for-its-locks")], Assert.Throws<BadMarketException>(() => tooMany.Market).Faults);
        var twoSecond = good with { Locks = [new("h1", "m1", 2), new("h2", "m1", 2)] };
        Assert.Equal("acceptor-has-room-for-its-locks", Assert.Throws<BadMarketException>(() => twoSecond.Market).Faults.Single().Rule);
    }

    [Fact]
    public void What_is_given_twice_and_means_once_is_taken_once()
    {
        var twice = good with
        {
            Proposers = [good.Proposers[0] with { Needs = ["medical", "medical"] }, good.Proposers[1]],
            Exclusions = [new("h2", "m2"), new("h2", "m2")],
            Acceptors = [good.Acceptors[0] with { Groups = ["g", "g"], Skills = ["medical", "medical"] }, good.Acceptors[1]],
        };
        Assert.Equal(Lists.Text(Solver.Solve(good.Market)), Lists.Text(Solver.Solve(twice.Market)));
    }

    [Fact]
    public void What_is_allowed_to_the_last_is_taken_and_one_more_is_not()
    {
        const long most = 1_000_000_000_000;
        var last = good with
        {
            Proposers = [good.Proposers[0] with { Need = 100 }, good.Proposers[1]],
            Acceptors = [.. good.Acceptors.Select(a => a with { Seats = 1_000_000 }), .. Enumerable.Range(0, 198).Select(at => new Acceptor($"a{at}", here, [], 1_000_000, []))],
            Choices = [new("h1", "m1", 1), new("h1", "m2", 1_000_000_000)],
            Rules = new(most, most, most, most, most, most, Levels: 16, K: 100, ChoiceListLength: 2),
        };
        Assert.Equal((2, 200, 200_000_000L, 2), Counts(last.Market));
        Assert.Empty(last.Rules.Broken());
        var more = last with { Acceptors = [.. last.Acceptors, new("one", here, [], 1, [])] };
        Assert.Equal([new("acceptors", 0, "acceptors", "seats", "seats-together-are-at-most-200000000")], Assert.Throws<BadMarketException>(() => more.Market).Faults);
        var least = new Rules(0, 0, 0, 0, 0, 0, Levels: 1, K: 1, ChoiceListLength: 0);
        Assert.Empty(least.Broken());
        Assert.Equal(["weight-is-not-negative", "k-is-at-least-1"], (least with { Need = -1, K = 0 }).Broken().Select(fault => fault.Rule));
    }

    [Fact]
    public void Who_says_nothing_has_the_rules_of_the_definition() =>
        Assert.Equal(
            new Rules(WProposer: 20_000, WAcceptor: 5_000, Load: 10_000, Need: 200, Bonus: 30_000, Radius: null, SecondPlace: true, Objective.Stable, Levels: 1, K: 16, ChoiceListLength: 5),
            new Rules());

    [Fact]
    public void Households_are_offered_a_second_place_and_organizations_are_not() =>
        Assert.Equal((new Rules(SecondPlace: true), new Rules(SecondPlace: false)), (Rules.ForHouseholds, Rules.ForOrganizations));

    [Fact]
    public void Ids_that_are_empty_are_told_as_empty_and_not_as_the_same()
    {
        var nameless = good with { Proposers = [.. good.Proposers, new("", here, [], 0, null), new("", here, [], 0, null)], Acceptors = [.. good.Acceptors, new("", here, [], 1, [])] };
        Assert.Equal(
            [new("proposers", 2, "", "id", "id-is-not-empty"), new("proposers", 3, "", "id", "id-is-not-empty"), new("acceptors", 2, "", "id", "id-is-not-empty")],
            Assert.Throws<BadMarketException>(() => nameless.Market).Faults);
    }

    [Fact]
    public void An_id_of_64_characters_is_taken_whatever_their_bytes()
    {
        var name = string.Concat(Enumerable.Repeat("𠮷", 64));
        var lists = good with { Proposers = [.. good.Proposers, new(name, here, [], 0, null)] };
        Assert.Contains(Solver.Solve(lists.Market).Pairs, pair => pair.Proposer == name);
    }

    // The first of all by number, and the second place after the first.
    [Fact]
    public void Whoever_keeps_a_pair_keeps_it_once()
    {
        Assert.Equal([new("locked", 1, "h1", "proposer", "proposer-is-locked-once-a-stage")], Faults(new("h1", "m1", 1), new("h1", "m2", 1)));
        Assert.Equal([new("locked", 1, "h1", "proposer", "pair-is-locked-in-one-stage")], Faults(new("h1", "m1", 1), new("h1", "m1", 2)));
        Assert.Equal([new("locked", 1, "h1", "proposer", "pair-is-locked-in-one-stage")], Faults(new("h1", "m1", 2), new("h1", "m1", 1)));

        static IReadOnlyList<MarketFault> Faults(params Lock[] locks) => Assert.Throws<BadMarketException>(() => (good with { Locks = locks }).Market).Faults;
    }

    [Fact]
    public void Faults_of_choices_are_told_in_the_order_of_those_who_chose()
    {
        var twice = good with { Choices = [new("h2", "m2", 1), new("h2", "m2", 2), new("h1", "m2", 1), new("h1", "m2", 2)] };
        Assert.Equal(
            [new("choices", 3, "h1", "to", "choice-is-given-once"), new("choices", 1, "h2", "to", "choice-is-given-once")],
            Assert.Throws<BadMarketException>(() => twice.Market).Faults);
        // What is wrong with an id is no fault of who chose it.
        var both = good with { Acceptors = [.. good.Acceptors, good.Acceptors[1] with { Id = "h1" }, good.Acceptors[1] with { Id = "h1" }], Choices = [new("h2", "h1", 1)] };
        Assert.Equal(
            [new("acceptors", 3, "h1", "id", "id-is-unique"), new("acceptors", 2, "h1", "id", "id-is-unique-over-both-sides")],
            Assert.Throws<BadMarketException>(() => both.Market).Faults);
    }

    [Fact]
    public void Groups_are_common_in_whatever_order_they_are_given()
    {
        Place far = Place.FromDegrees(32.05, 118.79);
        foreach (var groups in (string[][])[["c", "b", "a"], ["a", "c", "b", "a"], ["b", "a", "c"]])
        {
            Lists lists = new()
            {
                Proposers = [new("h1", here, [], 0, "a"), new("h2", here, [], 0, "b"), new("h3", here, [], 0, "c")],
                Acceptors = [new("m1", far, [], 3, groups), new("m2", here, [], 3, [])],
                Rules = new(Load: 0, SecondPlace: false),
            };
            var outcome = Solver.Solve(lists.Market);
            Assert.All(outcome.Pairs, pair => Assert.Equal("m1", pair.Acceptor));
            Assert.Empty(Proof.Check(lists.Market, outcome).Faults);
        }
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(150)]
    public void Needs_are_met_and_missed_by_name_however_many_kinds_there_are(int kinds)
    {
        string[] codes = [.. Enumerable.Range(0, kinds).Select(at => $"code-{at:000}")], even = [.. codes.Where((_, at) => at % 2 == 0)];
        var market = (good with { Proposers = [.. good.Proposers, new("h3", here, codes, 0, null)], Acceptors = [.. good.Acceptors, new("m3", here, even, 1, [])] }).Market;
        var (met, missed) = market.Needs(market.Proposers.Ids.Find("h3"), market.Acceptors.Ids.Find("m3"));
        Assert.Equal(even, met);
        Assert.Equal(codes.Except(even), missed);
        Assert.Equal(["medical"], market.Needs(market.Proposers.Ids.Find("h1"), market.Acceptors.Ids.Find("m1")).Met);
    }

    static T[] Ahead<T>(T[] items, T item) => [item, .. items];

    static (int, int, long, int) Counts(Market market) => (market.ProposerCount, market.AcceptorCount, market.SeatCount, market.ChoiceCount);
}
