using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Sets two finished runs of one wave side by side: where their rules differ, what each costs, and who would have somebody else.</summary>
sealed class CompareRuns(OrganizationsStore db, FindRuns find)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-has-results</c>, <c>runs-are-of-one-market</c></exception>
    public async Task<RunComparison> RunAsync(string one, string other, CancellationToken stop)
    {
        var (first, second) = await BothAsync(one, other, stop);
        return new(DialReply.Of(first), DialReply.Of(second), RuleDifference.Between(first.Rules, second.Rules), await All(one, other).CountAsync(stop));
    }

    /// <summary>In the order of the organizations' ids, then the communities', behind a cursor.</summary>
    public async Task<IQueryable<PairChange>> ChangesAsync(string one, string other, string? after, CancellationToken stop)
    {
        await BothAsync(one, other, stop);
        var (organization, community) = PairChange.At(after);
        return All(one, other)
            .Where(it => it.Organization.CompareTo(organization) > 0 || it.Organization == organization && (it.One ?? it.Other)!.CompareTo(community) > 0)
            .OrderBy(it => it.Organization).ThenBy(it => it.One ?? it.Other);
    }

    async Task<(PairingRun One, PairingRun Other)> BothAsync(string one, string other, CancellationToken stop)
    {
        var (first, second) = (await find.FinishedAsync(one, stop), await find.FinishedAsync(other, stop));
        Refused.Unless(first.Campaign == second.Campaign && first.Wave == second.Wave, "runs-are-of-one-market");
        return (first, second);
    }

    IQueryable<PairChange> All(string one, string other)
    {
        var (ones, others) = (db.RunPairs.Where(it => it.Run == one), db.RunPairs.Where(it => it.Run == other));
        var lost =
            from a in ones
            join b in others on new { a.Organization, a.Community } equals new { b.Organization, b.Community } into there
            from b in there.DefaultIfEmpty()
            where b == null
            select new PairChange { Organization = a.Organization, One = a.Community, Other = b!.Community };
        var won =
            from b in others
            join a in ones on new { b.Organization, b.Community } equals new { a.Organization, a.Community } into there
            from a in there.DefaultIfEmpty()
            where a == null
            select new PairChange { Organization = b.Organization, One = a!.Community, Other = b.Community };
        return lost.Concat(won);
    }
}
