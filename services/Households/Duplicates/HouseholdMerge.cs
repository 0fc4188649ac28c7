using Contracts;
using Defaults;

namespace Households;

/// <summary>What is to become of two households that are one (并户): whom and what the one that stays gets from the other.</summary>
sealed class HouseholdMerge
{
    readonly List<(Person Kept, Person Other)> same = [];
    readonly List<(Person Person, string Role)> joining = [];

    HouseholdMerge(Household keep, Household other) => (Keep, Other) = (keep, other);

    public Household Keep { get; }
    public Household Other { get; }
    public IReadOnlyList<(Person Kept, Person Other)> Same => same;
    public IReadOnlyList<(Person Person, string Role)> Joining => joining;
    public string[] Needs { get; private set; } = [];
    public string[] Categories { get; private set; } = [];

    /// <summary>Of both households, one number: what a caller has read is still so.</summary>
    public long Version => (Keep.Version << 32) + Other.Version;

    /// <exception cref="InvalidException">with every fault of what the caller chose</exception>
    /// <exception cref="RefusedException">rule <c>person-is-not-there-yet</c></exception>
    public static HouseholdMerge Of(Household keep, Household other, MergeInput input, CodeLists codes, DateOnly today)
    {
        var merge = new HouseholdMerge(keep, other);
        merge.Compare();
        var faults = new Faults("");
        merge.Choose(input, faults);
        merge.ChooseCodes(input, codes, today, faults);
        if (keep.Persons.Count + merge.joining.Count > HouseholdInput.MostPersons) faults.Add(0, "persons", "persons-within-limit");
        faults.ThrowIfAny();
        return merge;
    }

    /// <summary>The one stays with all this as of today, the other ends; who pairs with either hears of both.</summary>
    /// <exception cref="RefusedException">rule <c>household-is-active</c></exception>
    public void Apply(DateOnly today, NeedRule rule, Keys keys, string by, DateTime now)
    {
        Refused.Unless(Keep.Active, "household-is-active");
        Other.MergeInto(Keep.Id, today, new Source($"merge/{Keep.Id}/{by}", now));
        Keep.Absorb(Entry(today), rule, keys, new Source($"merge/{Other.Id}/{by}", now));
    }

    HouseholdEntry Entry(DateOnly today) => new(
        Keep.Id, Keep.Area, Keep.Address ?? (IsInPlace ? Other.Address : null), Keep.Place ?? (IsInPlace ? Other.Place : null), Needs, Categories, today, [.. Keep.Persons.Select(Stays), .. joining.Select(it => Joins(it.Person, it.Role))]);

    /// <summary>What the other says of where it lives may be said of the one that stays.</summary>
    bool IsInPlace => Keep.Area == Other.Area;

    /// <summary>Of whom nothing else is known the other knows it.</summary>
    PersonEntry Stays(Person it)
    {
        var other = same.Find(pair => pair.Kept == it).Other;
        var entry = Entry(it, it.Number, it.Role, Aid.InOrder(Held(Keep, it.Number).Concat(other is null ? [] : Held(Other, other.Number))));
        return other is null ? entry : entry with
        {
            IdNumber = it.IdNumber ?? other.IdNumber, Phone = it.Phone ?? other.Phone, Birth = it.Birth ?? other.Birth, Gender = it.Gender ?? other.Gender,
        };
    }

    PersonEntry Joins(Person it, string role) => Entry(it, null, role, Aid.InOrder(Held(Other, it.Number)));

    static PersonEntry Entry(Person it, int? number, string role, string[] categories) =>
        new(number, role, it.Name, it.IdNumber, it.Phone, it.Birth, it.Gender, categories);

    static IEnumerable<string> Held(Household household, int person) => household.Categories.Where(it => it.Person == person && it.Holds).Select(it => it.Code);

    /// <summary>
    /// Who is in both: all ID numbers first, then by name and birth date, unless the ID numbers differ; where a birth date is not
    /// known, the two heads of one name.
    /// </summary>
    void Compare()
    {
        var (kept, others) = (InOrder(Keep), InOrder(Other));
        void Match(Func<Person, Person, bool> isSame)
        {
            foreach (var it in others.ToList())
            {
                if (kept.Find(person => isSame(person, it)) is not { } person) continue;
                same.Add((person, it));
                kept.Remove(person);
                others.Remove(it);
            }
        }
        Match((one, other) => one.IdNumber is not null && one.IdNumber == other.IdNumber);
        Match((one, other) => one.Name == other.Name && (one.IdNumber is null || other.IdNumber is null)
            && (one.Birth is null || other.Birth is null ? one.Role == Person.Head && other.Role == Person.Head : one.Birth == other.Birth));
    }

    static List<Person> InOrder(Household household) => [.. household.Persons.OrderBy(it => it.Number)];

    /// <summary>Where nothing else is said, what either has; what is said holds today, or one of them has it already.</summary>
    void ChooseCodes(MergeInput input, CodeLists codes, DateOnly today, Faults faults)
    {
        var (needs, categories) = (Aid.InOrder(Keep.Needs.Concat(Other.Needs)), Aid.InOrder(Keep.HeldCodes.Concat(Other.HeldCodes)));
        Needs = input.Needs is null ? needs : EntryRules.Codes(input.Needs, codes.Needs, () => faults.Add(0, "needs", "code-is-known"));
        Categories = input.Categories is null
            ? Aid.InOrder(Held(Keep, HeldCategory.Everyone).Concat(Held(Other, HeldCategory.Everyone)))
            : EntryRules.Codes(input.Categories, codes.Categories, () => faults.Add(0, "categories", "code-is-known"));
        if (codes.Needs.Lapsed(Needs, today, () => needs).Count > 0) faults.Add(0, "needs", LapsedCodes.OfNeeds);
        if (codes.Categories.Lapsed(Categories, today, () => categories).Count > 0) faults.Add(0, "categories", LapsedCodes.OfCategories);
    }

    void Choose(MergeInput input, Faults faults)
    {
        var sameHead = same.Exists(it => it.Kept.Role == Person.Head && it.Other.Role == Person.Head);
        string RoleOf(Person it) => sameHead && it.Role != Person.Head ? it.Role : Person.Other;
        if (input.Persons is not { } chosen)
        {
            joining.AddRange(InOrder(Other).Where(it => !same.Exists(pair => pair.Other == it)).Select(it => (it, RoleOf(it))));
            return;
        }
        for (var at = 0; at < chosen.Count; at++)
        {
            var (number, role) = chosen[at];
            var person = Other.Persons.FirstOrDefault(it => it.Number == number);
            if (person is null) faults.Add(0, $"persons[{at}].number", "person-is-known");
            else if (joining.Exists(it => it.Person == person)) faults.Add(0, $"persons[{at}].number", "person-named-once");
            else if (role == Person.Head) faults.Add(0, $"persons[{at}].role", "one-head");
            else if (role is not null && !Person.Roles.Contains(role)) faults.Add(0, $"persons[{at}].role", "code-is-known");
            else
            {
                Refused.Unless(!same.Exists(pair => pair.Other == person), "person-is-not-there-yet");
                joining.Add((person, role ?? RoleOf(person)));
            }
        }
    }
}
