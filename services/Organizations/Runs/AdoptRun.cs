using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>
/// Makes proposals of all pairs of a run that are new. What changed since the run looked is respected: a community that
/// receives fewer meanwhile is not over-booked.
/// </summary>
sealed class AdoptRun(OrganizationsStore db, LoadMarket load)
{
    /// <summary>In the turn of whoever calls, who saves what is left here and commits.</summary>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>campaign-has-not-ended</c></exception>
    public async Task RunAsync(PairingRun run, CancellationToken stop)
    {
        var campaign = await CampaignOfAsync(run, stop);
        run.Adopt(db.Now);
        var minded = await MindedAsync(run, stop);
        var open = new OpenSeats(await load.UnitsOfAsync(run.Area, stop), campaign.KindsOf(run.Wave), minded.Where(it => it.Until is null));
        var pairs = await db.RunPairs.IgnoreQueryFilters().AsNoTracking().Where(it => it.Run == run.Id).ToListAsync(stop);
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
        run.Adoption = new(proposed.Count, pairs.Count - fresh.Count, fresh.Count - proposed.Count);
    }

    /// <exception cref="RefusedException">rule <c>campaign-has-not-ended</c></exception>
    public async Task<Campaign> CampaignOfAsync(PairingRun run, CancellationToken stop)
    {
        var campaign = await db.Campaigns.IgnoreQueryFilters().AsNoTracking().SingleAsync(it => it.Id == run.Campaign, stop);
        Refused.Unless(!campaign.HasEnded(db.Today), "campaign-has-not-ended");
        return campaign;
    }

    /// <summary>The pairings that the run minds, provided that they are those that it saw.</summary>
    /// <exception cref="RefusedException">rule <c>run-is-current</c></exception>
    public async Task<IReadOnlyList<Pairing>> MindedAsync(PairingRun run, CancellationToken stop)
    {
        var minded = await load.PairingsOf(run.Campaign).ToListAsync(stop);
        Refused.Unless(Basis.Of(minded) == run.Basis, "run-is-current");
        return minded;
    }
}
