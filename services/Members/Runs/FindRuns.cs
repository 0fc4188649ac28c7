using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads runs and what came out of them; a run without results yet, or one that failed, has none to show.</summary>
sealed class FindRuns(MembersStore db)
{
    /// <summary>The newest first.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<PairingRun>> ListAsync(string campaign, string? after, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        return db.Runs.AsNoTracking().Where(it => it.Campaign == campaign && it.Parent == null && (after == null || it.Id.CompareTo(after) < 0)).OrderByDescending(it => it.Id);
    }

    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    public async Task<PairingRun> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Runs.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");

    /// <summary>As it is shown: a run by district that waits for its parts is as far as they are.</summary>
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    public async Task<RunView> ViewAsync(string id, CancellationToken stop)
    {
        return (await ViewsAsync([await OneAsync(id, stop)], stop))[0];
    }

    /// <summary>The same of several, in one question for all their parts.</summary>
    public async Task<IReadOnlyList<RunView>> ViewsAsync(IReadOnlyList<PairingRun> runs, CancellationToken stop)
    {
        var waiting = runs.Where(it => it.ByDistrict && it.State == RunState.Queued).Select(it => it.Id).ToArray();
        if (waiting.Length == 0) return [.. runs.Select(RunView.Of)];
        var all = (await db.Runs.AsNoTracking().Where(it => it.Parent != null && waiting.Contains(it.Parent)).ToListAsync(stop)).ToLookup(it => it.Parent, StringComparer.Ordinal);
        return [.. runs.Select(run => all[run.Id].ToList() is { Count: > 0 } parts ? WithParts(run, parts) : RunView.Of(run))];
    }

    static RunView WithParts(PairingRun run, List<PairingRun> parts) => RunView.Of(run) with
    {
        State = parts.Exists(it => it.State != RunState.Queued) ? RunState.Running : RunState.Queued,
        Progress = parts.Sum(it => it.Progress) / parts.Count,
        StartedAt = parts.Min(it => it.StartedAt),
    };

    /// <summary>The parts of a run by district, in the order of the districts.</summary>
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    public async Task<IQueryable<PairingRun>> PartsAsync(string id, string? after, CancellationToken stop)
    {
        await OneAsync(id, stop);
        return db.Runs.AsNoTracking().Where(it => it.Parent == id && (after == null || it.Id.CompareTo(after) > 0)).OrderBy(it => it.Id);
    }

    public async Task<IQueryable<RunPair>> PairsAsync(string id, string? after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunPairs.AsNoTracking().After(id, after);
    }

    public async Task<IQueryable<RunLeft>> LeftAsync(string id, string? after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunLefts.AsNoTracking().After(id, after);
    }

    public async Task<IQueryable<RunChoice>> ChoicesAsync(string id, string? after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunChoices.AsNoTracking().After(id, after);
    }

    public async Task<IQueryable<RunParting>> PartingsAsync(string id, string? after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunPartings.AsNoTracking().After(id, after);
    }

    public async Task<IQueryable<RunBlocking>> BlockingAsync(string id, string? after, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return db.RunBlockings.AsNoTracking().After(id, after);
    }

    public async Task<string> ProofAsync(string id, CancellationToken stop)
    {
        await FinishedAsync(id, stop);
        return (await db.RunProofs.AsNoTracking().SingleAsync(it => it.Run == id, stop)).Document;
    }

    /// <summary>Those of a campaign's whole market that have results, the newest first.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<PairingRun>> FinishedOfAsync(string campaign, string? after, CancellationToken stop) =>
        (await ListAsync(campaign, after, stop)).WithResults().Where(it => !it.Replacement);

    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rule <c>run-has-results</c></exception>
    public async Task<PairingRun> FinishedAsync(string id, CancellationToken stop)
    {
        var run = await OneAsync(id, stop);
        Refused.Unless(run.HasResults, "run-has-results");
        return run;
    }
}
