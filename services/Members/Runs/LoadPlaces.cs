using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads who has a place or a seat to give at the moment when a run is adopted.</summary>
sealed class LoadPlaces(MembersStore db)
{
    public async Task<OpenPlaces> RunAsync(PairingRun run, CancellationToken stop)
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
}
