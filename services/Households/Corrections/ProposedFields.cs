using System.Globalization;
using Contracts;
using Defaults;

namespace Households;

/// <summary>Values proposed for some fields of a household, laid over all else that is known of it.</summary>
sealed class ProposedFields(IReadOnlyList<FieldInput> fields)
{
    public static ProposedFields Of(IReadOnlyList<CorrectedField> fields) =>
        new([.. fields.Select(it => new FieldInput(it.Field, it.Value ?? "", it.Person))]);

    /// <summary>What the household would be said to be, under the rules of lists and requests; null with every fault named.</summary>
    /// <param name="asOf">the day from which that holds</param>
    /// <param name="lapsed">whether codes that do not hold on that day, and that the household has not, are faults</param>
    public HouseholdEntry? Over(Household known, CodeLists codes, DateOnly asOf, Faults faults, bool lapsed = true)
    {
        var persons = known.Persons.OrderBy(it => it.Number).ToArray();
        foreach (var it in fields)
            if (it.Person is { } number && !persons.Any(person => person.Number == number)) faults.Add(0, $"persons[{number}]", "person-is-known");
        var found = new Faults("");
        var place = ReadPosition(found);
        var input = new HouseholdInput(
            known.Area, asOf, [.. persons.Select(it => Over(it, known, faults))], null, Said(CorrectableField.Address, null), place?.Longitude, place?.Latitude,
            place is { } at ? CrsNames.Name(at.Crs) : null, CodesOf(CorrectableField.Categories, null) ?? Held(known, HeldCategory.Everyone), CodesOf(CorrectableField.Needs, null) ?? known.Needs);
        var entry = input.Read(known, Communities.Staying(known.Area), codes, asOf, found);
        if (entry is not null && lapsed) codes.Check(entry, known, found);
        foreach (var fault in found.List) faults.Add(0, NameOf(fault.Field, persons), fault.Rule);
        return faults.Any ? null : entry;
    }

    PersonInput Over(Person person, Household known, Faults faults)
    {
        string? Of(string field) => Said(field, person.Number);
        var birth = (DateOnly?)null;
        if (Of(CorrectableField.Birth) is { } text)
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) birth = day;
            else faults.Add(0, $"persons[{person.Number}].birth", "date-form");
        return new PersonInput(
            Of(CorrectableField.Role) ?? person.Role, Of(CorrectableField.PersonName), Of(CorrectableField.IdNumber), Of(CorrectableField.Phone), birth,
            Of(CorrectableField.Gender), CodesOf(CorrectableField.Categories, person.Number) ?? Held(known, person.Number), person.Number);
    }

    string? Said(string field, int? person) => fields.FirstOrDefault(it => it.Field == field && it.Person == person)?.Value.Trim();

    string[]? CodesOf(string field, int? person) => Said(field, person)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string[] Held(Household known, int person) => Codes.Held([.. known.Categories.Where(it => it.Person == person)]);

    Place? ReadPosition(Faults faults)
    {
        if (Said(CorrectableField.Position, null) is not { } text) return null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 2 or 3 && TryDegrees(parts[0], out var longitude) && TryDegrees(parts[1], out var latitude)
            && CrsNames.TryParse(parts.ElementAtOrDefault(2), out var crs)) return new Place(longitude, latitude, crs);
        faults.Add(0, CorrectableField.Position, "position-form");
        return null;
    }

    static bool TryDegrees(string text, out double degrees) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees);

    /// <summary>As a correction names the field: by the person's number, not by a place in a list that nobody has seen.</summary>
    static string NameOf(string field, Person[] persons)
    {
        if (field is "longitude" or "latitude" or "crs") return CorrectableField.Position;
        var close = field.IndexOf(']', StringComparison.Ordinal);
        return field.StartsWith("persons[", StringComparison.Ordinal) && close > 0
            ? $"persons[{persons[int.Parse(field.AsSpan(8, close - 8), CultureInfo.InvariantCulture)].Number}{field[close..]}"
            : field;
    }
}
