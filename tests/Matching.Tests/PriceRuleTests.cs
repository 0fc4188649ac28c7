namespace Matching.Tests;

public sealed class PriceRuleTests
{
    const long MostPaid = 900_000_000_000;

    // On one road: p1 beside a1, which has a2 for company; p3 and p4 with the one place of a3 between them, a kilometre away.
    static readonly Lists lists = new()
    {
        Proposers = [new("p1", At(0), [], 0, null), new("p3", At(1_000), [], 0, null), new("p4", At(1_003), [], 0, null)],
        Acceptors = [new("a1", At(1), [], 1, []), new("a2", At(5), [], 2, []), new("a3", At(1_001), [], 1, [])],
        Rules = new(Objective: Objective.Nearest, K: 1, SecondPlace: false),
    };

    static readonly Pair near = Between("p1", "a1"), far = Between("p3", "a3");

    // What p4 would pay for the place that p3 has.
    static readonly long worth = Between("p4", "a3").DistanceDm;

    static readonly Price p1 = new("p1", near.DistanceDm, false), p3 = new("p3", far.DistanceDm - worth, true), p4 = new("p4", 0, true);

    static readonly Price a1 = new("a1", 0, false), a2 = new("a2", 0, false), a3 = new("a3", worth, true);

    static readonly ProofFault unequal = new("distance-is-what-all-pay", null, null);

    // Prices other than the right ones, and all that is wrong with them.
    static readonly (string What, Price[] Prices, ProofFault[] Faults)[] wrong =
    [
        ("nothing", [], []),
        ("nothing, for a full place may cost less than nothing", [p1 with { Decimetres = near.DistanceDm + 1 }, a1 with { Decimetres = -1 }], []),
        ("nothing, for a crowded place may cost what nobody else would pay", [p3 with { Decimetres = 0 }, a3 with { Decimetres = far.DistanceDm }], []),
        ("the least too much that a proposer pays",
            [p1 with { Decimetres = MostPaid + 1 }, a1 with { Decimetres = near.DistanceDm - MostPaid - 1 }],
            [new("price-is-a-distance", "p1", null), new("pair-costs-no-less-than-both-pay", "p1", "a2")]),
        ("not the most that a proposer may pay",
            [p1 with { Decimetres = MostPaid }, a1 with { Decimetres = near.DistanceDm - MostPaid }],
            [new("pair-costs-no-less-than-both-pay", "p1", "a2")]),
        ("the least too much that an acceptor pays",
            [p3 with { Decimetres = far.DistanceDm - MostPaid - 1 }, a3 with { Decimetres = MostPaid + 1 }],
            [new("price-is-a-distance", null, "a3"), new("pair-costs-no-less-than-both-pay", "p4", "a3")]),
        ("not the most that an acceptor may pay",
            [p3 with { Decimetres = far.DistanceDm - MostPaid }, a3 with { Decimetres = MostPaid }],
            [new("pair-costs-no-less-than-both-pay", "p4", "a3")]),
        ("a price whose square is more than can be told",
            [p1 with { Decimetres = (1L << 32) - worth }, a1 with { Decimetres = near.DistanceDm + worth - (1L << 32) }],
            [new("pair-costs-no-less-than-both-pay", "p1", "a2")]),
        ("another",
            [p3 with { Decimetres = far.DistanceDm - (1L << 32) }, a3 with { Decimetres = 1L << 32 }],
            [new("pair-costs-no-less-than-both-pay", "p4", "a3")]),
        ("one left out who is not called crowded", [p4 with { Crowded = false }], [new("only-crowded-are-left-out", "p4", null)]),
        ("a crowded proposer that pays", [p3 with { Decimetres = 1 }, a3 with { Decimetres = far.DistanceDm - 1 }], [new("crowded-pay-at-most-nothing", "p3", null)]),
        ("one left out who is paid", [p4 with { Decimetres = -1 }], [new("left-out-pay-nothing", "p4", null), unequal]),
        ("a crowded proposer with a place that is not",
            [a3 with { Crowded = false }],
            [
                new("crowded-keep-to-themselves", "p3", "a3"), new("open-place-costs-nothing", null, "a3"),
                new("crowded-have-nowhere-else", "p3", "a3"), new("crowded-have-nowhere-else", "p4", "a3"), new("crowded-have-nowhere-else", "p3", "a3"),
            ]),
        ("a pair that pays less than it costs", [p1 with { Decimetres = near.DistanceDm - 1 }], [new("pair-costs-what-both-pay", "p1", "a1"), unequal]),
        ("a pair that pays more than it costs",
            [p1 with { Decimetres = near.DistanceDm + 1 }],
            [new("pair-costs-what-both-pay", "p1", "a1"), new("pair-costs-no-less-than-both-pay", "p1", "a1"), unequal]),
        ("a crowded acceptor with empty places", [a2 with { Crowded = true }], [new("crowded-are-full", null, "a2")]),
        ("empty places that are paid for", [a2 with { Decimetres = -1 }], [new("open-place-costs-nothing", null, "a2"), unequal]),
        ("a place that pays though others are to be had", [p1 with { Decimetres = near.DistanceDm - 1 }, a1 with { Decimetres = 1 }], [new("open-place-costs-nothing", null, "a1")]),
    ];

    public static TheoryData<string> Wrong => [.. wrong.Select(row => row.What)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_prices_is_told_by_the_rule_and_the_ids_concerned_and_nothing_else(string what)
    {
        var (_, prices, faults) = wrong.Single(row => row.What == what);
        var proof = Check(lists, [near, far], prices);
        Assert.Equal(Sorted(faults), Sorted(proof.Faults));
        Assert.Equal(faults.Contains(unequal), proof.Distance!.GapDm != 0);
        // The nearest whom p3, p4, a1 and a2 must not have for candidates, and p3 with a3, which costs less than a3 alone would pay.
        if (prices.Length == 0) Assert.Equal(5, proof.Distance.Compared);
    }

    // The choice of either side makes a candidate of the other, however far. Of what is not crowded something is nearer than that.
    [Theory]
    [InlineData("p4", "a1")]
    [InlineData("a1", "p4")]
    public void The_crowded_have_nobody_else_among_the_chosen_either(string from, string to)
    {
        var chosen = lists with { Choices = [new(from, to, 1)] };
        Assert.Equal([new("crowded-have-nowhere-else", "p4", "a1")], Check(chosen, [near, far], []).Faults);
        Assert.Empty(Check(chosen with { Exclusions = [new("p4", "a1")] }, [near, far], []).Faults);
        Assert.Empty(Check(chosen with { Choices = [new(from == "p4" ? "p3" : "a3", from == "p4" ? "a3" : "p3", 1)] }, [near, far], []).Faults);
    }

    // Each pair is measured for either side at most, once since it is near and once since it is chosen.
    [Theory]
    [InlineData("p1", "a3")]
    [InlineData("a3", "p1")]
    public void A_choice_that_is_cheaper_than_what_both_pay_is_seen(string from, string to)
    {
        var chosen = lists with { Choices = [new(from, to, 1)], Rules = lists.Rules with { K = 2 } };
        var dear = Between("p1", "a3").DistanceDm + 1;
        var report = Check(chosen, [near, far], [p1 with { Decimetres = dear }, a1 with { Decimetres = near.DistanceDm - dear }, p3 with { Crowded = false }, p4 with { Crowded = false }, a3 with { Decimetres = 0, Crowded = false }]);
        Assert.Contains(new("pair-costs-no-less-than-both-pay", "p1", "a3"), report.Faults);
        Assert.InRange(report.Distance!.Compared, 1, 4 * 9);
    }

    // One whose nearest is crowded: p4 has others that are nearer to it.
    [Fact]
    public void The_crowded_have_nobody_who_has_them_for_its_nearest()
    {
        var lonely = lists with { Acceptors = [.. lists.Acceptors, new("a9", At(3_000), [], 1, [])] };
        Assert.Equal([new("crowded-have-nowhere-else", "p4", "a9")], Check(lonely, [near, far], []).Faults);
        Assert.Empty(Check(lonely with { Exclusions = [new("p3", "a9"), new("p4", "a9")] }, [near, far], [p1 with { Crowded = false }]).Faults);
    }

    // Of two that are as near the one with the smaller id is nearer: it is among the two nearest of p4, and the other is not.
    [Fact]
    public void The_crowded_have_nobody_even_where_another_is_as_near()
    {
        var twins = lists with
        {
            Acceptors = [.. lists.Acceptors, new("b1", At(1_100), [], 1, []), new("b2", At(1_100), [], 1, [])],
            Proposers = [.. lists.Proposers, new("p5", At(1_101), [], 0, null), new("p6", At(1_101), [], 0, null)],
            Rules = lists.Rules with { K = 2 },
        };
        Pair one = Between("p5", "b1", twins), other = Between("p6", "b2", twins);
        var faults = Check(twins, [near, far, one, other], [new("p5", one.DistanceDm, false), new("p6", other.DistanceDm, false)]).Faults;
        Assert.Contains(new("crowded-have-nowhere-else", "p4", "b1"), faults);
        Assert.DoesNotContain(new("crowded-have-nowhere-else", "p4", "b2"), faults);
    }

    // However far away, and although nobody is called crowded beside them.
    [Fact]
    public void Where_there_is_a_place_for_all_nobody_is_crowded()
    {
        var empty = lists with { Proposers = [lists.Proposers[0]], Acceptors = [new("a1", At(100_000), [], 1, [])], Rules = lists.Rules with { Radius = 1L << 31 } };
        Assert.Equal([new("crowded-have-nowhere-else", "p1", "a1")], Proof.Check(empty.Market, new([], [new("p1", Reasons.CandidatesTaken)], ["a1"])
        {
            Prices = Prices.Of(empty.Market, [new("p1", 0, true)], []),
        }).Faults.Distinct());
    }

    // What a place costs that a standing pair keeps is nobody's concern.
    [Fact]
    public void A_place_that_is_kept_is_not_for_sale()
    {
        var kept = lists with { Proposers = [.. lists.Proposers, new("p9", At(0), [], 0, null)], Acceptors = [.. lists.Acceptors, new("a9", At(0), [], 1, [])], Locks = [new("p9", "a9", 1)] };
        Assert.Empty(Check(kept, [near, far, Between("p9", "a9", kept)], [new("a9", 5, false), new("p9", 7, false)]).Faults);
    }

    [Fact]
    public void Where_there_is_no_place_all_are_crowded()
    {
        var none = lists with { Acceptors = [] };
        Assert.Equal([new("only-crowded-are-left-out", "p1", null)], Proof.Check(none.Market, new([], [.. none.Proposers.Select(p => new Unpaired(p.Id, Reasons.NoSeats))], [])
        {
            Prices = Prices.Of(none.Market, [new("p3", 0, true), new("p4", 0, true)], []),
        }).Faults);
    }

    // The nearest of either is another: the two are no candidates of each other, unless one chose the other or k is two.
    [Fact]
    public void A_pair_is_of_candidates()
    {
        var crossed = lists with { Proposers = [new("p0", At(4), [], 0, null), .. lists.Proposers] };
        Pair pair = Between("p1", "a2"), other = Between("p0", "a1", crossed);
        Price[] paid = [p1 with { Decimetres = pair.DistanceDm }, new("p0", other.DistanceDm, false)];
        Assert.Contains(new("pair-is-of-candidates", "p1", "a2"), Check(crossed, [pair, other, far], paid).Faults);
        Assert.DoesNotContain(Check(crossed with { Rules = lists.Rules with { K = 2 } }, [pair, other, far], paid).Faults, fault => fault.Rule == "pair-is-of-candidates");
        foreach (var choice in (Choice[])[new("p1", "a2", 1), new("a2", "p1", 1)])
            Assert.DoesNotContain(Check(crossed with { Choices = [choice] }, [pair, other, far], paid).Faults, fault => fault.Proposer == "p1" && fault.Rule == "pair-is-of-candidates");
    }

    static ProofReport Check(Lists of, Pair[] pairs, Price[] instead)
    {
        Price[] said = [.. instead, .. ((Price[])[p1, p3, p4, a1, a2, a3]).Where(usual => instead.All(other => other.Id != usual.Id))];
        var market = of.Market;
        Unpaired[] left = [.. of.Proposers.Where(p => pairs.All(pair => pair.Proposer != p.Id)).Select(p => new Unpaired(p.Id, Reasons.CandidatesTaken))];
        return Proof.Check(market, new(pairs, left, [.. of.Acceptors.Where(a => pairs.All(pair => pair.Acceptor != a.Id)).Select(a => a.Id)])
        {
            Prices = Prices.Of(market, said.Where(price => price.Id[0] == 'p'), said.Where(price => price.Id[0] == 'a')),
        });
    }

    static Pair Between(string p, string a, Lists? of = null) =>
        new(p, a, 1, 1, Definition.Distance((of ?? lists).Proposers.Single(it => it.Id == p).Place, (of ?? lists).Acceptors.Single(it => it.Id == a).Place));

    static string[] Sorted(IEnumerable<ProofFault> faults) => [.. faults.Select(fault => fault.ToString()).Distinct().Order(StringComparer.Ordinal)];

    static Place At(int metres) => Place.FromDegrees(32 + metres / 111_195.0, 118.8);
}
