using Contracts;
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
        return new Communities(found, db.Caller.Reach == Reach.Area ? db.Caller.Area : null, db.Today);
    }

    /// <summary>All communities below a division, for who looks at very many rows.</summary>
    public async Task<Communities> CommunitiesBelowAsync(string area, CancellationToken stop)
    {
        var (until, level) = (Scope.Until(area), AreaLevels.Name(AreaLevel.Community));
        var found = await db.Areas.IgnoreQueryFilters().AsNoTracking()
            .Where(it => it.Level == level && it.Code.CompareTo(area) >= 0 && it.Code.CompareTo(until) < 0).ToListAsync(stop);
        return new Communities(found, area, db.Today);
    }

    /// <summary>The households of these ids as they stand, not tracked: most will turn out not to change. Outside of a turn the persons of one may be newer than it.</summary>
    public async Task<IReadOnlyDictionary<string, Household>> ByIdAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var found = new Dictionary<string, Household>(StringComparer.Ordinal);
        foreach (var some in Chunks(ids))
        {
            var households = await db.Households.IgnoreQueryFilters().AsNoTracking().Where(it => some.Contains(it.Id)).ToListAsync(stop);
            // Apart, by their key: joined, they are read from end to end where the server has not looked at their table yet. And
            // afterwards: who saves a household by the version that was read does not save older persons with it.
            var persons = (await db.Persons.IgnoreQueryFilters().AsNoTracking().Where(it => some.Contains(it.Household)).ToListAsync(stop)).ToLookup(it => it.Household, StringComparer.Ordinal);
            foreach (var household in households)
            {
                household.Gather(persons[household.Id]);
                found.Add(household.Id, household);
            }
        }
        return found;
    }

    /// <summary>Of households what tells whether a row says anything new, without opening what is sealed.</summary>
    public async Task<IReadOnlyDictionary<string, KnownHousehold>> BriefAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var found = new Dictionary<string, KnownHousehold>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(5 * AtOnce))
            foreach (var brief in await db.Households.IgnoreQueryFilters().Where(it => some.Contains(it.Id))
                .Select(it => new KnownHousehold(it.Id, it.Area, it.AsOf, it.Since, it.Active, it.EndedOn, it.Said, it.MergedInto, it.AnonymisedAt != null)).ToListAsync(stop))
                found.Add(brief.Id, brief);
        return found;
    }

    /// <summary>ID numbers that rows say and their households had not before, and who holds one of them too: in the database, or in the rows.</summary>
    public async Task<SharedNumbers> SharedAsync(
        IReadOnlyList<AskingRow> asking, IReadOnlyDictionary<string, Household> before, CancellationToken stop)
    {
        var said = asking.Where(it => it.Entry.End is null).SelectMany(it => it.Entry.Persons.Where(person => person.IdNumber is not null)
            .Select(person => (it.Row.Id, Hash: keys.IdNumber(person.IdNumber)!))).ToList();
        bool IsNew((string Id, string Hash) it) => !before.TryGetValue(it.Id, out var known) || !known.Persons.Any(person => person.IdNumberHash == it.Hash);
        var fresh = said.Where(IsNew).ToList();
        if (fresh.Count == 0) return SharedNumbers.None;
        var everyone = asking.Count > 0 && asking[0].Row.Everyone;
        var holders = await HoldersAsync(fresh.Select(it => it.Hash), asking.Select(it => it.Entry.Id), everyone, stop);
        var inRows = said.ToLookup(it => it.Hash, it => it.Id, StringComparer.Ordinal);
        return new SharedNumbers(fresh.Select(it => it.Hash).ToHashSet(StringComparer.Ordinal), fresh
            .Select(it => (it.Id, Others: holders[it.Hash].Concat(inRows[it.Hash]).Where(other => other != it.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()))
            .Where(it => it.Others.Length > 0).GroupBy(it => it.Id, StringComparer.Ordinal)
            .ToDictionary(it => it.Key, it => it.SelectMany(found => found.Others).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal));
    }

    /// <summary>
    /// Households in the database that hold one of some ID numbers, by the number's keyed hash. Those who are spoken of anew
    /// are left out: everyone of their households, or the heads only.
    /// </summary>
    async Task<ILookup<string, string>> HoldersAsync(IEnumerable<string> numbers, IEnumerable<string> spoken, bool everyone, CancellationToken stop)
    {
        var spokenOf = spoken.ToHashSet(StringComparer.Ordinal);
        var holders = new List<(string Hash, string Household)>();
        foreach (var hashes in Chunks(numbers))
        {
            // Step by step, each by its index: joined, the two tables are read from end to end by a plan that expects to find many.
            var rows = await db.Persons.IgnoreQueryFilters().Where(person => person.IdNumberHash != null && hashes.Contains(person.IdNumberHash))
                .Select(person => new { person.IdNumberHash, person.Household, person.Role }).ToListAsync(stop);
            var others = rows.Where(row => !spokenOf.Contains(row.Household) || !everyone && row.Role != Person.Head).ToList();
            var active = others.Count == 0 ? [] : await ActiveAsync(others.Select(it => it.Household), stop);
            holders.AddRange(others.Where(row => active.Contains(row.Household)).Select(row => (row.IdNumberHash!, row.Household)));
        }
        return holders.ToLookup(it => it.Hash, it => it.Household, StringComparer.Ordinal);
    }

    async Task<HashSet<string>> ActiveAsync(IEnumerable<string> households, CancellationToken stop)
    {
        var active = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ids in Chunks(households))
            active.UnionWith(await db.Households.IgnoreQueryFilters().Where(it => it.Active && ids.Contains(it.Id)).Select(it => it.Id).ToListAsync(stop));
        return active;
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
        var numbers = entries.SelectMany(entry => entry.Persons).Select(person => keys.IdNumber(person.IdNumber)).OfType<string>();
        warnings.CheckIdNumbers(listed, await HoldersAsync(numbers, entries.Select(it => it.Id), everyone, stop), keys);
        warnings.CheckPlaced(listed);
        var arrived = listed.Where(it => it.Entry.Place is not null && moved(it.Entry.Id)).ToList();
        warnings.CheckPositions(arrived, await PointsAsync(arrived.ConvertAll(it => it.Entry), stop));
    }

    static IEnumerable<string[]> Chunks(IEnumerable<string> values) => values.Distinct(StringComparer.Ordinal).Chunk(AtOnce);
}

/// <param name="Said">keyed hashes of ID numbers that households had not before</param>
/// <param name="Others">by household the others that hold one of them</param>
sealed record SharedNumbers(IReadOnlySet<string> Said, IReadOnlyDictionary<string, string[]> Others)
{
    public static readonly SharedNumbers None = new(new HashSet<string>(), new Dictionary<string, string[]>());
}
