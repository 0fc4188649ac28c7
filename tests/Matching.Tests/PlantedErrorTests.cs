namespace Matching.Tests;

public sealed class PlantedErrorTests
{
    [Fact]
    public void The_proof_catches_a_hundred_of_a_hundred_planted_errors()
    {
        var (planted, caught) = (0, 0);
        Chance.OnEach(400, chance => Chance.Market(chance, 12), (lists, chance) =>
        {
            if (planted == 100 || Plant(lists, chance) is not { } wrong) return;
            planted++;
            if (!Proof.Check(lists.Market, wrong).Ok) caught++;
        });
        Assert.Equal((100, 100), (planted, caught));
    }

    [Fact]
    public void The_proof_agrees_with_the_rules_read_word_by_word_whatever_was_done_to_an_outcome() =>
        Chance.OnEach(500, chance => Chance.Market(chance, 10), (lists, chance) =>
        {
            var changed = Changed(lists, chance);
            Assert.Equal(new Verdict(lists).IsRight(changed), Proof.Check(lists.Market, changed).Ok);
        });

    [Fact]
    public void A_reason_said_wrong_of_one_left_out_is_caught_and_a_right_one_is_not()
    {
        var told = 0;
        Chance.OnEach(500, chance => Chance.Market(chance, 10), (lists, chance) =>
        {
            var (market, outcome) = (lists.Market, Solver.Solve(lists.Market));
            if (outcome.Unpaired.Count == 0) return;
            Unpaired[] left = [.. outcome.Unpaired];
            var one = chance.Next(left.Length);
            foreach (var reason in reasons)
            {
                left[one] = left[one] with { Reason = reason };
                Assert.Equal(reason == outcome.Unpaired[one].Reason, Proof.Check(market, new(outcome.Pairs, [.. left], outcome.IdleAcceptors)).Ok);
            }
            told++;
        });
        Assert.True(told > 100, $"only {told}");
    }

    // An outcome that is wrong by the rules, or null where this market or this change gives none.
    static Outcome? Plant(Lists lists, Random chance)
    {
        var changed = Changed(lists, chance);
        return new Verdict(lists).IsRight(changed) ? null : changed;
    }

    static Outcome Changed(Lists lists, Random chance) => Change(lists, Solver.Solve(lists.Market), chance);

    /// <summary>The outcome with one or two changes, right or wrong.</summary>
    internal static Outcome Change(Lists lists, Outcome outcome, Random chance)
    {
        List<Pair> pairs = [.. outcome.Pairs];
        var honest = chance.Next(4) > 0;
        for (var changes = 1 + chance.Next(2); changes > 0 && pairs.Count > 0; changes--) Change(lists, pairs, chance);
        if (honest) return Relisted(lists, pairs, chance);
        return chance.Next(2) == 0
            ? new(pairs, [.. outcome.Unpaired.Skip(1)], outcome.IdleAcceptors)
            : new(pairs, outcome.Unpaired, [.. outcome.IdleAcceptors.Skip(1)]);
    }

    static void Change(Lists lists, List<Pair> pairs, Random chance)
    {
        int one = chance.Next(pairs.Count), other = chance.Next(pairs.Count);
        var (pair, with) = (pairs[one], pairs[other]);
        var p = lists.Proposers[chance.Next(lists.Proposers.Length)];
        var a = lists.Acceptors[chance.Next(lists.Acceptors.Length)];
        switch (chance.Next(9))
        {
            case 0:
                pairs.RemoveAt(one);
                break;
            case 1:
                pairs[one] = Between(lists, pair.Proposer, a.Id, 1 + chance.Next(a.Seats), pair.Stage);
                break;
            case 2:
                pairs[one] = Between(lists, p.Id, pair.Acceptor, pair.Seat, pair.Stage);
                break;
            case 3:
                pairs[one] = Between(lists, pair.Proposer, with.Acceptor, with.Seat, pair.Stage);
                if (one != other) pairs[other] = Between(lists, with.Proposer, pair.Acceptor, pair.Seat, with.Stage);
                break;
            case 4:
                pairs[one] = pair with { DistanceDm = pair.DistanceDm + 1 };
                break;
            case 5:
                pairs[one] = pair with { Seat = pair.Seat + chance.Next(-1, 2) };
                break;
            case 6:
                pairs[one] = pair with { Stage = chance.Next(4) };
                break;
            case 7:
                pairs.Add(Between(lists, p.Id, a.Id, 1 + chance.Next(a.Seats), 1 + chance.Next(2)));
                break;
            default:
                pairs[one] = pair with { Proposer = pair.Acceptor };
                break;
        }
    }

    static Pair Between(Lists lists, string proposer, string acceptor, int seat, int stage)
    {
        var p = lists.Proposers.SingleOrDefault(p => p.Id == proposer);
        var a = lists.Acceptors.SingleOrDefault(a => a.Id == acceptor);
        return new(proposer, acceptor, seat, stage, p is null || a is null ? 0 : p.Place.DistanceTo(a.Place));
    }

    // With the lists of the left out and the idle put right, so that the pairs alone are wrong; now and then a reason is wrong
    // too, or all pairs that block are listed as if that made them right.
    static Outcome Relisted(Lists lists, List<Pair> pairs, Random chance)
    {
        Outcome bare = new(
            pairs,
            [.. lists.Proposers.Where(p => !pairs.Any(pair => pair.Proposer == p.Id && pair.Stage == 1)).Select(p => new Unpaired(p.Id, ""))],
            [.. lists.Acceptors.Where(a => !a.HoldsElsewhere && !pairs.Any(pair => pair.Acceptor == a.Id)).Select(a => a.Id)]);
        var verdict = new Verdict(lists);
        if (!verdict.KeepsFormAndSecondPlaces(bare, reasons: false)) return bare;
        Unpaired[] left = [.. bare.Unpaired.Select(one => one with { Reason = verdict.Reason(bare, one.Proposer) })];
        if (left.Length > 0 && chance.Next(8) == 0) left[chance.Next(left.Length)] = new(left[0].Proposer, reasons[chance.Next(reasons.Length)]);
        var blocking = lists.Rules.Levels == 1 && chance.Next(3) > 0
            ? []
            : verdict.BlockingSeats(bare).Where(pair => pair.Holder is not null).Select(pair => new BlockingPair(pair.Proposer, pair.Acceptor, pair.Seat, pair.Holder!, 1, Reasons.GaveWay));
        return new(pairs, left, bare.IdleAcceptors) { Blocking = [.. blocking] };
    }

    static readonly string[] reasons = [Reasons.NoSeats, Reasons.NoSeatWithinRadius, Reasons.Excluded, Reasons.AllSeatsPreferOthers, Reasons.CandidatesTaken, Reasons.GaveWay];
}
