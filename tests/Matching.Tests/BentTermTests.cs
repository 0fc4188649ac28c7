namespace Matching.Tests;

public sealed class BentTermTests
{
    // Each bends one term of the solver's own definition; the proof has another copy and must see it.
    static readonly Dictionary<string, Func<Terms, Terms>> bends = new()
    {
        ["what a missed need costs a proposer"] = terms => terms with { ProposerMissing = terms.ProposerMissing / 2 + 3_000 },
        ["what a missed need costs an acceptor"] = terms => terms with { AcceptorMissing = terms.AcceptorMissing * 2 + 9_000 },
        ["the thousandths of needs missed"] = terms => terms with { MissingParts = 1 },
        ["the load of a further seat"] = terms => terms with { Load = terms.Load / 2 + 1_000 },
        ["what a point of need is worth"] = terms => terms with { Need = terms.Need * 2 + 100 },
        ["the bonus of a common group"] = terms => terms with { Bonus = terms.Bonus / 2 + 2_000 },
        ["the radius"] = terms => terms with { Radius = terms.Radius == long.MaxValue ? 20_000 : terms.Radius * 2 },
        ["exclusions"] = terms => terms with { HeedsExclusions = false },
        ["that a second helper is not the first too"] = terms => terms with { HeedsSecondPlaces = false },
        ["which of an acceptor's equal seats comes first"] = terms => terms.Load == 0 ? terms with { Load = -1 } : terms,
        ["proposers' choices"] = terms => terms with { HeedsProposersChoices = false },
        ["acceptors' choices"] = terms => terms with { HeedsAcceptorsChoices = false },
        ["which of equals comes first"] = terms => terms with { SmallerIdFirst = false },
        ["distance along the first axis"] = terms => terms with { Sees = place => place with { X = place.X / 2 } },
        ["distance along the second axis"] = terms => terms with { Sees = place => place with { Y = place.Y / 2 } },
        ["distance along the third axis"] = terms => terms with { Sees = place => place with { Z = place.Z / 2 } },
        ["the rounding of places"] = terms => terms with { Sees = place => new(place.X / 10 * 10, place.Y / 10 * 10, place.Z / 10 * 10) },
    };

    public static TheoryData<string> Names => [.. bends.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_proof_fails_when_the_solver_bends(string term)
    {
        var failed = 0;
        Chance.OnEach(120, chance => Chance.Market(chance, 25), (lists, _) =>
        {
            var market = lists.Market;
            var terms = Terms.Of(market.Rules);
            Assert.True(Proof.Check(market, Solver.Solve(market, terms)).Ok);
            if (!Proof.Check(market, Solver.Solve(market, bends[term](terms))).Ok) failed++;
        });
        Assert.True(failed > 0, "no market showed it");
    }
}
