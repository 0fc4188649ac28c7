namespace Matching.Tests;

/// <summary>Whether what is told of a choice holds, by going through the lists and the outcome word by word.</summary>
sealed class ChoiceVerdict(Lists lists, Outcome outcome)
{
    readonly Definition definition = new(lists);
    readonly Rules rules = lists.Rules;

    public void Holds(ChoiceExplanation told)
    {
        var byProposer = lists.Proposers.Any(p => p.Id == told.From);
        var p = lists.Proposers.Single(p => p.Id == (byProposer ? told.From : told.To));
        var a = lists.Acceptors.Single(a => a.Id == (byProposer ? told.To : told.From));
        var mine = outcome.Pairs.SingleOrDefault(pair => pair.Proposer == p.Id && pair.Stage == 1);
        var second = outcome.Pairs.SingleOrDefault(pair => pair.Proposer == p.Id && pair.Stage == 2);
        Assert.Equal(mine?.Acceptor == a.Id || second?.Acceptor == a.Id, told.Granted);
        if (told.Reason is not (ChoiceReasonCodes.SeatsHoldPreferred or ChoiceReasonCodes.SeatWentToOneLeftOut or ChoiceReasonCodes.ChosenPrefersItsPlace)) Assert.Empty(told.CameFirst);
        switch (told.Reason)
        {
            case ChoiceReasonCodes.Granted:
                Assert.Equal(a.Id, mine!.Acceptor);
                break;
            case ChoiceReasonCodes.GrantedAsSecondPlace:
                Assert.Equal(a.Id, second!.Acceptor);
                break;
            case ChoiceReasonCodes.Excluded:
                Assert.Contains(new Exclusion(p.Id, a.Id), lists.Exclusions);
                break;
            case ChoiceReasonCodes.BeyondRadius:
                Assert.True(Definition.Distance(p.Place, a.Place) > 10 * rules.Radius);
                break;
            case ChoiceReasonCodes.KeepsStandingPair or ChoiceReasonCodes.ChosenKeepsStandingPair:
                Assert.Equal(byProposer, told.Reason == ChoiceReasonCodes.KeepsStandingPair);
                Assert.True(IsKept(mine!));
                break;
            case ChoiceReasonCodes.BetterChoiceGranted:
                Assert.True(byProposer && lists.Choices.Single(choice => (choice.From, choice.To) == (p.Id, mine!.Acceptor)).Rank < told.Rank);
                break;
            case ChoiceReasonCodes.LeastDistance:
                Assert.True(rules.Objective == Objective.Nearest && definition.Permits(p, a));
                break;
            case ChoiceReasonCodes.SeatWentToOneLeftOut:
                Assert.Contains((p.Id, a.Id), new Verdict(lists).Blocking(outcome));
                Assert.Contains(told.CameFirst, first => first.Why == PrecedenceReasons.LeftOutOtherwise);
                HoldersCameFirst(p, a, told.CameFirst);
                break;
            case ChoiceReasonCodes.SeatsHoldPreferred:
                Assert.Equal((a.Seats, 0), (Seated(a).Length, LowestSeatFor(p, a)));
                HoldersCameFirst(p, a, told.CameFirst);
                break;
            default:
                Assert.Equal((ChoiceReasonCodes.ChosenPrefersItsPlace, false), (told.Reason, byProposer));
                ItsPlaceCameFirst(p, mine!, a, Assert.Single(told.CameFirst));
                break;
        }
    }

    // All who sit there, in the order of the seats, each with what decided between it and the one who asks.
    void HoldersCameFirst(Proposer p, Acceptor a, IReadOnlyList<Precedence> first)
    {
        Assert.Equal(Seated(a).Select(pair => pair.Proposer), first.Select(one => one.Holder));
        foreach (var (pair, why) in Seated(a).Zip(first, (pair, one) => (pair, one.Why)))
        {
            var holder = Named(pair.Proposer);
            var (its, mine) = (definition.Thinks(a, holder), definition.Thinks(a, p));
            if (IsKept(pair)) Assert.Equal(PrecedenceReasons.StandingPair, why);
            else if (mine.CompareTo(its) < 0) Assert.Equal(PrecedenceReasons.LeftOutOtherwise, why);
            else Decided(why, its.Rank < mine.Rank, its.Cost == mine.Cost, new()
            {
                [PrecedenceReasons.Nearer] = Definition.Distance(p.Place, a.Place) - Definition.Distance(holder.Place, a.Place),
                [PrecedenceReasons.FitsBetter] = rules.WAcceptor * Definition.Missing(p, a) / 1000 - rules.WAcceptor * Definition.Missing(holder, a) / 1000,
                [PrecedenceReasons.Needier] = rules.Need * (holder.Need - p.Need),
                [PrecedenceReasons.SameGroup] = definition.Bonus(holder, a) - definition.Bonus(p, a),
            });
        }
    }

    // The place that one has, before the lowest seat that would accept it.
    void ItsPlaceCameFirst(Proposer p, Pair has, Acceptor a, Precedence first)
    {
        var (owner, seat) = (lists.Acceptors.Single(one => one.Id == has.Acceptor), LowestSeatFor(p, a));
        var (its, mine) = (definition.Thinks(p, owner, has.Seat), definition.Thinks(p, a, seat));
        Assert.True(seat > 0 && its.CompareTo(mine) < 0);
        Assert.Equal(owner.Id, first.Holder);
        Decided(first.Why, its.Rank < mine.Rank, its.Cost == mine.Cost, new()
        {
            [PrecedenceReasons.Nearer] = Definition.Distance(p.Place, a.Place) - Definition.Distance(p.Place, owner.Place),
            [PrecedenceReasons.FitsBetter] = rules.WProposer * Definition.Missing(p, a) / 1000 - rules.WProposer * Definition.Missing(p, owner) / 1000,
            [PrecedenceReasons.LessLoaded] = rules.Load * (seat - has.Seat),
            [PrecedenceReasons.SameGroup] = definition.Bonus(p, owner) - definition.Bonus(p, a),
        });
    }

    // By rank, or by id where costs are equal, or by what weighs most in the costs.
    static void Decided(string why, bool byRank, bool byId, Dictionary<string, long> gains)
    {
        if (byRank || byId) Assert.Equal(byRank ? PrecedenceReasons.RankedHigher : PrecedenceReasons.SmallerId, why);
        else Assert.Equal(gains.Values.Max(), gains[why]);
    }

    // 0 where all hold a standing pair or one whom their owner prefers.
    int LowestSeatFor(Proposer p, Acceptor a) => Enumerable.Range(1, a.Seats).FirstOrDefault(seat =>
        Seated(a).SingleOrDefault(pair => pair.Seat == seat) is not { } held
        || (!IsKept(held) && definition.Thinks(a, p).CompareTo(definition.Thinks(a, Named(held.Proposer))) < 0));

    Pair[] Seated(Acceptor a) => [.. outcome.Pairs.Where(pair => pair.Acceptor == a.Id && pair.Stage == 1).OrderBy(pair => pair.Seat)];

    bool IsKept(Pair pair) => lists.Locks.Contains(new(pair.Proposer, pair.Acceptor, 1));

    Proposer Named(string id) => lists.Proposers.Single(p => p.Id == id);
}
