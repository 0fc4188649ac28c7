using Contracts;
using Defaults;

namespace Households;

/// <summary>
/// A household as a request gives it. Where one is revised, an address or position that is left out stays as it was (it
/// was never shown in full), and an empty address takes it away.
/// </summary>
/// <param name="Id">of the form of <see cref="IdForm"/>; when one is revised, its own or left out</param>
/// <param name="Area">12-digit code of the community</param>
/// <param name="AsOf">the day on which this holds</param>
/// <param name="End">that it has left the database; in a push only, a person ends it by a request of its own</param>
sealed record HouseholdInput(
    string Area, DateOnly AsOf, IReadOnlyList<PersonInput> Persons, string? Id = null, string? Address = null, double? Longitude = null,
    double? Latitude = null, string? Crs = null, IReadOnlyList<string>? Categories = null, IReadOnlyList<string>? Needs = null,
    EndInput? End = null)
{
    public const int MostPersons = 50;

    /// <exception cref="InvalidException">with every fault</exception>
    public HouseholdEntry Read(Household? known, Communities communities, CodeLists codes, DateOnly today)
    {
        var faults = new Faults("");
        if (End is not null) faults.Add(0, "end", "ended-by-its-own-request");
        var entry = Read(known, communities, codes, today, faults);
        if (entry is not null) codes.Check(entry, known, faults);
        faults.ThrowIfAny();
        return entry!;
    }

    /// <summary>What is said, or null with every fault of it named. Whether its codes hold on its day is looked at beside what the household has.</summary>
    /// <param name="codes">null where it is looked at later whether its codes are known</param>
    public HouseholdEntry? Read(Household? known, Communities communities, CodeLists? codes, DateOnly today, Faults faults)
    {
        void Fault(string field, string rule) => faults.Add(0, field, rule);
        if (known is null && string.IsNullOrWhiteSpace(Id)) Fault("id", "is-given");
        else if (Id?.Trim() is { } id && !IdForm.IsKept(id)) Fault("id", "id-form");
        else if (known is null && EntryRules.TellsWho(Id!.Trim(), today)) Fault("id", "id-tells-nobody");
        else if (known is not null && Id is not null && Id.Trim() != known.Id) Fault("id", "id-stays");
        if (communities.Check(Area) is { } broken) Fault("area", broken);
        EntryRules.Date(AsOf, rule => Fault("asOf", rule));
        if (AsOf > today) Fault("asOf", "as-of-not-in-future");
        var address = Address is null ? known?.Address : EntryRules.Line(Address, rule => Fault("address", rule));
        var place = ReadPlace(known, Fault);
        var categories = EntryRules.Codes(Categories, codes?.Categories, () => Fault("categories", "code-is-known"));
        var needs = EntryRules.Codes(Needs, codes?.Needs, () => Fault("needs", "code-is-known"));
        var persons = ReadPersons(known, codes?.Categories, today, Fault);
        return faults.Any ? null : new HouseholdEntry(known?.Id ?? Id!.Trim(), Area, address, place, needs, categories, AsOf, persons, End);
    }

    Place? ReadPlace(Household? known, Action<string, string> fault)
    {
        if (!CrsNames.TryParse(Crs, out var crs)) fault("crs", "code-is-known");
        if (Longitude is null && Latitude is null) return known?.Place;
        if (Longitude is not { } longitude) fault("longitude", "is-given");
        else if (Latitude is not { } latitude) fault("latitude", "is-given");
        else if (Coordinates.InsideChina(longitude, latitude)) return new Place(longitude, latitude, crs);
        else fault("longitude", "coordinates-inside-country");
        return null;
    }

    PersonEntry[] ReadPersons(Household? known, CodeList? categories, DateOnly today, Action<string, string> fault)
    {
        if (Persons.Count > MostPersons) fault("persons", "persons-within-limit");
        if (Persons.Count(person => person.Role == Person.Head) != 1) fault("persons", "one-head");
        var read = Persons.Take(MostPersons).Select((person, index) =>
            person.Read(known, categories, today, (field, rule) => fault($"persons[{index}].{field}", rule))).ToArray();
        for (var index = 0; index < read.Length; index++)
        {
            var before = read.Take(index);
            if (read[index].Number is { } number && before.Any(it => it.Number == number)) fault($"persons[{index}].number", "person-named-once");
            if (read[index].IdNumber is { } idNumber && before.Any(it => it.IdNumber == idNumber)) fault($"persons[{index}].idNumber", "id-number-stands-once");
        }
        return read;
    }
}
