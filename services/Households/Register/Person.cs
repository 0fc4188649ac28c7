using Defaults;

namespace Households;

/// <summary>A person (家庭成员) of a needy household. Name, ID number, phone and birth date are sealed in the store.</summary>
sealed class Person : IInArea
{
    /// <summary>Head of the household (户主); each household has one.</summary>
    public const string Head = "head";

    public const string Other = "other";

    public const string Male = "male";
    public const string Female = "female";

    /// <summary>What a person is to the head: 户主、配偶、子女、父母、祖父母、孙子女、兄弟姐妹、其他.</summary>
    public static readonly IReadOnlyList<string> Roles = [Head, "spouse", "child", "parent", "grandparent", "grandchild", "sibling", Other];

    public static readonly IReadOnlyList<string> Genders = [Male, Female];

    public string Household { get; private set; } = "";

    /// <summary>1, 2, … within the household; never given a second time.</summary>
    public int Number { get; private set; }

    /// <summary>The household's, kept in step with it.</summary>
    public string Area { get; private set; } = "";

    public string Role { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string NameHash { get; private set; } = "";
    public string? IdNumber { get; private set; }
    public string? IdNumberHash { get; private set; }
    public string? Phone { get; private set; }
    public string? PhoneHash { get; private set; }
    public DateOnly? Birth { get; private set; }

    /// <summary>Of the name with the birth date, null where that is not known, or not hashed yet (<see cref="MakeKeys"/>).</summary>
    public long? NameBirthHash { get; private set; }

    public string? Gender { get; private set; }

    /// <summary>Changed since it was read; for those who save past the change tracker.</summary>
    public bool IsUnsaved { get; private set; }

    public static Person Of(Household household, int number, PersonEntry entry, Keys keys)
    {
        var person = new Person { Household = household.Id, Number = number, Area = household.Area };
        person.Take(entry, keys);
        return person;
    }

    /// <summary>True when the entry says anything new.</summary>
    public bool Take(PersonEntry entry, Keys keys)
    {
        if (Says(entry)) return false;
        (Role, Name, IdNumber, Phone, Birth, Gender) = (entry.Role, entry.Name, entry.IdNumber, entry.Phone, entry.Birth, entry.Gender);
        NameHash = keys.Name(Name);
        IdNumberHash = keys.IdNumber(IdNumber);
        PhoneHash = keys.Phone(Phone);
        NameBirthHash = keys.NameBirth(Name, Birth);
        return IsUnsaved = true;
    }

    /// <summary>Is head no longer: what this person is to the one who was <paramref name="role"/> to it and is head now.</summary>
    public void BecomeToHead(string role) => (Role, IsUnsaved) = (role switch
    {
        "child" => "parent",
        "parent" => "child",
        "grandchild" => "grandparent",
        "grandparent" => "grandchild",
        _ => role,
    }, true);

    public void MoveTo(string area) => (Area, IsUnsaved) = (area, true);

    public PersonState State() => new(Number, Role, Name, IdNumber, Phone, Birth, Gender);

    bool Says(PersonEntry entry) =>
        Role == entry.Role && Name == entry.Name && IdNumber == entry.IdNumber && Phone == entry.Phone
        && Birth == entry.Birth && Gender == entry.Gender;
}
