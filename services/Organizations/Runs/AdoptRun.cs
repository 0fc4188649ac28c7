using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
sealed record Adoption(string Run, int Proposed, int Kept);

/// <summary>Makes proposals of all pairs of a run that are new, in one transaction.</summary>
sealed class AdoptRun(OrganizationsStore db, LoadMarket load)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c></exception>
    public Task<Adoption> RunAsync(string id, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var run = Missing.IfNull(await db.Runs.SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        run.Adopt(db.Now);
        var standing = await load.PairingsOf(run.Campaign).IgnoreQueryFilters().ToListAsync(stop);
        Refused.Unless(Basis.Of(standing) == run.Basis, "run-is-current");
        var pairs = await db.RunPairs.AsNoTracking().Where(it => it.Run == id).OrderBy(it => it.Row).ToListAsync(stop);
        var proposed = pairs.Where(it => it.Standing is null).Select(it => new Pairing
        {
            Id = db.NewId(),
            Campaign = run.Campaign,
            Run = run.Id,
            Organization = it.Organization,
            Community = it.Community,
            Area = it.Area,
            Seat = it.Seat,
            DistanceDm = it.DistanceDm,
            Since = db.Now,
        }).ToList();
        await db.AddManyAsync(proposed, stop);
        foreach (var packet in proposed.Chunk(500))
            db.Announce(new OrganizationPairingsChanged(run.Campaign, [.. packet.Select(it => it.AsChange())]));
        await db.SaveChangesAsync(stop);
        return new Adoption(id, proposed.Count, pairs.Count - proposed.Count);
    }, stop);
}
