using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// What the store knows already of what a list or a request names, read in sets. Reads past the caller's area, since a
/// rule may be broken by a row that the caller cannot see; nothing of such a row is ever shown.
/// </summary>
sealed class LoadKnown(HouseholdsStore db, Keys keys)
{
    const int AtOnce = 1_000;

    public async Task<Communities> CommunitiesAsync(IEnumerable<string> codes, CancellationToken stop)
    {
        var found = new List<AreaCopy>();
        foreach (var ids in Chunks(codes.Select(AreaCopy.CommunityId)))
            found.AddRange(await db.Areas.IgnoreQueryFilters().AsNoTracking().Where(area => ids.Contains(area.Id)).ToListAsync(stop));
        return new Communities(found, db.Caller, db.Today);
    }

    /// <summary>The households of these ids as they stand, not tracked: most will turn out not to change.</summary>
    public async Task<IReadOnlyDictionary<string, Household>> ByIdAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var found = new Dictionary<string, Household>(StringComparer.Ordinal);
        foreach (var some in Chunks(ids))
            foreach (var household in await db.Households.IgnoreQueryFilters().AsNoTracking().AsSplitQuery()
                .Include(it => it.Persons).Include(it => it.Categories).Where(it => some.Contains(it.Id)).ToListAsync(stop))
                found.Add(household.Id, household);
        return found;
    }

    /// <summary>
    /// Households in the database that hold one of the entries' ID numbers, by the number's keyed hash. Those of whom the
    /// entries themselves speak anew are left out: everyone of their households, or the heads only.
    /// </summary>
    async Task<ILookup<string, string>> HoldersAsync(IReadOnlyList<HouseholdEntry> entries, bool everyone, CancellationToken stop)
    {
        var spokenOf = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var holders = new List<(string Hash, string Household)>();
        foreach (var hashes in Chunks(entries.SelectMany(entry => entry.Persons).Select(person => keys.IdNumber(person.IdNumber)).OfType<string>()))
        {
            var rows = await db.Households.IgnoreQueryFilters().Where(household => household.Active)
                .SelectMany(household => household.Persons).Where(person => hashes.Contains(person.IdNumberHash!))
                .Select(person => new { person.IdNumberHash, person.Household, person.Role }).ToListAsync(stop);
            holders.AddRange(rows.Where(row => !spokenOf.Contains(row.Household) || !everyone && row.Role != Person.Head)
                .Select(row => (row.IdNumberHash!, row.Household)));
        }
        return holders.ToLookup(it => it.Hash, it => it.Household, StringComparer.Ordinal);
    }

    /// <summary>
    /// The known points of the entries' communities: those in the database, and the entries' own instead of older ones.
    /// Each entry has a place. Every point of a community is opened for it, so it is asked for those who moved only.
    /// </summary>
    async Task<IReadOnlyDictionary<string, CommunityPoints>> PointsAsync(IReadOnlyList<HouseholdEntry> entries, CancellationToken stop)
    {
        var placed = entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var points = placed.Values.Select(entry => (entry.Area, At: entry.Place!.Value.Wgs84)).ToList();
        foreach (var areas in Chunks(placed.Values.Select(entry => entry.Area)))
        {
            var rows = await db.Households.IgnoreQueryFilters()
                .Where(household => areas.Contains(household.Area) && household.Active && household.Position != null)
                .Select(household => new { household.Id, household.Area, household.Position, household.Crs }).ToListAsync(stop);
            points.AddRange(rows.Where(row => !placed.ContainsKey(row.Id)).Select(row => (row.Area, Place.Read(row.Position, row.Crs)!.Value.Wgs84)));
        }
        return points.GroupBy(point => point.Area, StringComparer.Ordinal)
            .ToDictionary(area => area.Key, area => new CommunityPoints(area.Select(point => point.At)), StringComparer.Ordinal);
    }

    /// <summary>What somebody should look at in entries that are about to be saved.</summary>
    /// <param name="moved">whether the household of this id says a position for the first time, or another one than before</param>
    public async Task WarnAsync(
        ImportWarnings warnings, IReadOnlyList<ListedHousehold> listed, Func<string, bool> moved, bool everyone, CancellationToken stop)
    {
        var entries = listed.Select(it => it.Entry).ToList();
        warnings.CheckIdNumbers(listed, await HoldersAsync(entries, everyone, stop), keys);
        warnings.CheckPlaced(listed);
        var arrived = listed.Where(it => it.Entry.Place is not null && moved(it.Entry.Id)).ToList();
        warnings.CheckPositions(arrived, await PointsAsync(arrived.ConvertAll(it => it.Entry), stop));
    }

    static IEnumerable<string[]> Chunks(IEnumerable<string> values) => values.Distinct(StringComparer.Ordinal).Chunk(AtOnce);
}
