using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Sets two finished runs of one campaign side by side: where their rules differ, what each costs, and who would have somebody else.</summary>
sealed class CompareRuns(MembersStore db, FindRuns find)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-has-results</c>, <c>runs-are-of-one-market</c></exception>
    public async Task<RunComparison> RunAsync(string one, string other, CancellationToken stop)
    {
        var (first, second) = await BothAsync(one, other, stop);
        return new(DialView.Of(first), DialView.Of(second), RuleDifference.Between(first.Rules, second.Rules), await All(one, other, "", 0).CountAsync(stop));
    }

    /// <summary>In the order of the households' ids, then stages, behind a cursor.</summary>
    public async Task<IQueryable<PairChange>> ChangesAsync(string one, string other, string? after, CancellationToken stop)
    {
        await BothAsync(one, other, stop);
        var (household, stage) = PairChange.At(after);
        return All(one, other, household, stage).OrderBy(it => it.Household).ThenBy(it => it.Stage);
    }

    async Task<(PairingRun One, PairingRun Other)> BothAsync(string one, string other, CancellationToken stop)
    {
        var (first, second) = (await find.FinishedAsync(one, stop), await find.FinishedAsync(other, stop));
        // A part is of its district only, and a replacement keeps only what was new.
        Refused.Unless(first.Campaign == second.Campaign && first.Area == second.Area && !first.Replacement && !second.Replacement, "runs-are-of-one-market");
        return (first, second);
    }

    /// <summary>Places that another helper would have, or nobody: those behind a household's stage, so that a page reads no more than it needs.</summary>
    IQueryable<PairChange> All(string one, string other, string household, int stage)
    {
        IQueryable<RunPair> Behind(string run) =>
            db.RunPairs.Of(run).Where(it => it.Household.CompareTo(household) >= 0 && (it.Household != household || it.Stage > stage));
        var (ones, others) = (Behind(one), Behind(other));
        var lost =
            from a in ones
            join b in others on new { a.Household, a.Stage } equals new { b.Household, b.Stage } into there
            from b in there.DefaultIfEmpty()
            where b == null || b.Member != a.Member
            select new PairChange { Household = a.Household, Stage = a.Stage, One = a.Member, Other = b!.Member };
        var won =
            from b in others
            join a in ones on new { b.Household, b.Stage } equals new { a.Household, a.Stage } into there
            from a in there.DefaultIfEmpty()
            where a == null
            select new PairChange { Household = b.Household, Stage = b.Stage, One = a!.Member, Other = b.Member };
        return lost.Concat(won);
    }
}
