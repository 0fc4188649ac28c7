using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Looks for persons in the caller's area by what they would be known by, through keyed hashes: what is not exact finds nothing,
/// and nobody browses. Recorded before it is answered: by what was searched and whom that found, never the value.
/// </summary>
sealed class SearchRegister(HouseholdsStore db, Keys keys)
{
    /// <summary>Nobody needs more who has the right one before them.</summary>
    const int Most = 20;

    public async Task<SearchResult> RunAsync(SearchInput input, CancellationToken stop)
    {
        var sought = input.Read(db.Today);
        var found = await Asked(sought).ToListAsync(stop);
        var lines = found.Take(Most).Select(it => new FoundLine(it.Person.Household, it.Area, it.Active, PersonView.Of(it.Person.State()))).ToList();
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Read, $"search-{sought.Kind}", "register", db.Caller.Area)
        {
            Purpose = input.Purpose, Detail = $"found={lines.Count}", Households = [.. lines.Select(it => it.Household).Distinct(StringComparer.Ordinal)],
        }, stop);
        return new SearchResult(lines, found.Count > Most);
    }

    /// <summary>The first of them, and one more where there are too many.</summary>
    internal IQueryable<FoundPerson> Asked(Sought sought) => (
        from person in Persons(sought)
        join household in db.Households.AsNoTracking() on person.Household equals household.Id
        orderby person.Household, person.Number
        select new FoundPerson(person, household.Area, household.Active)).Take(Most + 1);

    /// <summary>By an index each: <c>(IdNumberHash)</c>, <c>(PhoneHash)</c>, <c>(NameHash, Area)</c>.</summary>
    IQueryable<Person> Persons(Sought sought)
    {
        var persons = db.Persons.AsNoTracking();
        if (keys.IdNumber(sought.IdNumber) is { } idNumber) return persons.Where(it => it.IdNumberHash == idNumber);
        if (keys.Phone(sought.Phone) is { } phone) return persons.Where(it => it.PhoneHash == phone);
        var (name, from, until) = (keys.Name(sought.Name!), sought.Area, Scope.Until(sought.Area));
        return persons.Where(it => it.NameHash == name && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
    }
}

/// <param name="More">there are others; who searches knows more of the right one than was said</param>
sealed record SearchResult(IReadOnlyList<FoundLine> Items, bool More);

sealed record FoundPerson(Person Person, string Area, bool Active);

/// <summary>Somebody who was found, masked.</summary>
sealed record FoundLine(string Household, string Area, bool Active, PersonView Person);
