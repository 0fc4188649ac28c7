namespace Matching.Tests;

public sealed class CoverageTests
{
    static readonly Place here = Place.FromDegrees(32.04, 118.79), far = Place.FromDegrees(32.06, 118.79);

    [Fact]
    public void Coverage_is_told_with_the_cover_that_certifies_it()
    {
        Lists some = new()
        {
            Proposers = [new("kept", here, [], 0, null), new("near", here, [], 50, null), new("poor1", here, [], 0, null), new("poor2", here, [], 0, null)],
            Acceptors = [new("one", here, [], 2, []), new("two", far, [], 2, [])],
            Exclusions = [new("poor1", "two"), new("poor2", "two")],
            Locks = [new("kept", "one", 1)],
            Rules = new(SecondPlace: false),
        };
        Assert.Equal("2 of 3, mixed: - poor1 poor2 + one, poor1", Told(some));
        Assert.Equal("2 of 3, proposers: - +, poor1", Told(some with { Proposers = some.Proposers[..3], Exclusions = some.Exclusions[..1] }));
        Assert.Equal("2 of 2, acceptors: - +, ", Told(some with { Acceptors = some.Acceptors[..1], Exclusions = [] }));
        Assert.Equal("4 of 4, proposers: - +, ", Told(some with { Exclusions = [] }));

        static string Told(Lists lists)
        {
            var report = Proof.Check(lists.Market, Solver.Solve(lists.Market));
            Assert.Empty(report.Faults);
            var coverage = report.Coverage!;
            return $"{coverage.Paired} of {coverage.Most}, {coverage.Cover}: {string.Join(' ', coverage.Proposers.Prepend("-"))} {string.Join(' ', coverage.Acceptors.Prepend("+"))}, {string.Join(' ', coverage.Recoverable)}";
        }
    }

    // p0, the first of all by number, goes to the empty place; then p1 has to go where another makes room for it.
    [Fact]
    public void Coverage_finds_who_else_can_move_after_one_has()
    {
        Lists chain = new()
        {
            Proposers =
            [
                new("p0", here, [], 90, null), new("p1", here, [], 80, null), new("p2", here, [], 70, null), new("x", far, [], 60, null),
                new("q1", here, [], 0, null), new("q2", here, [], 0, null),
            ],
            Acceptors = [new("one", here, [], 3, []), new("two", far, [], 1, []), new("five", far, [], 1, []), new("six", far, [], 1, [])],
            Rules = new(SecondPlace: false),
        };
        (string, string[])[] may = [("p0", ["one", "two"]), ("p1", ["one", "five"]), ("p2", ["one"]), ("x", ["five", "six"]), ("q1", ["one"]), ("q2", ["one"])];
        chain = chain with { Exclusions = [.. from one in may from a in chain.Acceptors where !one.Item2.Contains(a.Id) select new Exclusion(one.Item1, a.Id)] };
        Pair[] pairs = [new("p0", "one", 1, 1, 0), new("p1", "one", 2, 1, 0), new("p2", "one", 3, 1, 0), new("x", "five", 1, 1, 0)];
        var report = Proof.Check(chain.Market, new(pairs, [new("q1", Reasons.AllSeatsPreferOthers), new("q2", Reasons.AllSeatsPreferOthers)], ["six", "two"]));
        Assert.Empty(report.Faults);
        Assert.Equal((4, 6), (report.Coverage!.Paired, report.Coverage.Most));
        Assert.Equal(["q1", "q2"], report.Coverage.Recoverable);
    }

    // p0 joins the second of two and sits there before h, who leaves it after; and then has to be found there.
    [Fact]
    public void Coverage_finds_one_who_moved_before_another_left()
    {
        (string Id, string[] May)[] all =
        [
            ("p0", ["one", "two", "seven"]), ("h", ["two", "five"]), ("w", ["seven", "eight"]), ("y", ["ten", "two"]), ("z", ["zero", "two"]),
            ("q1", ["one"]), ("q2", ["ten"]), ("q3", ["zero"]),
        ];
        string[] places = ["one", "two", "seven", "five", "eight", "ten", "zero"];
        Lists chain = new()
        {
            Proposers = [.. all.Select(p => new Proposer(p.Id, here, [], p.Id == "p0" ? 90 : 0, null))],
            Acceptors = [.. places.Select(id => new Acceptor(id, here, [], id == "two" ? 2 : 1, []))],
            Exclusions = [.. from p in all from a in places where !p.May.Contains(a) select new Exclusion(p.Id, a)],
            Rules = new(SecondPlace: false),
        };
        Pair[] pairs = [new("p0", "one", 1, 1, 0), new("h", "two", 1, 1, 0), new("w", "seven", 1, 1, 0), new("y", "ten", 1, 1, 0), new("z", "zero", 1, 1, 0)];
        var report = Proof.Check(chain.Market, new(pairs, [.. ((string[])["q1", "q2", "q3"]).Select(q => new Unpaired(q, Reasons.AllSeatsPreferOthers))], ["eight", "five"]));
        Assert.DoesNotContain(report.Faults, fault => fault.Rule != "pair-does-not-block");
        Assert.Equal((5, 8), (report.Coverage!.Paired, report.Coverage.Most));
    }
}
