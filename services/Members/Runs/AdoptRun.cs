using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="ConfirmParting">that pairings which stand may end: needed where the run says that it would part any</param>
sealed record AdoptAsked(bool ConfirmParting = false);

/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
/// <param name="Skipped">pairs of the run that are no longer possible: somebody left, moved away or is excluded since</param>
/// <param name="Parted">pairings that a re-pairing ended</param>
sealed record Adoption(string Run, int Proposed, int Kept, int Skipped, int Parted);

/// <summary>
/// Makes proposals of a run's pairs, all of them in one transaction, and tells those who are idle then. What changed since
/// the run looked is respected: a household that left meanwhile is not paired. A re-pairing does exactly what it forecast,
/// or nothing.
/// </summary>
sealed class AdoptRun(MembersStore db, LoadPlaces load)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>parting-is-confirmed</c>, <c>part-is-adopted-with-its-whole</c>, <c>campaign-has-not-ended</c></exception>
    public async Task<Adoption> RunAsync(string id, AdoptAsked asked, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var run = Missing.IfNull(await db.Runs.SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        Refused.Unless(run.Parent is null, "part-is-adopted-with-its-whole");
        Refused.Unless(!(await db.CampaignAsync(run.Campaign, stop)).HasEnded(db.Today), "campaign-has-not-ended");
        Refused.Unless(run.State != RunState.Done || await IsCurrentAsync(run, stop), "run-is-current");
        Refused.Unless(!run.MayPart || asked.ConfirmParting || run.Figures?.Price?.Parted is null or 0, "parting-is-confirmed");
        var adoption = await ProposeAsync(run, stop);
        await turn.CommitAsync(stop);
        return adoption;
    }

    /// <summary>False once another run of the campaign was adopted since this one looked. A re-pairing is asked when it parts.</summary>
    public async Task<bool> IsCurrentAsync(PairingRun run, CancellationToken stop)
    {
        if (run.MayPart) return true;
        var now = await db.BasisOfAdoptedAsync(run.Campaign, stop);
        var looked = run.ByDistrict ? await PartsOf(run).Select(it => it.Basis).ToListAsync(stop) : [run.Basis];
        return looked.TrueForAll(it => it == now);
    }

    /// <summary>In the turn of whoever calls, who commits.</summary>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, and for a re-pairing <c>run-is-current</c></exception>
    public async Task<Adoption> ProposeAsync(PairingRun run, CancellationToken stop)
    {
        run.Adopt(db.Now);
        foreach (var part in await PartsOf(run).ToListAsync(stop)) part.Adopt(db.Now);
        var parted = run.MayPart ? await PartAsync(run, stop) : 0;
        // All of the campaign counts from here on, also what lies outside the caller's area by now.
        var pairs = await db.RunPairs.IgnoreQueryFilters().AsNoTracking().After(run.Id, null).ToListAsync(stop);
        var places = await load.RunAsync(run, pairs, stop);
        var proposed = new List<Pairing>(pairs.Count);
        foreach (var pair in pairs.Where(it => it.Standing is null))
            if (places.Take(pair) is { } taken)
                proposed.Add(new Pairing
                {
                    Id = db.NewId(),
                    Campaign = run.Campaign,
                    Run = run.Id,
                    Household = pair.Household,
                    Member = pair.Member,
                    Organization = taken.Organization,
                    Area = taken.Area,
                    Stage = pair.Stage,
                    Seat = taken.Seat,
                    DistanceDm = pair.DistanceDm,
                    Since = db.Now,
                });
        var skipped = pairs.Count(it => it.Standing is null) - proposed.Count;
        Refused.Unless(!run.MayPart || skipped == 0, "run-is-current");
        var kept = await db.Pairings.IgnoreQueryFilters().CountAsync(it => it.Campaign == run.Campaign && it.Until == null, stop);
        await db.AddManyAsync(proposed, stop);
        db.TellPairings(proposed);
        // A replacement leaves nobody idle who was not: what the campaign's last run said of that holds on.
        if (run.Replacement) await db.HearAsync(run, proposed.Select(it => it.Household), stop);
        else await TellIdleAsync(run, places.Idle, stop);
        await db.SaveChangesAsync(stop);
        return new(run.Id, proposed.Count, kept, skipped, parted);
    }

    IQueryable<PairingRun> PartsOf(PairingRun run) => db.Runs.IgnoreQueryFilters().Where(it => it.Parent == run.Id);

    /// <summary>Ends what the run said that it would, provided that nothing stands but what it took for standing.</summary>
    async Task<int> PartAsync(PairingRun run, CancellationToken stop)
    {
        var standing = await db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Until == null).Select(it => it.Id).ToListAsync(stop);
        Refused.Unless(Basis.Of(standing) == run.Basis, "run-is-current");
        var partings = db.RunPartings.IgnoreQueryFilters().Where(it => it.Run == run.Id).Select(it => it.Pairing);
        var parted = await db.Pairings.IgnoreQueryFilters().Where(it => partings.Contains(it.Id)).ToListAsync(stop);
        foreach (var pairing in parted) pairing.End("re-paired", null, db.Now);
        db.TellPairings(parted);
        await db.SaveChangesAsync(stop); // the places are free before others take them
        return parted.Count;
    }

    /// <summary>At least one packet: also when nobody is idle, it replaces what the campaign's run before said.</summary>
    async Task TellIdleAsync(PairingRun run, IEnumerable<HelperNow> idle, CancellationToken stop)
    {
        var paired = (await db.PairedCommunities.IgnoreQueryFilters().AsNoTracking().Where(it => it.Campaign == run.Campaign && it.Stands).ToListAsync(stop))
            .ToLookup(it => it.Organization, it => it.Area, StringComparer.Ordinal);
        foreach (var packet in idle.Chunk(500).DefaultIfEmpty([]))
            db.Announce(new HelpersLeftIdle(run.Campaign, run.Id, run.AdoptedAt!.Value, [.. packet.Select(it => new IdleHelper(
                it.Id, it.Organization, it.Residence, it.Skills, [.. paired[it.Organization].Distinct().Order(StringComparer.Ordinal)]))]));
    }
}
