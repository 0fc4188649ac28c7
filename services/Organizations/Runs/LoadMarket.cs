using Contracts;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the lists of a run in a turn of its own, so that they are of one moment.</summary>
sealed class LoadMarket(OrganizationsStore db)
{
    public Task<MarketLists> RunAsync(PairingRun run, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(it => it.Id == run.Campaign, stop);
        var range = new CodeRange(run.Area);
        var units = await db.Units.AsNoTracking().Where(it => it.Area.CompareTo(range.From) >= 0 && it.Area.CompareTo(range.Until) < 0)
            .Select(it => new { it.Id, it.Kind, it.Area, it.Longitude, it.Latitude, it.Seats }).ToListAsync(stop);
        var choices = await db.Choices.AsNoTracking().Where(it => it.Campaign == campaign.Id)
            .Select(it => new { it.Organization, it.Chosen, it.Rank }).ToListAsync(stop);
        var pairings = await PairingsOf(campaign.Id).ToListAsync(stop);
        run.Basis = Basis.Of(pairings);
        return new MarketLists(
            units.ConvertAll(it => new MarketUnit(
                it.Id, it.Kind, it.Area, it.Longitude is { } east && it.Latitude is { } north ? new Coordinates(east, north) : null, it.Seats)),
            campaign.Waves.Single(it => it.Name == run.Wave).Kinds,
            choices.ConvertAll(it => new MarketChoice(it.Organization, it.Chosen, it.Rank)),
            [.. pairings.Where(it => it.Until is null).Select(it => new StandingPair(it.Id, it.Organization, it.Community, it.Seat))],
            [.. pairings.Where(it => it.Status == PairingStatus.Declined).Select(it => (it.Organization, it.Community)).Distinct()],
            campaign.OrganizationRules);
    }, stop);

    /// <summary>The pairings that a run minds.</summary>
    public IQueryable<Pairing> PairingsOf(string campaign) => db.Pairings.AsNoTracking()
        .Where(it => it.Campaign == campaign && (it.Until == null || it.Status == PairingStatus.Declined));
}
