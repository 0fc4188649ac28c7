namespace Matching.Tests;

public sealed class LevelRuleTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79), near = Place.FromDegrees(32.041, 118.79), far = Place.FromDegrees(32.05, 118.79);

    // h9 may have m0 alone and was promoted for it; h0 would rather have m0 than m1, and would be welcome. m9 is for h0 only, and nobody's.
    static readonly Lists lists = new()
    {
        Proposers = [new("h0", here, [], 50, null), new("h9", here, [], 0, null)],
        Acceptors = [new("m0", here, [], 1, []), new("m1", near, [], 1, []), new("m9", far, [], 1, [])],
        Exclusions = [new("h9", "m1"), new("h9", "m9")],
        Rules = new(SecondPlace: false, Levels: 3),
    };

    static readonly BlockingPair row = new("h0", "m0", 1, "h9", 1, Reasons.GaveWay);

    static readonly ProofFault saidWrong = new("listed-pair-is-said-right", "h0", "m0"), unlisted = new("pair-does-not-block", "h0", "m0");

    // Lists of the pairs that block, and what is wrong with each.
    static readonly (string What, BlockingPair[] Rows, ProofFault[] Faults)[] wrong =
    [
        ("nothing", [row], []),
        ("nothing: nobody outside knows the level", [row with { Level = 2 }], []),
        ("the pair is missing", [], [unlisted]),
        ("the level is below the first", [row with { Level = 0 }], [saidWrong, unlisted]),
        ("the level is above the last", [row with { Level = 3 }], [saidWrong, unlisted]),
        ("the seat is below the first", [row with { Seat = 0 }], [saidWrong, unlisted]),
        ("the seat is above the last", [row with { Seat = 2 }], [saidWrong, unlisted]),
        ("the holder is another", [row with { Holder = "h0" }], [saidWrong, unlisted]),
        ("the holder is a stranger", [row with { Holder = "nobody" }], [saidWrong, unlisted]),
        ("the seat is nobody's and so is the name", [row with { Acceptor = "m9", Holder = "nobody" }], [new("listed-pair-is-said-right", "h0", "m9"), unlisted]),
        ("the proposer is a stranger", [row, row with { Proposer = "nobody" }], [new("listed-pair-is-said-right", "nobody", "m0")]),
        ("the acceptor is a stranger", [row, row with { Acceptor = "nobody" }], [new("listed-pair-is-said-right", "h0", "nobody")]),
        ("the reason is another", [row with { Reason = Reasons.AllSeatsPreferOthers }], [saidWrong, unlisted]),
        ("the pair is there twice", [row, row], [saidWrong]),
        ("one gave way to itself",
            [row, row with { Proposer = "h9" }],
            [new("one-promoted-stands-above-who-gave-way", "h9", "m0"), new("listed-pair-blocks", "h9", "m0")]),
        ("the holder's level is not always the same",
            [row, row with { Proposer = "h9", Level = 2 }],
            [new("listed-pair-is-said-right", "h9", "m0")]),
        ("others are listed who do not block, one who was promoted although there was an empty seat for it among them",
            [row, new("h9", "m1", 1, "h0", 2, Reasons.GaveWay), new("h0", "m1", 1, "h0", 2, Reasons.GaveWay)],
            [
                new("one-promoted-stands-above-who-gave-way", "h0", "m0"), new("one-promoted-stands-above-who-gave-way", "h0", "m1"),
                new("one-promoted-had-no-empty-seat", "h0", null), new("listed-pair-blocks", "h0", "m1"), new("listed-pair-blocks", "h9", "m1"),
            ]),
    ];

    public static TheoryData<string> Wrong => [.. wrong.Select(one => one.What)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_list_of_pairs_that_block_is_told_by_the_rule_and_the_ids_concerned_and_nothing_else(string what)
    {
        var (_, rows, faults) = wrong.Single(one => one.What == what);
        Assert.Equal(Lists.Text(Outcome([row])), Lists.Text(Solver.Solve(lists.Market)));
        Assert.Equal(faults, Proof.Check(lists.Market, Outcome(rows)).Faults);
    }

    [Fact]
    public void All_who_were_promoted_although_a_seat_was_empty_are_told_in_the_order_of_ids()
    {
        var open = lists with { Exclusions = [], Acceptors = [lists.Acceptors[1], lists.Acceptors[2], new("m0", here, [], 1, [])] };
        BlockingPair[] rows = [row, new("h9", "m1", 1, "h0", 2, Reasons.GaveWay)];
        var faults = Proof.Check(open.Market, Outcome(rows)).Faults.Where(fault => fault.Rule == "one-promoted-had-no-empty-seat");
        Assert.Equal([new("one-promoted-had-no-empty-seat", "h0", null), new("one-promoted-had-no-empty-seat", "h9", null)], faults);
        // Of those that are empty it may be the one that comes first of all.
        var first = lists with { Acceptors = [.. lists.Acceptors[..2], new("a0", here, [], 1, [])], Exclusions = [new("h9", "m1")] };
        Outcome claimed = new(Outcome([]).Pairs, [], ["a0"]) { Blocking = [row] };
        Assert.Contains(new("one-promoted-had-no-empty-seat", "h9", null), Proof.Check(first.Market, claimed).Faults);
    }

    // Seats of one acceptor: who would rather have one of them would rather have any lower one.
    [Fact]
    public void A_pair_is_listed_with_the_lowest_seat_that_would_accept_it()
    {
        Lists several = new()
        {
            Proposers = [new("h0", here, [], 50, null), new("h5", here, [], 70, null), new("h7", here, [], 0, null), new("h8", here, [], 0, null), new("k", here, [], 0, null)],
            Acceptors = [new("m0", here, [], 4, []), new("m1", near, [], 1, [])],
            Exclusions = [new("h7", "m1"), new("h8", "m1"), new("h5", "m1")],
            Locks = [new("k", "m0", 1)],
            Rules = new(SecondPlace: false, Levels: 3, Load: 100),
        };
        var outcome = Solver.Solve(several.Market);
        BlockingPair h0 = new("h0", "m0", 2, "h7", 1, Reasons.GaveWay), h5 = new("h5", "m0", 2, "h7", 1, Reasons.GaveWay);
        Assert.Equal([h0, h5], outcome.Blocking);
        Assert.Empty(Proof.Check(several.Market, outcome).Faults);
        // Seat 1 is the standing pair's, seat 3 is not the lowest, seat 4 is one's whom its acceptor likes better.
        foreach (var (seat, holder) in ((int, string)[])[(1, "k"), (3, "h8"), (4, "h5")])
        {
            Outcome wrong = new(outcome.Pairs, [], []) { Blocking = [h0 with { Seat = seat, Holder = holder }, h5] };
            Assert.Contains(new("listed-pair-is-said-right", "h0", "m0"), Proof.Check(several.Market, wrong).Faults);
        }
    }

    // hA and hB were promoted; h0 would be welcome in the seat of hB only, h8 in none.
    [Fact]
    public void A_seat_that_would_not_have_one_is_not_the_one_that_it_blocks_with()
    {
        Lists several = new()
        {
            Proposers = [new("h0", here, [], 50, null), new("h8", here, [], 0, null), new("hA", here, [], 70, null), new("hB", here, [], 40, null), new("k", here, [], 0, null)],
            Acceptors = [new("m0", near, [], 1, []), new("m1", near, [], 3, [])],
            Exclusions = [new("h8", "m0"), new("hA", "m0"), new("hB", "m0")],
            Locks = [new("k", "m1", 1)],
            Rules = new(SecondPlace: false, Levels: 2, Load: 0),
        };
        var far = here.DistanceTo(near);
        Pair[] pairs = [new("h0", "m0", 1, 1, far), new("hA", "m1", 2, 1, far), new("hB", "m1", 3, 1, far), new("k", "m1", 1, 1, far)];
        several = several with { Choices = [new("h0", "m1", 1)] };
        Assert.Empty(Told(3, "hB"));
        Assert.Equal([new("listed-pair-is-said-right", "h0", "m1")], Told(2, "hA"));
        Assert.Equal([new("listed-pair-is-said-right", "h0", "m1")], Told(1, "k"));

        IReadOnlyList<ProofFault> Told(int seat, string holder) => Proof.Check(several.Market, new(pairs, [new("h8", Reasons.AllSeatsPreferOthers)], [])
        {
            Blocking = [new("h0", "m1", seat, holder, 1, Reasons.GaveWay)],
        }).Faults;
    }

    [Fact]
    public void One_who_gave_way_and_has_nobody_is_told_so()
    {
        var closed = lists with { Exclusions = [.. lists.Exclusions, new("h0", "m1"), new("h0", "m9")] };
        Assert.Empty(Faults(Reasons.GaveWay, row));
        Assert.Equal([new("reason-for-being-left-out-holds", "h0", null)], Faults(Reasons.AllSeatsPreferOthers, row));

        IReadOnlyList<ProofFault> Faults(string reason, BlockingPair said) =>
            Proof.Check(closed.Market, new([new("h9", "m0", 1, 1, 0)], [new("h0", reason)], ["m1", "m9"]) { Blocking = [said] }).Faults;
    }

    // Of three who ask at two levels two must be paired, of two both; standing pairs are nobody's merit.
    [Theory]
    [InlineData(3, 2, 2, true)]
    [InlineData(2, 1, 2, false)]
    [InlineData(4, 3, 3, true)]
    [InlineData(4, 2, 3, false)]
    public void Levels_pair_their_share_of_those_who_ask(int asking, int paired, int levels, bool isEnough)
    {
        Lists crowd = new()
        {
            Proposers = [.. Enumerable.Range(0, asking).Select(at => new Proposer($"h{at}", here, [], 0, null)), .. Enumerable.Range(0, 3).Select(at => new Proposer($"k{at}", here, [], 0, null))],
            Acceptors = [.. Enumerable.Range(0, 3).Select(at => new Acceptor($"a{at}", here, [], 1, [])), .. Enumerable.Range(0, asking).Select(at => new Acceptor($"m{at}", here, [], 1, []))],
            Locks = [new("k0", "a0", 1), new("k1", "a1", 1), new("k2", "a2", 1)],
            Rules = new(SecondPlace: false, Levels: levels),
        };
        Outcome claimed = new(
            [.. Enumerable.Range(0, 3).Select(at => new Pair($"k{at}", $"a{at}", 1, 1, 0)), .. Enumerable.Range(0, paired).Select(at => new Pair($"h{at}", $"m{at}", 1, 1, 0))],
            [.. Enumerable.Range(paired, asking - paired).Select(at => new Unpaired($"h{at}", Reasons.AllSeatsPreferOthers))],
            [.. Enumerable.Range(paired, asking - paired).Select(at => $"m{at}")]);
        Assert.Equal(!isEnough, Proof.Check(crowd.Market, claimed).Faults.Contains(new("levels-pair-their-share", null, null)));
        // With one level nobody has to be paired at all but those who would block; and what is wrong in form is no question of shares.
        Outcome nobody = new(
            [.. claimed.Pairs.Take(3)],
            [.. Enumerable.Range(0, asking).Select(at => new Unpaired($"h{at}", Reasons.AllSeatsPreferOthers))],
            [.. Enumerable.Range(0, asking).Select(at => $"m{at}")]);
        Assert.All(Proof.Check((crowd with { Rules = new(SecondPlace: false) }).Market, nobody).Faults, fault => Assert.Equal("pair-does-not-block", fault.Rule));
        Assert.Null(Proof.Check(crowd.Market, new([], [], [])).Coverage);
    }

    static Outcome Outcome(BlockingPair[] rows) =>
        new([new("h0", "m1", 1, 1, here.DistanceTo(near)), new("h9", "m0", 1, 1, 0)], [], ["m9"]) { Blocking = rows };
}
