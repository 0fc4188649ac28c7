using Contracts;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the lists of a run in a turn of its own, so that they are of one moment.</summary>
sealed class LoadMarket(OrganizationsStore db)
{
    public Task<MarketLists> RunAsync(PairingRun run, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(it => it.Id == run.Campaign, stop);
        var units = await UnitsOfAsync(run.Area, stop);
        var choices = await db.Choices.AsNoTracking().Where(it => it.Campaign == campaign.Id)
            .Select(it => new { it.Organization, it.Chosen, it.Rank }).ToListAsync(stop);
        var pairings = await PairingsOf(campaign.Id).ToListAsync(stop);
        run.Basis = Basis.Of(pairings);
        return new MarketLists(
            units,
            campaign.KindsOf(run.Wave),
            choices.ConvertAll(it => new MarketChoice(it.Organization, it.Chosen, it.Rank)),
            [.. pairings.Where(it => it.Until is null).Select(it => new StandingPair(it.Id, it.Organization, it.Community, it.Seat))],
            [.. pairings.Where(it => it.Status == PairingStatus.Declined).Select(it => (it.Organization, it.Community)).Distinct()],
            run.Rules ?? campaign.OrganizationRules);
    }, stop);

    /// <summary>Every party organization under a prefix, whoever asks.</summary>
    public async Task<List<MarketUnit>> UnitsOfAsync(string area, CancellationToken stop)
    {
        var (range, today) = (new CodeRange(area), db.Today);
        var units = await db.Units.IgnoreQueryFilters().AsNoTracking().Where(it => it.Area.CompareTo(range.From) >= 0 && it.Area.CompareTo(range.Until) < 0)
            .Select(it => new
            {
                it.Id, it.Kind, it.Area, it.Longitude, it.Latitude, it.Seats,
                Holds = db.Areas.Any(area => area.Code == it.Area && (area.Level == AreaLevel.Community || it.Kind != UnitKind.Community)
                    && area.ValidFrom <= today && (area.ValidTo == null || today < area.ValidTo)),
            }).ToListAsync(stop);
        return units.ConvertAll(it => new MarketUnit(
            it.Id, it.Kind, it.Area, it.Longitude is { } east && it.Latitude is { } north ? new Coordinates(east, north) : null, it.Seats, it.Holds));
    }

    /// <summary>The pairings that a run minds, whoever asks.</summary>
    public IQueryable<Pairing> PairingsOf(string campaign) => db.Pairings.IgnoreQueryFilters().AsNoTracking()
        .Where(it => it.Campaign == campaign && (it.Until == null || it.Status == PairingStatus.Declined));
}
