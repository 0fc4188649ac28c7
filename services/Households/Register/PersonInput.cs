namespace Households;

/// <summary>
/// A person as a request gives one. With a number it is the person who has it, and what is personal and left out stays
/// as it was, since it was never shown in full; an empty ID number or phone takes it away.
/// </summary>
/// <param name="Role">head, spouse, child, parent, grandparent, grandchild, sibling or other</param>
/// <param name="Birth">may be left out where there is an ID number, which says it</param>
/// <param name="Gender">male or female; as the birth date</param>
/// <param name="Categories">codes that hold for this person alone; none when left out</param>
sealed record PersonInput(
    string Role, string? Name = null, string? IdNumber = null, string? Phone = null, DateOnly? Birth = null, string? Gender = null,
    IReadOnlyList<string>? Categories = null, int? Number = null)
{
    public PersonEntry Read(Household? household, CodeList? list, DateOnly today, Action<string, string> fault)
    {
        var known = Number is null ? null : household?.Persons.FirstOrDefault(person => person.Number == Number);
        if (Number is not null && known is null) fault("number", "person-is-known");
        if (!Person.Roles.Contains(Role)) fault("role", "code-is-known");
        if (Gender is not null && !Person.Genders.Contains(Gender)) fault("gender", "code-is-known");
        EntryRules.Date(Birth, rule => fault("birth", rule));
        if (Birth > today) fault("birth", "birth-date-not-in-future");
        var name = Name is null ? known?.Name : EntryRules.Line(Name, rule => fault("name", rule));
        if (name is null) fault("name", "is-given");
        var idNumber = IdNumber is null ? known?.IdNumber : EntryRules.IdNumber(IdNumber, today, rule => fault("idNumber", rule));
        var phone = Phone is null ? known?.Phone : EntryRules.Phone(Phone, rule => fault("phone", rule));
        if (Birth is not null && IdentityNumber.Birth(idNumber) is { } birth && birth != Birth) fault("birth", "birth-matches-id-number");
        if (Gender is not null && IdentityNumber.Gender(idNumber) is { } gender && gender != Gender) fault("gender", "gender-matches-id-number");
        var categories = EntryRules.Codes(Categories, list, () => fault("categories", "code-is-known"));
        return PersonEntry.Numbered(Number, Role, name ?? "", idNumber, phone, Birth ?? known?.Birth, Gender ?? known?.Gender, categories);
    }
}
