using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>What came out of a run by district, once all its parts have ended: the sum of their figures, and where their proofs are.</summary>
sealed class GatherParts(MembersStore db)
{
    /// <exception cref="RefusedException">rule <c>every-part-is-done</c></exception>
    public async Task<RunFigures> RunAsync(PairingRun run, CancellationToken stop)
    {
        var parts = await db.Runs.AsNoTracking().Where(it => it.Parent == run.Id).OrderBy(it => it.Id).ToListAsync(stop);
        Refused.Unless(parts.TrueForAll(it => it.State == RunState.Done), "every-part-is-done");
        var proofs = await db.RunProofs.AsNoTracking().Where(it => db.Runs.Any(part => part.Parent == run.Id && part.Id == it.Run))
            .ToDictionaryAsync(it => it.Run, it => it.Document, StringComparer.Ordinal, stop);
        var distances = await db.RunPairs.Of(run.Id).Where(it => it.Stage == 1).Select(it => it.DistanceDm).ToListAsync(stop);
        db.Add(new RunProof { Run = run.Id, Area = run.Area, Document = PartsProof.Write(run, parts, proofs) });
        return RunCounts.Sum(parts.ConvertAll(it => it.Figures!), new Distances(distances));
    }
}
