using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
/// <param name="Skipped">pairs of the run that are no longer possible: a side left, changed its kind, moved out or has no room since</param>
sealed record Adoption(string Run, int Proposed, int Kept, int Skipped);

/// <summary>
/// Makes proposals of all pairs of a run that are new, in one transaction. What changed since the run looked is respected:
/// a community that receives fewer meanwhile is not over-booked.
/// </summary>
sealed class AdoptRun(OrganizationsStore db, LoadMarket load)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>campaign-has-not-ended</c></exception>
    public Task<Adoption> RunAsync(string id, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var run = Missing.IfNull(await db.Runs.SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        var campaign = await db.Campaigns.IgnoreQueryFilters().AsNoTracking().SingleAsync(it => it.Id == run.Campaign, stop);
        Refused.Unless(!campaign.HasEnded(db.Today), "campaign-has-not-ended");
        run.Adopt(db.Now);
        var minded = await load.PairingsOf(run.Campaign).ToListAsync(stop);
        Refused.Unless(Basis.Of(minded) == run.Basis, "run-is-current");
        var open = new OpenSeats(await load.UnitsOfAsync(run.Area, stop), campaign.KindsOf(run.Wave), minded.Where(it => it.Until is null));
        var pairs = await db.RunPairs.IgnoreQueryFilters().AsNoTracking().Where(it => it.Run == id).ToListAsync(stop);
        var fresh = pairs.Where(it => it.Standing is null).ToList();
        var proposed = new List<Pairing>(fresh.Count);
        // A community with fewer seats keeps those whom it would rather have: they were given the lower seats.
        foreach (var pair in fresh.OrderBy(it => it.Seat).ThenBy(it => it.Row))
            if (open.Take(pair) is { } taken)
                proposed.Add(new Pairing
                {
                    Id = db.NewId(),
                    Campaign = run.Campaign,
                    Run = run.Id,
                    Organization = pair.Organization,
                    Community = pair.Community,
                    Area = taken.Area,
                    Seat = taken.Seat,
                    DistanceDm = pair.DistanceDm,
                    Since = db.Now,
                });
        await db.AddManyAsync(proposed, stop);
        foreach (var packet in proposed.Chunk(Packets.Most))
            db.Announce(new OrganizationPairingsChanged(run.Campaign, [.. packet.Select(it => it.AsChange())]));
        await db.SaveChangesAsync(stop);
        return new Adoption(id, proposed.Count, pairs.Count - fresh.Count, fresh.Count - proposed.Count);
    }, stop);
}
