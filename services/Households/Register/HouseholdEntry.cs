using System.Globalization;
using System.Text;

namespace Households;

/// <summary>What one row of a list or one request says of a household, checked and in one spelling.</summary>
/// <param name="Needs">codes in order</param>
/// <param name="Categories">codes of the household as a whole, in order</param>
/// <param name="AsOf">the day on which this held</param>
/// <param name="End">that it has left the database, and why; null where it is in it</param>
sealed record HouseholdEntry(
    string Id, string Area, string? Address, Place? Place, string[] Needs, string[] Categories, DateOnly AsOf,
    IReadOnlyList<PersonEntry> Persons, EndInput? End = null)
{
    /// <summary>
    /// A keyed hash of all that is said, but for the day. A push that says the same again is known by it, without opening
    /// what is sealed; null for what a person says, which is never asked again.
    /// </summary>
    public string? Said { get; init; }

    /// <summary>The same with the number of each person who is known: all ID numbers first, then by name and role or birth date.</summary>
    public HouseholdEntry Recognise(IEnumerable<PersonState> known)
    {
        var (free, said) = (known.ToList(), Persons.ToArray());
        void Match(Func<PersonState, PersonEntry, bool> same)
        {
            for (var at = 0; at < said.Length; at++)
            {
                if (said[at].Number is not null || free.Find(it => same(it, said[at])) is not { } person) continue;
                free.Remove(person);
                said[at] = said[at] with { Number = person.Number };
            }
        }
        Match((it, of) => it.IdNumber is not null && it.IdNumber == of.IdNumber);
        Match((it, of) => it.Name == of.Name && (it.Role == of.Role || it.Birth is not null && it.Birth == of.Birth) && (it.IdNumber is null || of.IdNumber is null));
        return this with { Persons = said };
    }

    /// <summary>Everything that is said but for the day, as one text.</summary>
    public string ToText()
    {
        var text = new StringBuilder(256);
        void Put(string? value) => text.Append(value).Append('');
        Put(Id);
        Put(Area);
        Put(Address);
        Put(Place?.ToText());
        Put(Place is null ? null : Contracts.CrsNames.Name(Place.Value.Crs));
        Put(string.Join(';', Needs));
        Put(string.Join(';', Categories));
        foreach (var person in Persons) person.PutTo(Put);
        if (End is not null) Put(string.Create(CultureInfo.InvariantCulture, $"{End.Reason} {End.On:yyyy-MM-dd}"));
        return text.ToString();
    }
}

/// <param name="Number">which person of the household is meant, null for one who is new</param>
/// <param name="IdNumber">18 characters, or null</param>
/// <param name="Categories">codes that hold for this person alone</param>
sealed record PersonEntry(
    int? Number, string Role, string Name, string? IdNumber, string? Phone, DateOnly? Birth, string? Gender, string[] Categories)
{
    /// <summary>The head of a household as a list names it; birth date and gender follow from the number.</summary>
    public static PersonEntry Head(string name, string? idNumber, string? phone) =>
        Numbered(null, Person.Head, name, idNumber, phone, null, null, []);

    /// <summary>Where there is an ID number, it says the birth date and the gender; they are not asked a second time.</summary>
    public static PersonEntry Numbered(
        int? number, string role, string name, string? idNumber, string? phone, DateOnly? birth, string? gender, string[] categories) =>
        new(number, role, name, idNumber, phone, IdentityNumber.Birth(idNumber) ?? birth, IdentityNumber.Gender(idNumber) ?? gender, categories);

    public void PutTo(Action<string?> put)
    {
        put(Role);
        put(Name);
        put(IdNumber);
        put(Phone);
        put(Birth?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        put(Gender);
        put(string.Join(';', Categories));
    }
}
