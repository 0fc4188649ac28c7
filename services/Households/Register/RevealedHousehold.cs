namespace Households;

/// <summary>Personal values of one household in full (明文): those of <see cref="Fields"/>, everything else null.</summary>
/// <param name="Entry">the entry of the audit log that tells of it</param>
sealed record RevealedHousehold(
    string Id, IReadOnlyList<string> Fields, string? Address, RevealedPosition? Position, IReadOnlyList<RevealedPerson> Persons, string Entry)
{
    public static RevealedHousehold Of(Household it, string[] fields, string entry)
    {
        T? Shown<T>(string field, T? value) => fields.Contains(field) ? value : default;
        return new(
            it.Id, fields, Shown(RevealInput.Address, it.Address), Shown(RevealInput.Position, RevealedPosition.Of(it.Place)),
            [.. it.Persons.OrderBy(person => person.Number).Select(person => new RevealedPerson(
                person.Number, person.Role, Shown(RevealInput.Name, person.Name), Shown(RevealInput.IdNumber, person.IdNumber),
                Shown(RevealInput.Phone, person.Phone), Shown(RevealInput.Birth, person.Birth)))],
            entry);
    }
}

/// <summary>As it was declared.</summary>
sealed record RevealedPosition(double Longitude, double Latitude, string Crs)
{
    public static RevealedPosition? Of(Place? place) =>
        place is { } at ? new RevealedPosition(at.Longitude, at.Latitude, Contracts.CrsNames.Name(at.Crs)) : null;
}

sealed record RevealedPerson(int Number, string Role, string? Name, string? IdNumber, string? Phone, DateOnly? Birth);
