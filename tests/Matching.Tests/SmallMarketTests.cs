namespace Matching.Tests;

public sealed class SmallMarketTests
{
    [Fact]
    public void The_outcome_is_the_stable_one_that_is_best_for_each_proposer_among_all_pairings() =>
        Chance.OnEach(200, Small, (lists, _) => Assert.Equal(new Textbook(lists).Solve(Textbook.BruteForce), Solver.Solve(lists.Market).Pairs));

    [Fact]
    public void The_outcome_is_what_the_textbook_gives_on_full_lists() =>
        Chance.OnEach(400, chance => Chance.Market(chance, 25), (lists, _) =>
            Assert.Equal(new Textbook(lists).Solve(Textbook.DeferredAcceptance), Solver.Solve(lists.Market).Pairs));

    // Six proposers, and six seats in all, so that all pairings can be gone through.
    static Lists Small(Random chance)
    {
        var lists = Chance.Market(chance, 6);
        var seats = 0;
        var acceptors = lists.Acceptors.Select(a => a with { Seats = Math.Clamp(a.Seats, 1, Math.Max(1, 6 - lists.Acceptors.Length)) })
            .TakeWhile(a => (seats += a.Seats) <= 6).ToArray();
        var kept = acceptors.ToDictionary(a => a.Id, a => a.Seats);
        return lists with
        {
            Acceptors = acceptors,
            Choices = [.. lists.Choices.Where(choice => kept.ContainsKey(choice.From) || kept.ContainsKey(choice.To))],
            Exclusions = [.. lists.Exclusions.Where(excluded => kept.ContainsKey(excluded.Acceptor))],
            Locks = [.. lists.Locks.Where(locked => kept.ContainsKey(locked.Acceptor) && (locked.Stage == 2 || kept[locked.Acceptor]-- > 0))],
        };
    }
}
