using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
/// <param name="Skipped">pairs of the run that are no longer possible: somebody left, moved away or is excluded since</param>
sealed record Adoption(string Run, int Proposed, int Kept, int Skipped);

/// <summary>
/// Makes proposals of a run's pairs, all of them in one transaction, and tells those who are idle then. What changed since
/// the run looked is respected: a household that left meanwhile is not paired.
/// </summary>
sealed class AdoptRun(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>run-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c></exception>
    public async Task<Adoption> RunAsync(string id, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var run = Missing.IfNull(await db.Runs.SingleOrDefaultAsync(it => it.Id == id, stop), "run-is-known");
        run.Adopt(db.Now);
        var looked = run.StartedAt;
        Refused.Unless(!await db.Runs.AnyAsync(it => it.Campaign == run.Campaign && it.Id != id && it.AdoptedAt > looked, stop), "run-is-current");
        // All of the campaign counts from here on, also what lies outside the caller's area by now.
        var pairs = await db.RunPairs.IgnoreQueryFilters().AsNoTracking().Where(it => it.Run == id).OrderBy(it => it.Row).ToListAsync(stop);
        var places = await PlacesAsync(run, stop);
        var proposed = new List<Pairing>(pairs.Count);
        foreach (var pair in pairs.Where(it => it.Standing is null))
            if (places.Take(pair) is { } taken)
                proposed.Add(new Pairing
                {
                    Id = db.NewId(),
                    Campaign = run.Campaign,
                    Run = id,
                    Household = pair.Household,
                    Member = pair.Member,
                    Organization = taken.Organization,
                    Area = taken.Area,
                    Stage = pair.Stage,
                    Seat = taken.Seat,
                    DistanceDm = pair.DistanceDm,
                    Since = db.Now,
                });
        await db.AddManyAsync(proposed, stop);
        db.TellPairings(proposed);
        await TellIdleAsync(run, places.Idle, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        var standing = pairs.Count(it => it.Standing is not null);
        return new(id, proposed.Count, places.StandingCount, pairs.Count - standing - proposed.Count);
    }

    async Task<OpenPlaces> PlacesAsync(PairingRun run, CancellationToken stop)
    {
        var campaign = await db.CampaignAsync(run.Campaign, stop);
        var (from, until) = (run.Area, Scope.Until(run.Area));
        var households = await db.Households.IgnoreQueryFilters().Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0)
            .Select(it => new { it.Id, it.Area }).ToListAsync(stop);
        var members = await db.EligibleOf(campaign)
            .Select(it => new { it.Id, it.Organization, it.Seats, it.Residence, it.Skills }).ToListAsync(stop);
        var excluded = await db.Exclusions.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign).Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        var declined = await db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Status == PairingStatus.Declined)
            .Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        var standing = await db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Until == null)
            .Select(it => new { it.Household, it.Stage, it.Member, it.Seat }).ToListAsync(stop);
        return new OpenPlaces(
            households.Select(it => (it.Id, it.Area)),
            members.Select(it => new HelperNow(it.Id, it.Organization, it.Seats, it.Residence, it.Skills)),
            excluded.Concat(declined).Select(it => (it.Household, it.Member)),
            standing.Select(it => (it.Household, it.Stage, it.Member, it.Seat)));
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
