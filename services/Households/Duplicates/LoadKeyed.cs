using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Asks the store which active households share a key, in sets; by the keys' hashes and their indexes.</summary>
sealed class LoadKeyed(HouseholdsStore db)
{
    /// <summary>Keys that too many share, of all households: which they are, and what may be told of them.</summary>
    public async Task<Crowds> CrowdsAsync(CancellationToken stop)
    {
        var told = new List<CrowdedKey>();
        async Task<TKey[]> OfAsync<TKey>(string kind, IQueryable<KeyHolder<TKey>> holders)
        {
            var found = await holders.GroupBy(it => it.Key).Where(same => same.Select(it => it.Household).Distinct().Count() > CrowdedKey.MostSharing)
                .Select(same => new
                {
                    same.Key, Count = same.Select(it => it.Household).Distinct().Count(), Example = same.Min(it => it.Household)!,
                    First = same.Min(it => it.Area)!, Last = same.Max(it => it.Area)!,
                }).ToListAsync(stop);
            told.AddRange(found.OrderBy(it => it.Example, StringComparer.Ordinal).Select(it => new CrowdedKey
            {
                Id = db.NewId(), Kind = kind, Area = AreaFilter.Common(it.First, it.Last), Households = it.Count, Example = it.Example,
            }));
            return [.. found.Select(it => it.Key)];
        }
        return new Crowds(
            await OfAsync("id-number", ByIdNumber), await OfAsync("phone", ByPhone), await OfAsync("name-and-birth", ByNameAndBirth), await OfAsync("address", ByAddress), told);
    }

    /// <summary>Pairs within a division that share a key which is not crowded, and whose first household is in a range of ids.</summary>
    public async Task<IReadOnlySet<HouseholdPair>> PairsAsync(IdRange range, string area, Crowds crowds, CancellationToken stop)
    {
        var found = new HashSet<HouseholdPair>();
        var (first, last, until) = (range.First, range.Last, Scope.Until(area));
        async Task AddAsync<TKey>(IQueryable<KeyHolder<TKey>> holders, TKey[] crowded)
        {
            var pairs = holders.Where(it => it.Household.CompareTo(first) >= 0 && it.Household.CompareTo(last) <= 0)
                .Join(holders, one => one.Key, other => other.Key, (one, other) => new { one.Key, One = one.Household, OneArea = one.Area, Other = other.Household, OtherArea = other.Area })
                .Where(it => it.Other.CompareTo(it.One) > 0)
                .Where(it => it.OneArea.CompareTo(area) >= 0 && it.OneArea.CompareTo(until) < 0 && it.OtherArea.CompareTo(area) >= 0 && it.OtherArea.CompareTo(until) < 0);
            if (crowded.Length > 0) pairs = pairs.Where(it => !crowded.Contains(it.Key));
            await foreach (var it in pairs.Select(it => new { it.One, it.Other }).Distinct().AsAsyncEnumerable().WithCancellation(stop))
                found.Add(HouseholdPair.Of(it.One, it.Other));
        }
        await AddAsync(ByIdNumber, crowds.IdNumbers);
        await AddAsync(ByPhone, crowds.Phones);
        await AddAsync(ByNameAndBirth, crowds.NamesAndBirths);
        await AddAsync(ByAddress, crowds.Addresses);
        return found;
    }

    public async Task<IReadOnlyDictionary<string, long>> VersionsAsync(IEnumerable<string> households, CancellationToken stop)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var ids in households.Chunk(Packets.Most))
            foreach (var it in await db.Households.Where(it => ids.Contains(it.Id)).Select(it => new { it.Id, it.Version }).ToListAsync(stop)) versions.Add(it.Id, it.Version);
        return versions;
    }

    public async Task<IReadOnlyDictionary<string, KeyedHousehold>> HouseholdsAsync(IEnumerable<string> households, CancellationToken stop)
    {
        var loaded = new Dictionary<string, KeyedHousehold>(StringComparer.Ordinal);
        foreach (var ids in households.Chunk(Packets.Most))
        {
            // Before their persons: of one that is changed between, the older version is remembered, and it is compared again.
            var some = await db.Households.Where(it => ids.Contains(it.Id)).Select(it => new { it.Id, it.Area, it.Version, it.AddressHash, it.Position, it.Crs }).ToListAsync(stop);
            var persons = (await db.Persons.Where(it => ids.Contains(it.Household)).OrderBy(it => it.Household).ThenBy(it => it.Number)
                .Select(it => new KeyedPerson(it.Household, it.Number, it.NameHash, it.IdNumberHash, it.PhoneHash, it.NameBirthHash)).ToListAsync(stop)).ToLookup(it => it.Household, StringComparer.Ordinal);
            foreach (var it in some)
                loaded.Add(it.Id, new KeyedHousehold(it.Id, it.Area, it.Version, it.AddressHash, Place.Read(it.Position, it.Crs), [.. persons[it.Id]]));
        }
        return loaded;
    }

    IQueryable<Household> Active => db.Households.Where(it => it.Active);

    IQueryable<KeyHolder<string>> ByIdNumber =>
        from person in db.Persons
        join household in Active on person.Household equals household.Id
        where person.IdNumberHash != null
        select new KeyHolder<string> { Key = person.IdNumberHash!, Household = person.Household, Area = household.Area };

    IQueryable<KeyHolder<string>> ByPhone =>
        from person in db.Persons
        join household in Active on person.Household equals household.Id
        where person.PhoneHash != null
        select new KeyHolder<string> { Key = person.PhoneHash!, Household = person.Household, Area = household.Area };

    IQueryable<KeyHolder<long>> ByNameAndBirth =>
        from person in db.Persons
        join household in Active on person.Household equals household.Id
        where person.NameBirthHash != null
        select new KeyHolder<long> { Key = person.NameBirthHash!.Value, Household = person.Household, Area = household.Area };

    IQueryable<KeyHolder<long>> ByAddress => Active.Where(it => it.AddressHash > 0)
        .Select(it => new KeyHolder<long> { Key = it.AddressHash!.Value, Household = it.Id, Area = it.Area });

    sealed class KeyHolder<TKey>
    {
        public required TKey Key { get; init; }
        public required string Household { get; init; }
        public required string Area { get; init; }
    }
}

/// <summary>Ids from one to another, both among them, in the order of the store.</summary>
readonly record struct IdRange(string First, string Last);

/// <summary>Hashes of keys that too many share, and what may be told of them.</summary>
sealed record Crowds(string[] IdNumbers, string[] Phones, long[] NamesAndBirths, long[] Addresses, IReadOnlyList<CrowdedKey> Told);
