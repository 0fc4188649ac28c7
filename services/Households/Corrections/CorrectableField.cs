namespace Households;

/// <summary>Who decides about a correction: the lowest that may.</summary>
enum CorrectionDecider
{
    /// <summary>The street, or whoever is above it.</summary>
    Street,

    /// <summary>The civil affairs bureau alone.</summary>
    Bureau,
}

/// <summary>A field that others than the bureau may ask to have corrected, and by whom that is decided: the table of it.</summary>
/// <param name="InLists">whether a list row speaks of it, which names the head alone</param>
/// <param name="ByMembers">whether a member may name it; not what an ID number says too, since the refusal would tell what is known</param>
sealed record CorrectableField(string Name, bool OfPerson, CorrectionDecider Decider, bool InLists, bool ByMembers)
{
    public const string Address = "address";
    public const string Position = "position";
    public const string Needs = "needs";
    public const string Categories = "categories";
    public const string PersonName = "name";
    public const string IdNumber = "idNumber";
    public const string Phone = "phone";
    public const string Birth = "birth";
    public const string Gender = "gender";
    public const string Role = "role";

    public static readonly IReadOnlyList<CorrectableField> All =
    [
        new(Address, false, CorrectionDecider.Street, InLists: true, ByMembers: true),
        new(Position, false, CorrectionDecider.Street, InLists: true, ByMembers: true),
        new(Phone, true, CorrectionDecider.Street, InLists: true, ByMembers: true),
        new(PersonName, true, CorrectionDecider.Bureau, InLists: true, ByMembers: true),
        new(IdNumber, true, CorrectionDecider.Bureau, InLists: true, ByMembers: true),
        new(Birth, true, CorrectionDecider.Bureau, InLists: false, ByMembers: false),
        new(Gender, true, CorrectionDecider.Bureau, InLists: false, ByMembers: false),
        new(Role, true, CorrectionDecider.Bureau, InLists: false, ByMembers: true),
        new(Categories, true, CorrectionDecider.Bureau, InLists: false, ByMembers: true),
        new(Categories, false, CorrectionDecider.Bureau, InLists: true, ByMembers: true),
        new(Needs, false, CorrectionDecider.Bureau, InLists: true, ByMembers: true),
    ];

    public static CorrectableField? Of(string name, bool ofPerson) => All.FirstOrDefault(it => it.Name == name && it.OfPerson == ofPerson);

    /// <summary>Who may decide all of them.</summary>
    public static CorrectionDecider DeciderOf(IEnumerable<CorrectedField> fields) => fields.Max(it => Of(it.Field, it.Person is not null)!.Decider);
}

/// <summary>A field as a correction has it.</summary>
/// <param name="Field">its name in <see cref="CorrectableField.All"/></param>
/// <param name="Person">number of the person whose it is, null for the household's own</param>
/// <param name="Value">what it should be, in its one spelling; null for nothing</param>
/// <param name="Before">what it was when that was asked</param>
sealed record CorrectedField(string Field, int? Person, string? Value, string? Before)
{
    /// <summary>As history and faults name it.</summary>
    public string Name => Person is null ? Field : $"persons[{Person}].{Field}";

    public bool SaysSomethingNew => Value != Before;

    /// <summary>Whether its value names a person or a place, and stands in nobody's words.</summary>
    public bool IsPersonal => Field is CorrectableField.Address or CorrectableField.PersonName or CorrectableField.IdNumber or CorrectableField.Phone;

    /// <summary>What the field is in a state; null for nothing, and where the person is not there.</summary>
    public string? In(HouseholdState state) => EntryRules.OrNull(Person is { } number ? InPerson(state, state.Persons.FirstOrDefault(it => it.Number == number)) : Field switch
    {
        CorrectableField.Address => state.Address,
        CorrectableField.Position => state.Position is null ? null : $"{state.Position} {state.Crs}",
        CorrectableField.Needs => string.Join(';', state.Needs),
        _ => CodesOf(state, HeldCategory.Everyone),
    });

    /// <summary>Whether it has become what it was before: of this person, or, by name or number, of one who has taken this one's place.</summary>
    /// <param name="before">before something was said, and <paramref name="after"/> it</param>
    public bool IsUndone(HouseholdState before, HouseholdState after)
    {
        if (Value == Before) return false;
        if (Person is not { } number || after.Persons.Any(it => it.Number == number)) return In(before) != Before && In(after) == Before;
        return Before is not null && Field is CorrectableField.PersonName or CorrectableField.IdNumber && after.Persons.Any(it => !before.Persons.Any(known => known.Number == it.Number) && InPerson(after, it) == Before);
    }

    /// <summary>Whether a row that changes <paramref name="before"/> says anything of it.</summary>
    public bool IsSpokenOf(HouseholdState before, bool everyone) =>
        everyone || CorrectableField.Of(Field, Person is not null)!.InLists
        && (Person is null || before.Persons.Any(it => it.Number == Person && it.Role == Households.Person.Head));

    public string? Masked(string? value) => string.IsNullOrEmpty(value) ? null : Field switch
    {
        CorrectableField.Address => Mask.Address(value),
        CorrectableField.Position => "****",
        CorrectableField.PersonName => Mask.Name(value),
        CorrectableField.IdNumber => Mask.IdNumber(value),
        CorrectableField.Phone => Mask.Phone(value),
        CorrectableField.Birth => value[..4],
        _ => value,
    };

    string? InPerson(HouseholdState state, PersonState? person) => person is null ? null : Field switch
    {
        CorrectableField.PersonName => person.Name,
        CorrectableField.IdNumber => person.IdNumber,
        CorrectableField.Phone => person.Phone,
        CorrectableField.Birth => person.Birth?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        CorrectableField.Gender => person.Gender,
        CorrectableField.Role => person.Role,
        _ => CodesOf(state, person.Number),
    };

    static string CodesOf(HouseholdState state, int person) =>
        string.Join(';', Codes.Held([.. HeldCategory.Read(state.Held).Where(it => it.Person == person)]));
}
