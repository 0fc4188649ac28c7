using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads which of some organizations take part in a campaign, in sets.</summary>
sealed class LoadSides(OrganizationsStore db)
{
    /// <param name="seen">true for those only that the caller may see</param>
    public async Task<Sides> RunAsync(Campaign campaign, IEnumerable<string> organizations, bool seen, CancellationToken stop)
    {
        var sides = new Sides();
        var units = seen ? db.Units : db.Units.IgnoreQueryFilters();
        foreach (var ids in organizations.Chunk(Packets.Most))
            foreach (var unit in await units.Where(unit => ids.Contains(unit.Id)).Select(unit => new { unit.Id, unit.Kind, unit.Area }).ToListAsync(stop))
                sides.Add(campaign, unit.Id, unit.Kind, unit.Area);
        return sides;
    }
}
