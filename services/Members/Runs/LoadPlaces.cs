using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads who has a place or a seat to give at the moment when a run is adopted; of a replacement, those whom it pairs.</summary>
sealed class LoadPlaces(MembersStore db)
{
    public async Task<OpenPlaces> RunAsync(PairingRun run, IReadOnlyList<RunPair> pairs, CancellationToken stop)
    {
        var campaign = await db.CampaignAsync(run.Campaign, stop);
        var (from, until) = (run.Area, Scope.Until(run.Area));
        var inside = db.Households.IgnoreQueryFilters().Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        var eligible = db.EligibleOf(campaign);
        var excluded = db.Exclusions.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign);
        var barred = db.BarredFrom(run);
        var standing = db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Until == null);
        if (!run.Replacement)
            return Of(
                await Places(inside).ToListAsync(stop), await Helpers(eligible).ToListAsync(stop),
                [.. await Excluded(excluded).ToListAsync(stop), .. await Barred(barred).ToListAsync(stop)],
                await Held(standing).ToListAsync(stop));
        var (households, members) = (pairs.Select(it => it.Household).ToList(), pairs.Select(it => it.Member).ToList());
        var held = await Chunks.LoadAsync(households, ids => Held(standing.Where(it => ids.Contains(it.Household))), stop);
        held.AddRange(await Chunks.LoadAsync(members, ids => Held(standing.Where(it => ids.Contains(it.Member))), stop));
        return Of(
            await Chunks.LoadAsync(households, ids => Places(inside.Where(it => ids.Contains(it.Id))), stop),
            await Chunks.LoadAsync(members, ids => Helpers(eligible.Where(it => ids.Contains(it.Id))), stop),
            [
                .. await Chunks.LoadAsync(households, ids => Excluded(excluded.Where(it => ids.Contains(it.Household))), stop),
                .. await Chunks.LoadAsync(households, ids => Barred(barred.Where(it => ids.Contains(it.Household))), stop),
            ],
            [.. held.DistinctBy(it => it.Id)]);
    }

    static OpenPlaces Of(IEnumerable<Place> places, IEnumerable<HelperNow> helpers, IEnumerable<Two> closed, IEnumerable<Seat> seats) => new(
        places.Select(it => (it.Household, it.Area)), helpers, closed.Select(it => (it.Household, it.Member)),
        seats.Select(it => (it.Household, it.Stage, it.Member, it.Number)));

    static IQueryable<Place> Places(IQueryable<HouseholdCopy> households) => households.Select(it => new Place(it.Id, it.Area));

    static IQueryable<HelperNow> Helpers(IQueryable<Member> members) =>
        members.Select(it => new HelperNow(it.Id, it.Organization, it.Seats, it.Residence, it.Skills));

    static IQueryable<Two> Excluded(IQueryable<Exclusion> exclusions) => exclusions.Select(it => new Two(it.Household, it.Member));

    static IQueryable<Two> Barred(IQueryable<Pairing> pairings) => pairings.Select(it => new Two(it.Household, it.Member));

    static IQueryable<Seat> Held(IQueryable<Pairing> pairings) => pairings.Select(it => new Seat(it.Id, it.Household, it.Stage, it.Member, it.Seat));

    sealed record Place(string Household, string Area);

    sealed record Two(string Household, string Member);

    sealed record Seat(string Id, string Household, int Stage, string Member, int Number);
}
