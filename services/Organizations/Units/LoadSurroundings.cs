using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads what a list of organizations is judged by, in sets and never a row at a time.</summary>
sealed class LoadSurroundings(OrganizationsStore db)
{
    public async Task<UnitSurroundings> RunAsync(UnitList list, CancellationToken stop)
    {
        var around = new UnitSurroundings();
        await AreasAsync(around, list, stop);
        await StoredAsync(around, list, stop);
        await ParentsAsync(around, list, stop);
        await PointsAsync(around, list, stop);
        return around;
    }

    async Task AreasAsync(UnitSurroundings around, UnitList list, CancellationToken stop)
    {
        foreach (var codes in list.Rows.Select(row => row.Area).Where(AreaCode.IsWellFormed).Distinct(StringComparer.Ordinal).Chunk(Packets.Most))
            foreach (var area in await db.Areas.IgnoreQueryFilters().AsNoTracking().Where(area => codes.Contains(area.Code)).ToListAsync(stop))
                around.Add(area);
    }

    async Task StoredAsync(UnitSurroundings around, UnitList list, CancellationToken stop)
    {
        foreach (var ids in list.Rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).Chunk(Packets.Most))
            foreach (var unit in await db.Units.IgnoreQueryFilters().Where(unit => ids.Contains(unit.Id)).ToListAsync(stop))
                (around.Stored[unit.Id], around.Parents[unit.Id]) = (unit, unit.Parent);
    }

    /// <summary>Follows parents upwards, one level of the tree a turn, until nothing new is named.</summary>
    async Task ParentsAsync(UnitSurroundings around, UnitList list, CancellationToken stop)
    {
        var asked = list.Rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var next = list.Rows.Select(row => row.Parent).Concat(around.Parents.Values).OfType<string>().Where(asked.Add).ToList();
        while (next.Count > 0)
        {
            var found = new List<string?>();
            foreach (var ids in next.Chunk(Packets.Most))
                foreach (var unit in await db.Units.IgnoreQueryFilters().Where(unit => ids.Contains(unit.Id))
                    .Select(unit => new { unit.Id, unit.Parent }).ToListAsync(stop))
                {
                    around.Parents[unit.Id] = unit.Parent;
                    found.Add(unit.Parent);
                }
            next = found.OfType<string>().Where(asked.Add).ToList();
        }
    }

    async Task PointsAsync(UnitSurroundings around, UnitList list, CancellationToken stop)
    {
        var districts = list.Rows.Where(row => row.Position is not null && AreaCode.IsWellFormed(row.Area))
            .Select(row => PartyOrganization.DistrictOf(row.Area)).Distinct(StringComparer.Ordinal);
        foreach (var some in districts.Chunk(Packets.Most))
            foreach (var unit in await db.Units.IgnoreQueryFilters().Where(unit => some.Contains(unit.District) && unit.Latitude != null)
                .Select(unit => new { unit.Id, unit.Area, unit.Longitude, unit.Latitude }).ToListAsync(stop))
                if (!list.Names(unit.Id)) around.Points.Add(unit.Area, new(unit.Longitude!.Value, unit.Latitude!.Value));
    }
}
