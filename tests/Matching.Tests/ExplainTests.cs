namespace Matching.Tests;

public sealed class ExplainTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79);

    [Fact]
    public void Every_pair_is_explained_by_facts_that_hold() =>
        Chance.OnEach(100, chance => Chance.Market(chance, 20), (lists, _) =>
        {
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            var ranks = lists.Choices.ToDictionary(choice => (choice.From, choice.To), choice => (int?)choice.Rank);
            var explained = Explain.Of(market, outcome).Pairs().ToArray();
            Assert.Equal(outcome.Pairs, explained.Select(told => told.Pair));
            foreach (var told in explained)
            {
                var p = lists.Proposers.Single(one => one.Id == told.Pair.Proposer);
                var a = lists.Acceptors.Single(one => one.Id == told.Pair.Acceptor);
                Assert.Equal(Definition.Distance(p.Place, a.Place) / 10, told.DistanceMetres);
                Assert.Equal(ranks.GetValueOrDefault((p.Id, a.Id)), told.ProposersRank);
                Assert.Equal(ranks.GetValueOrDefault((a.Id, p.Id)), told.AcceptorsRank);
                Assert.Equal(p.Needs.Intersect(a.Skills).Order(StringComparer.Ordinal), told.Met);
                Assert.Equal(p.Needs.Except(a.Skills).Order(StringComparer.Ordinal), told.Missed);
                Assert.Equal(p.Group is { } group && a.Groups.Contains(group), told.SameGroup);
                Assert.Equal(Reason(lists, told.Pair), told.Reason);
            }
        });

    [Fact]
    public void Every_choice_is_answered_and_a_refused_one_by_those_who_really_came_first() =>
        Chance.OnEach(200, chance => Chance.Market(chance, 15), (lists, _) =>
        {
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            var told = Explain.Of(market, outcome).Choices().ToArray();
            var isProposer = lists.Proposers.Select(p => p.Id).ToHashSet();
            var inOrder = lists.Choices.OrderByDescending(choice => isProposer.Contains(choice.From)).ThenBy(choice => new Bytes(choice.From)).ThenBy(choice => choice.Rank);
            Assert.Equal(inOrder, told.Select(one => new Choice(one.From, one.To, one.Rank)));
            foreach (var one in told) new ChoiceVerdict(lists, outcome).Holds(one);
            foreach (var id in lists.Choices.Select(choice => choice.From).Distinct())
                Assert.Equal(told.Where(one => one.From == id).Select(one => one.ToString()), Explain.Of(market, outcome).ChoicesOf(id).Select(one => one.ToString()));
        });

    [Fact]
    public void Where_distance_alone_counts_no_choice_is_refused_for_a_preference()
    {
        var refused = 0;
        Chance.OnEach(200, chance => Chance.Market(chance, 15), (lists, _) =>
        {
            lists = lists with { Rules = lists.Rules with { Objective = Objective.Nearest, K = 3 } };
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            foreach (var one in Explain.Of(market, outcome).Choices())
            {
                new ChoiceVerdict(lists, outcome).Holds(one);
                if (one.Reason == ChoiceReasonCodes.LeastDistance) refused++;
            }
        });
        Assert.True(refused > 100, $"only {refused}");
    }

    [Fact]
    public void Where_levels_pair_more_nobody_is_said_to_be_preferred_who_was_only_promoted()
    {
        int gaveWay = 0, precedences = 0, left = 0;
        Chance.OnEach(1_500, chance => LevelTests.Market(chance, 9), (lists, _) =>
        {
            var market = lists.Market;
            var outcome = Solver.Solve(market);
            var told = Explain.Of(market, outcome);
            var blocking = new Verdict(lists).Blocking(outcome).ToHashSet();
            var isProposer = lists.Proposers.Select(p => p.Id).ToHashSet();
            foreach (var one in told.Choices())
            {
                new ChoiceVerdict(lists, outcome).Holds(one);
                var blocks = blocking.Contains(isProposer.Contains(one.From) ? (one.From, one.To) : (one.To, one.From));
                if (one.Reason is ChoiceReasonCodes.SeatsHoldPreferred or ChoiceReasonCodes.ChosenPrefersItsPlace or ChoiceReasonCodes.SeatWentToOneLeftOut)
                    Assert.Equal(blocks, one.Reason == ChoiceReasonCodes.SeatWentToOneLeftOut);
                if (blocks) gaveWay++;
                precedences += one.CameFirst.Count(first => first.Why == PrecedenceReasons.LeftOutOtherwise);
            }
            foreach (var (id, reason) in told.Unpaired) Assert.Equal(blocking.Any(pair => pair.Proposer == id), reason == Reasons.GaveWay);
            left += told.Unpaired.Count(one => one.Reason == Reasons.GaveWay);
        });
        Assert.True(gaveWay > 20 && precedences > 20 && left > 0, $"only {gaveWay} choices, {precedences} holders and {left} left out");
    }

    [Fact]
    public void A_mutual_first_choice_that_a_standing_second_place_bars_is_not_counted_as_open()
    {
        var lists = new Lists
        {
            Proposers = [new("h", here, [], 0, null)],
            Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])],
            Choices = [new("h", "m1", 1), new("m1", "h", 1)],
            Locks = [new("h", "m1", 2)],
        };
        var totals = Explain.Of(lists.Market, Solver.Solve(lists.Market)).Totals();
        Assert.Equal((0, 0), (totals.MutualFirst, totals.MutualFirstGranted));
    }

    [Theory]
    [InlineData("h1", "h2")]
    [InlineData("h2", "h1")]
    public void A_mutual_first_choice_whose_only_seat_a_standing_pair_keeps_is_not_counted_as_open(string kept, string other)
    {
        var lists = new Lists
        {
            Proposers = [new("h1", here, [], 0, null), new("h2", here, [], 0, null)],
            Acceptors = [new("m", here, [], 1, [])],
            Choices = [new(other, "m", 1), new("m", other, 1)],
            Locks = [new(kept, "m", 1)],
        };
        var totals = Explain.Of(lists.Market, Solver.Solve(lists.Market)).Totals();
        Assert.Equal((0, 0), (totals.MutualFirst, totals.MutualFirstGranted));
    }

    [Fact]
    public void Totals_count_choices_granted_and_all_mutual_first_ones_are() =>
        Chance.OnEach(100, chance => Chance.Market(chance, 20), (lists, _) =>
        {
            var market = lists.Market;
            var explanations = Explain.Of(market, Solver.Solve(market));
            var totals = explanations.Totals();
            var isProposer = lists.Proposers.Select(p => p.Id).ToHashSet();
            var granted = explanations.Choices().Where(choice => choice.Granted).ToArray();
            var open = PropertyTests.MutualFirst(lists).Count();
            Assert.Equal((open, open), (totals.MutualFirst, totals.MutualFirstGranted));
            Assert.Equal(explanations.Choices().Count(choice => isProposer.Contains(choice.From) && IsDearest(lists, choice.From, choice.To) && choice.Reason == ChoiceReasonCodes.Granted), totals.ProposersFirstGranted);
            Assert.Equal(granted.Where(choice => isProposer.Contains(choice.From) && choice.Reason == ChoiceReasonCodes.Granted).Select(choice => choice.From).Distinct().Count(), totals.ProposersGranted);
            Assert.Equal(granted.Where(choice => !isProposer.Contains(choice.From)).Select(choice => choice.From).Distinct().Count(), totals.AcceptorsGranted);
            Assert.Equal(lists.Choices.Select(choice => choice.From).Distinct().Count(isProposer.Contains), totals.Proposers);
            Assert.Equal(lists.Choices.Select(choice => choice.From).Distinct().Count(id => !isProposer.Contains(id)), totals.Acceptors);
        });

    public static TheoryData<string, string> Precedences => new()
    {
        { PrecedenceReasons.Nearer, "h-near" },
        { PrecedenceReasons.Needier, "h-needy" },
        { PrecedenceReasons.FitsBetter, "h-fits" },
        { PrecedenceReasons.SameGroup, "h-group" },
        { PrecedenceReasons.RankedHigher, "h-chosen" },
        { PrecedenceReasons.SmallerId, "a-equal" },
        { PrecedenceReasons.StandingPair, "h-kept" },
    };

    [Theory]
    [MemberData(nameof(Precedences))]
    public void Who_came_first_is_told_with_what_weighed_most(string why, string first)
    {
        var away = Place.FromDegrees(32.05, 118.79);
        var other = first switch
        {
            "h-near" => new Proposer(first, here, ["law"], 0, null),
            "h-needy" => new(first, away, ["law"], 30, null),
            "h-fits" => new(first, away, ["medical"], 0, null),
            "h-group" => new(first, away, ["law"], 0, "g"),
            _ => new(first, away, ["law"], 0, null),
        };
        var lists = new Lists
        {
            Proposers = [new("b-refused", away, ["law"], 0, null), other],
            Acceptors = [new("m", here, ["medical"], 1, ["g"])],
            Choices = first == "h-chosen" ? [new("b-refused", "m", 1), new("m", first, 1)] : [new("b-refused", "m", 1)],
            Locks = first == "h-kept" ? [new(first, "m", 1)] : [],
        };
        var market = lists.Market;
        var told = Explain.Of(market, Solver.Solve(market)).ChoicesOf("b-refused").Single();
        Assert.Equal((false, ChoiceReasonCodes.SeatsHoldPreferred), (told.Granted, told.Reason));
        Assert.Equal([new Precedence(first, why)], told.CameFirst);
    }

    [Fact]
    public void An_outcome_of_another_market_is_refused()
    {
        var market = new Lists { Proposers = [new("h", here, [], 0, null)], Acceptors = [new("m", here, [], 1, [])] }.Market;
        var foreign = new Outcome([new("h", "stranger", 1, 1, 0)], [], []);
        Assert.Contains("pair-is-of-known-ids", Assert.Throws<ArgumentException>("outcome", () => Explain.Of(market, foreign)).Message, StringComparison.Ordinal);
        var own = Explain.Of(market, Solver.Solve(market));
        Assert.Throws<ArgumentException>("pair", () => own.Pair(new("h", "stranger", 1, 1, 0)));
        Assert.Empty(own.ChoicesOf("stranger"));
    }

    // The first that applies.
    static string Reason(Lists lists, Pair pair)
    {
        var p = lists.Proposers.Single(one => one.Id == pair.Proposer);
        var a = lists.Acceptors.Single(one => one.Id == pair.Acceptor);
        bool asked = lists.Choices.Any(choice => (choice.From, choice.To) == (p.Id, a.Id)), wanted = lists.Choices.Any(choice => (choice.From, choice.To) == (a.Id, p.Id));
        if (lists.Locks.Contains(new(p.Id, a.Id, pair.Stage))) return PairReasons.StandingPair;
        if (IsDearest(lists, p.Id, a.Id) && IsDearest(lists, a.Id, p.Id)) return PairReasons.MutualFirstChoice;
        if (asked) return wanted ? PairReasons.MutualChoice : PairReasons.ProposersChoice;
        if (wanted) return PairReasons.AcceptorsChoice;
        if (lists.Rules.Bonus > 0 && p.Group is { } group && a.Groups.Contains(group)) return PairReasons.SameGroup;
        return p.Needs.Count > 0 && p.Needs.All(a.Skills.Contains) ? PairReasons.NeedsMet : PairReasons.NearestLeft;
    }

    static bool IsDearest(Lists lists, string from, string to) =>
        lists.Choices.Where(choice => choice.From == from).MinBy(choice => choice.Rank)?.To == to;
}
