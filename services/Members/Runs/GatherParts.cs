using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>What came out of a run by district, once all its parts have ended: the sum of their figures, and where their proofs are.</summary>
sealed class GatherParts(MembersStore db)
{
    /// <exception cref="RefusedException">the rule of the first part that failed, or <c>every-part-is-done</c></exception>
    public async Task<RunFigures> RunAsync(PairingRun run, CancellationToken stop)
    {
        var parts = await db.Runs.AsNoTracking().Where(it => it.Parent == run.Id).OrderBy(it => it.Id).ToListAsync(stop);
        if (parts.Find(it => it.State == RunState.Failed) is { } failed) throw new RefusedException(failed.Fault!);
        Refused.Unless(parts.TrueForAll(it => it.State == RunState.Done), "every-part-is-done");
        // The text is read only where it was written before its hash was kept.
        var proofs = await db.RunProofs.Where(it => db.Runs.Any(part => part.Parent == run.Id && part.Id == it.Run))
            .Select(it => new { it.Run, it.Sha256, Document = it.Sha256 == null ? it.Document : null }).ToListAsync(stop);
        var hashes = proofs.ToDictionary(it => it.Run, it => it.Sha256 ?? RunProof.Hash(it.Document!), StringComparer.Ordinal);
        var distances = await db.RunPairs.Of(run.Id).Where(it => it.Stage == 1).Select(it => it.DistanceDm).ToListAsync(stop);
        db.Add(RunProof.Of(run, PartsProof.Write(run, parts, hashes)));
        return RunCounts.Sum(parts.ConvertAll(it => it.Figures!), new Distances(distances));
    }
}
