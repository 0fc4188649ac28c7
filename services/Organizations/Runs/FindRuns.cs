using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads runs and what came out of them; one that is not finished, or that failed, has nothing to show.</summary>
sealed class FindRuns(OrganizationsStore db, FindCampaigns campaigns)
{
    /// <summary>Of one campaign, the newest first.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<PairingRun>> ListAsync(string campaign, string? before, CancellationToken stop)
    {
        await campaigns.OneAsync(campaign, stop);
        return db.Runs.AsNoTracking().Where(it => it.Campaign == campaign && (string.IsNullOrEmpty(before) || it.Id.CompareTo(before) < 0))
            .OrderByDescending(it => it.Id);
    }

    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    public async Task<PairingRun> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Runs.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");

    public async Task<IQueryable<RunPair>> PairsAsync(string id, int after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunPairs.AsNoTracking().Where(it => it.Run == id && it.Row > after).OrderBy(it => it.Row);
    }

    public async Task<IQueryable<RunLeft>> LeftAsync(string id, int after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunLefts.AsNoTracking().Where(it => it.Run == id && it.Row > after).OrderBy(it => it.Row);
    }

    public async Task<IQueryable<RunChoice>> ChoicesAsync(string id, int after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunChoices.AsNoTracking().Where(it => it.Run == id && it.Row > after).OrderBy(it => it.Row);
    }

    public async Task<IQueryable<RunBlocking>> BlockingAsync(string id, int after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunBlockings.AsNoTracking().Where(it => it.Run == id && it.Row > after).OrderBy(it => it.Row);
    }

    public async Task<string> ProofAsync(string id, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return (await db.RunProofs.AsNoTracking().SingleAsync(it => it.Run == id, stop)).Document;
    }

    /// <summary>Those of a campaign that have results, the newest first.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<PairingRun>> FinishedOfAsync(string campaign, string? before, CancellationToken stop) =>
        (await ListAsync(campaign, before, stop)).WithResults();

    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rule <c>run-has-results</c></exception>
    public async Task<PairingRun> FinishedAsync(string id, CancellationToken stop)
    {
        var run = await OneAsync(id, stop);
        Refused.Unless(run.HasResults, "run-has-results");
        return run;
    }
}
