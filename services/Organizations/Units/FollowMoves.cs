using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Takes choices and standing pairings along when organizations move to another division. Does not save.</summary>
sealed class FollowMoves(OrganizationsStore db)
{
    /// <param name="moved">the organizations that moved, as they are now</param>
    public async Task RunAsync(IReadOnlyList<PartyOrganization> moved, CancellationToken stop)
    {
        var areas = moved.ToDictionary(unit => unit.Id, unit => unit.Area, StringComparer.Ordinal);
        foreach (var ids in areas.Keys.Chunk(Packets.Most))
        {
            foreach (var choice in await db.Choices.IgnoreQueryFilters().Where(it => ids.Contains(it.Organization)).ToListAsync(stop))
                db.Entry(choice).Property(it => it.Area).CurrentValue = areas[choice.Organization];
            var pairings = await db.Pairings.IgnoreQueryFilters().Where(it => ids.Contains(it.Community) && it.Until == null).ToListAsync(stop);
            foreach (var pairing in pairings) db.Entry(pairing).Property(it => it.Area).CurrentValue = areas[pairing.Community];
            foreach (var campaign in pairings.GroupBy(it => it.Campaign, StringComparer.Ordinal))
                foreach (var packet in campaign.Chunk(Packets.Most))
                    db.Announce(new OrganizationPairingsChanged(campaign.Key, [.. packet.Select(it => it.AsChange())]));
        }
    }
}
