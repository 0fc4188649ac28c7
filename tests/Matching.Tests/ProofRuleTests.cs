namespace Matching.Tests;

public sealed class ProofRuleTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79), far = Place.FromDegrees(32.06, 118.79);

    static readonly long apart = Definition.Distance(here, far);

    // h1 and h3 sit with m1, h2 keeps m2, m3 keeps h3's second place, m9 is out of everyone's reach.
    static readonly Lists lists = new()
    {
        Proposers = [new("h1", here, [], 0, null), new("h2", here, [], 0, null), new("h3", here, [], 0, null)],
        Acceptors = [new("m1", here, [], 2, []), new("m2", here, [], 1, []), new("m3", here, [], 1, []), new("m9", far, [], 1, [])],
        Exclusions = [new("h1", "m3")],
        Locks = [new("h2", "m2", 1), new("h3", "m3", 2)],
        Rules = new(Radius: 1_000),
    };

    static readonly Pair h1 = new("h1", "m1", 1, 1, 0), h2 = new("h2", "m2", 1, 1, 0), h3 = new("h3", "m1", 2, 1, 0), second = new("h3", "m3", 1, 2, 0);

    // A fault that is found, and pairs in which it is; who is left out and idle is said as of the right ones.
    static readonly (ProofFault Fault, Pair[] Pairs)[] wrong =
    [
        (new("pair-is-of-known-ids", "h8", "m1"), [h1, h2, h3, second, new("h8", "m1", 1, 1, 0)]),
        (new("pair-is-of-known-ids", "h1", "m8"), [new("h1", "m8", 1, 1, 0), h2, h3, second]),
        (new("distance-is-right", "h1", "m1"), [h1 with { DistanceDm = 1 }, h2, h3, second]),
        (new("stage-is-1-or-2", "h1", "m1"), [h1 with { Stage = 3 }, h2, h3, second]),
        (new("seat-is-offered", "h1", "m1"), [h1 with { Seat = 0 }, h2, h3, second]),
        (new("seat-is-offered", "h3", "m1"), [h1, h2, h3 with { Seat = 3 }, second]),
        (new("seat-is-taken-once", "h3", "m1"), [h1, h2, h3 with { Seat = 1 }, second]),
        (new("proposer-has-one-first-place", "h1", "m9"), [h1, h2, h3, second, new("h1", "m9", 1, 1, apart)]),
        (new("pair-is-permitted", "h1", "m3"), [new("h1", "m3", 1, 1, 0), h2, h3, second]),
        (new("pair-is-permitted", "h1", "m9"), [new("h1", "m9", 1, 1, apart), h2, h3, second]),
        (new("pair-is-permitted", "h2", "m9"), [h1, h2, h3, second, new("h2", "m9", 1, 2, apart)]),
        (new("second-place-is-seat-1", "h3", "m3"), [h1, h2, h3, second with { Seat = 2 }]),
        (new("proposer-has-one-second-place", "h3", "m9"), [h1, h2, h3, second, new("h3", "m9", 1, 2, apart)]),
        (new("acceptor-takes-one-second-place", "h1", "m3"), [h1, h2, h3, second, new("h1", "m3", 1, 2, 0)]),
        (new("standing-pair-is-kept", "h2", "m2"), [h1, h3, second]),
        (new("standing-pair-is-kept", "h3", "m3"), [h1, h2, h3]),
        (new("second-helper-is-another", "h1", "m1"), [h1, h2, h3, second, new("h1", "m1", 1, 2, 0)]),
        (new("second-helper-was-idle", "h1", "m2"), [h1, h2, h3, second, new("h1", "m2", 1, 2, 0)]),
        (new("unpaired-are-listed", "h1", null), [h2, h3, second]),
        (new("idle-are-listed", null, "m3"), [h1, h2, h3]),
        (new("pair-does-not-block", "h1", "m1"), [h2, h3, second]),
        (new("pair-does-not-block", "h1", "m1"), [h1 with { Seat = 2 }, h2, h3 with { Seat = 1 }, second]),
    ];

    public static TheoryData<int, string> Wrong
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (at, row) in wrong.Index()) rows.Add(at, row.Fault.ToString());
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_fault_is_told_by_the_rule_and_the_ids_concerned(int row, string told)
    {
        Assert.Empty(Proof.Check(lists.Market, new([h1, h2, h3, second], [], ["m9"])).Faults);
        var fault = Assert.Single(Proof.Check(lists.Market, new(wrong[row].Pairs, [], ["m9"])).Faults, fault => fault == wrong[row].Fault);
        Assert.Equal(told, fault.ToString());
    }

    [Fact]
    public void A_list_that_names_one_too_many_too_few_or_twice_is_told_by_the_id()
    {
        Assert.Contains(new("unpaired-are-listed", "h1", null), Faults([new("h1", Reasons.NoSeats)], ["m9"]));
        Assert.Equal([new("unpaired-are-listed", "h8", null)], Faults([new("h8", Reasons.NoSeats)], ["m9"]));
        Assert.Equal([new("idle-are-listed", null, "m9")], Faults([], []));
        Assert.Equal([new("idle-are-listed", null, "m9")], Faults([], ["m9", "m9"]));
        Assert.Equal([new("idle-are-listed", null, "m3")], Faults([], ["m3", "m9"]));
        Assert.Equal([new("idle-are-listed", null, "m8")], Faults([], ["m8", "m9"]));

        static IReadOnlyList<ProofFault> Faults(Unpaired[] unpaired, string[] idle) => Proof.Check(lists.Market, new([h1, h2, h3, second], unpaired, idle)).Faults;
    }

    [Fact]
    public void A_second_place_that_no_rule_offers_and_a_reason_that_is_not_the_one_are_told()
    {
        var offered = lists with { Locks = [], Exclusions = [], Rules = lists.Rules with { SecondPlace = false } };
        var refused = Proof.Check(offered.Market, new([h1, h2, new("h3", "m3", 1, 1, 0), new("h1", "m2", 1, 2, 0)], [], ["m9"]));
        Assert.Contains(new("second-places-are-offered", "h1", "m2"), refused.Faults);
        var alone = lists with { Proposers = [new("h1", far, [], 0, null)], Acceptors = [lists.Acceptors[0]], Exclusions = [], Locks = [] };
        Outcome Left(string reason) => new([], [new("h1", reason)], ["m1"]);
        Assert.Empty(Proof.Check(alone.Market, Left(Reasons.NoSeatWithinRadius)).Faults);
        Assert.Equal([new("reason-for-being-left-out-holds", "h1", null)], Proof.Check(alone.Market, Left(Reasons.Excluded)).Faults);
    }

    [Fact]
    public void Beyond_a_thousand_faults_are_counted_and_not_kept()
    {
        var pairs = Enumerable.Range(0, 1_200).Select(at => new Pair($"x{at}", "m1", 1, 1, 0));
        var proof = Proof.Check(lists.Market, new([h1, h2, h3, second, .. pairs], [], ["m9"]));
        Assert.Equal((1_000, 1_200, false), (proof.Faults.Count, proof.FaultCount, proof.Ok));
    }

    [Fact]
    public void A_pair_listed_though_it_does_not_block_and_one_said_at_another_seat_are_told()
    {
        var levels = lists with { Exclusions = [], Locks = [], Rules = new(SecondPlace: false, Levels: 2) };
        Outcome right = Solver.Solve(levels.Market), wrong = new(right.Pairs, [], right.IdleAcceptors) { Blocking = [new("h2", "m1", 1, "h1", 1, Reasons.GaveWay)] };
        Assert.Empty(Proof.Check(levels.Market, right).Faults);
        Assert.Contains(new("listed-pair-blocks", "h2", "m1"), Proof.Check(levels.Market, wrong).Faults);
        wrong = new(right.Pairs, [], right.IdleAcceptors) { Blocking = [new("h2", "m1", 2, "h1", 1, Reasons.GaveWay)] };
        Assert.Contains(new("listed-pair-is-said-right", "h2", "m1"), Proof.Check(levels.Market, wrong).Faults);
    }

    // Of two who keep their places the one whom their acceptor likes better sits lower: by its choice, then by cost, then by id.
    [Theory]
    [InlineData(0, 0, "h1", "h2")]
    [InlineData(0, 1, "h2", "h1")]
    [InlineData(1, 0, "h1", "h2")]
    [InlineData(1, 1, "h1", "h2")]
    [InlineData(2, 2, "h1", "h2")]
    public void Standing_pairs_that_do_not_sit_as_their_acceptor_likes_them_are_told(int chosen, int need, string lower, string upper)
    {
        var kept = new Lists
        {
            Proposers = [new("h1", here, [], 0, null), new("h2", here, [], need, null), new("h3", here, [], 0, null)],
            Acceptors = [new("m1", here, [], 3, [])],
            Choices = [.. ((string[])["h1", "h2"]).Take(chosen).Index().Select(one => new Choice("m1", one.Item, one.Index + 1))],
            Locks = [new("h2", "m1", 1), new("h1", "m1", 1)],
        };
        Pair Seated(string id, int seat) => new(id, "m1", seat, 1, 0);
        Assert.Empty(Proof.Check(kept.Market, new([Seated(lower, 1), Seated(upper, 2), Seated("h3", 3)], [], [])).Faults);
        Assert.Equal([new("standing-pair-is-kept", lower, "m1")], Proof.Check(kept.Market, new([Seated(lower, 2), Seated(upper, 1), Seated("h3", 3)], [], [])).Faults);
        Assert.Contains(new("standing-pair-is-kept", upper, "m1"), Proof.Check(kept.Market, new([Seated(lower, 1), Seated(upper, 3), Seated("h3", 2)], [], [])).Faults);
    }

    // The first of all by number among them.
    [Fact]
    public void A_second_place_is_given_once_whoever_has_it()
    {
        Lists two = new() { Proposers = [new("h1", here, [], 0, null), new("h2", here, [], 0, null)], Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])] };
        Unpaired[] left = [new("h1", Reasons.AllSeatsPreferOthers), new("h2", Reasons.AllSeatsPreferOthers)];
        Pair one = new("h1", "m1", 1, 2, 0), acceptors = new("h1", "m2", 1, 2, 0), proposers = new("h2", "m1", 1, 2, 0);
        Assert.Contains(new("proposer-has-one-second-place", "h1", "m2"), Proof.Check(two.Market, new([one, acceptors], left, ["m2"])).Faults);
        Assert.Contains(new("acceptor-takes-one-second-place", "h2", "m1"), Proof.Check(two.Market, new([one, proposers], left, ["m2"])).Faults);
    }

    // Whoever chose whom: in any other order two would rather change, or one would rather have the empty seat.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Those_in_the_seats_of_one_acceptor_stand_in_its_order(bool chosenByThem, bool chosenByIt)
    {
        string[] ids = ["h1", "h2", "h3", "h4"];
        Lists four = new()
        {
            Proposers = [.. ids.Select(id => new Proposer(id, here, [], 0, null))],
            Acceptors = [new("m1", here, [], 5, [])],
            Choices = [.. ids.Where(_ => chosenByThem).Select(id => new Choice(id, "m1", 1)), .. ids.Index().Where(_ => chosenByIt).Select(one => new Choice("m1", one.Item, one.Index + 1))],
            Rules = new(SecondPlace: false),
        };
        int[][] orders = [.. from a in Seats() from b in Seats() from c in Seats() from d in Seats() where new HashSet<int> { a, b, c, d }.Count == 4 select (int[])[a, b, c, d]];
        foreach (var seats in orders)
        {
            var report = Proof.Check(four.Market, new([.. ids.Zip(seats, (id, seat) => new Pair(id, "m1", seat, 1, 0))], [], []));
            Assert.Equal(seats is [1, 2, 3, 4], report.Ok);
            Assert.All(report.Faults, fault => Assert.Equal("pair-does-not-block", fault.Rule));
        }

        static IEnumerable<int> Seats() => Enumerable.Range(1, 5);
    }

    // Each of those who would rather have others is told once, with one of them.
    [Fact]
    public void One_who_blocks_with_several_is_told_once()
    {
        Lists wanted = new()
        {
            Proposers = [new("h1", here, [], 0, null)],
            Acceptors = [new("m1", here, [], 1, []), new("m2", here, [], 1, [])],
            Choices = [new("h1", "m1", 1), new("h1", "m2", 2), new("m1", "h1", 1), new("m2", "h1", 1)],
            Rules = new(SecondPlace: false),
        };
        Assert.Single(Proof.Check(wanted.Market, new([], [new("h1", Reasons.AllSeatsPreferOthers)], ["m1", "m2"])).Faults);
    }
}
