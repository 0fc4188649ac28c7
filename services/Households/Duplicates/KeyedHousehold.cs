namespace Households;

/// <summary>
/// What two households are compared by: keyed hashes, so that nobody opens a name, a number or an address for it; the position
/// alone is opened.
/// </summary>
/// <param name="AddressHash">0 where it has no address, null where that is not hashed yet</param>
sealed record KeyedHousehold(string Id, string Area, long Version, long? AddressHash, Place? Place, IReadOnlyList<KeyedPerson> Persons)
{
    public static KeyedHousehold Of(Household it) => new(
        it.Id, it.Area, it.Version, it.AddressHash, it.Place, [.. it.Persons.OrderBy(person => person.Number).Select(KeyedPerson.Of)]);
}

/// <param name="NameBirthHash">of the full name with the birth date, null where that is not known</param>
sealed record KeyedPerson(string Household, int Number, string NameHash, string? IdNumberHash, string? PhoneHash, long? NameBirthHash)
{
    public static KeyedPerson Of(Person it) => new(it.Household, it.Number, it.NameHash, it.IdNumberHash, it.PhoneHash, it.NameBirthHash);
}
