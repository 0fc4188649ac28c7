using Defaults;

namespace Households;

/// <summary>
/// A needy household (困难家庭) in the database of the civil affairs bureau, with its persons, categories and needs.
/// Address and position are sealed in the store: whereabouts are sensitive.
/// </summary>
sealed partial class Household : IInArea, IVersioned
{
    readonly List<Person> persons = [];
    readonly List<Person> left = [];

    Household(string id) => Id = id;

    public string Id { get; private set; }

    /// <summary>12-digit code of the community.</summary>
    public string Area { get; private set; } = "";

    public string? Address { get; private set; }

    /// <summary>Longitude and latitude as declared, one text; null where none were given.</summary>
    public string? Position { get; private set; }

    /// <summary>The reference system in which the position was declared.</summary>
    public string Crs { get; private set; } = Contracts.CrsNames.Name(Contracts.Crs.Wgs84);

    /// <summary>Needs (需求), codes in order.</summary>
    public string[] Needs { get; private set; } = [];

    /// <summary>0 to 100 under the need rule of version <see cref="RuleVersion"/>.</summary>
    public int Need { get; private set; }

    public int RuleVersion { get; private set; }

    /// <summary>The day on which all this held, as its source says; an older day never overwrites it.</summary>
    public DateOnly AsOf { get; private set; }

    /// <summary>The first day of which anything is known.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>The day from which it is as it is now.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Who said so (<see cref="Source.Origin"/>), and when that was recorded.</summary>
    public string Origin { get; private set; } = "";

    public DateTime RecordedAt { get; private set; }

    /// <summary>What a push said of it last (<see cref="HouseholdEntry.Said"/>), null once anybody else changed it.</summary>
    public string? Said { get; private set; }

    public bool Active { get; private set; } = true;
    public DateOnly? EndedOn { get; private set; }
    public string? EndReason { get; private set; }

    /// <summary>When everything personal of it went, null while it is kept.</summary>
    public DateTime? AnonymisedAt { get; private set; }

    /// <summary>The highest number a person of this household was ever given.</summary>
    public int LastPerson { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<Person> Persons => persons;
    public IReadOnlyList<HeldCategory> Categories { get; private set; } = [];

    /// <summary>Persons who have left the household; for those who save past the change tracker.</summary>
    public IReadOnlyList<Person> Left => left;

    /// <summary>New, or elsewhere than it was when it was read; for those who look whether that can be.</summary>
    public bool IsMoved { get; private set; }

    public Place? Place => Households.Place.Read(Position, Crs);
    public Person? Head => persons.Find(person => person.Role == Person.Head);

    /// <summary>Codes that hold, of the household and of its persons, each once, in order.</summary>
    public string[] HeldCodes => Codes.Held(Categories);

    /// <summary>Its persons, where the two were read apart.</summary>
    public void Gather(IEnumerable<Person> read) => persons.AddRange(read.OrderBy(it => it.Number));

    public static Household Enter(HouseholdEntry entry, NeedRule rule, Keys keys, Source source)
    {
        var household = new Household(entry.Id) { Area = entry.Area, Since = entry.AsOf, IsMoved = true };
        household.Apply(entry, everyone: true, keys);
        household.Score(rule);
        household.Changed(entry.AsOf, entry.Said, source);
        return household;
    }

    /// <summary>
    /// Says less than is known: as of an older day, or of a day before the one on which the household was ended. Of one and
    /// the same day what is said last counts, so that a household ended by mistake can come back at once.
    /// </summary>
    public bool IsOlder(DateOnly asOf) => IsOlder(asOf, AsOf, Active, EndedOn);

    /// <inheritdoc cref="IsOlder(DateOnly)"/>
    public static bool IsOlder(DateOnly said, DateOnly asOf, bool active, DateOnly? endedOn) => said < asOf || !active && said < endedOn;

    /// <summary>
    /// Takes over what is said as of a day that <see cref="IsOlder"/> allows. A list speaks of the head only, and of the
    /// categories of the household as a whole; a request speaks of everyone.
    /// </summary>
    public Taken Take(HouseholdEntry entry, bool everyone, NeedRule rule, Keys keys, Source source)
    {
        var before = State();
        if (Apply(entry, everyone, keys))
        {
            Score(rule);
            Keep(before, source);
            Changed(entry.AsOf, entry.Said, source);
            if (entry.End is { } end) From = end.On;
            return Taken.Changed;
        }
        var (asOf, said) = (AsOf, Said);
        Confirm(entry);
        return (asOf, said) == (AsOf, Said) ? Taken.Nothing : Taken.Confirmed;
    }

    bool Apply(HouseholdEntry entry, bool everyone, Keys keys)
    {
        var changed = TakeOwn(entry) | TakeArea(entry.Area) | TakeCategories(HeldCategory.Everyone, entry.Categories, entry.AsOf);
        if (everyone) changed |= TakeEveryone(entry);
        foreach (var person in everyone ? entry.Persons : entry.Persons.Select(it => AsHead(it, entry.AsOf))) changed |= TakePerson(person, entry.AsOf, keys);
        if (changed) HashAddress(keys);
        return changed;
    }

    /// <summary>Takes over what a push says: of the head only, or of everyone, and whom it means is found out.</summary>
    public Taken TakePushed(HouseholdEntry entry, bool everyone, NeedRule rule, Keys keys, Source source) =>
        Take(everyone ? entry.Recognise(persons.Select(it => it.State())) : entry, everyone, rule, keys, source);

    /// <summary>Leaves the database (退出), and is paired no longer.</summary>
    public void End(string reason, DateOnly on, Source source)
    {
        Refused.Unless(Active, "household-is-active");
        Refused.Unless(on >= AsOf, "end-not-before-as-of");
        Keep(State(), source);
        (Active, EndedOn, EndReason) = (false, on, reason);
        Ended(on, source);
    }

    /// <summary>A full push of its area no longer names it.</summary>
    public void EndUnlisted(DateOnly asOf, Source source)
    {
        Keep(State(), source);
        (Active, EndedOn, EndReason) = (false, asOf, Codes.NotListed);
        Changed(asOf, said: null, source);
    }

    /// <summary>Nothing personal of it is kept any longer; its persons and what it was go with it.</summary>
    /// <exception cref="RefusedException">rule <c>household-has-left</c></exception>
    public void Anonymise(DateTime now)
    {
        Refused.Unless(!Active, "household-has-left");
        (Address, AddressHash, Position, Crs, Said, AnonymisedAt) = (null, 0, null, Contracts.CrsNames.Name(Contracts.Crs.Wgs84), null, now);
    }

    public void Score(NeedRule rule) => (Need, RuleVersion) = (rule.Points(HeldCodes, Needs), rule.Version);

    bool TakeOwn(HouseholdEntry entry)
    {
        var (position, crs) = (entry.Place?.ToText(), Contracts.CrsNames.Name(entry.Place?.Crs ?? Contracts.Crs.Wgs84));
        var (active, endedOn, reason) = (entry.End is null, entry.End?.On, entry.End?.Reason);
        if ((Active, EndedOn, EndReason) == (active, endedOn, reason)
            && Address == entry.Address && Position == position && Crs == crs && Needs.AsSpan().SequenceEqual(entry.Needs))
            return false;
        IsMoved |= Position != position || Crs != crs;
        (Address, Position, Crs, Needs) = (entry.Address, position, crs, entry.Needs);
        (Active, EndedOn, EndReason) = (active, endedOn, reason);
        if (active) MergedInto = null;
        return true;
    }

    bool TakeArea(string area)
    {
        if (Area == area) return false;
        (Area, IsMoved) = (area, true);
        foreach (var person in persons) person.MoveTo(area);
        return true;
    }

    /// <summary>Persons of whom nothing is said have left the household, and what was held for them has ended.</summary>
    bool TakeEveryone(HouseholdEntry entry)
    {
        var gone = persons.Where(person => !entry.Persons.Any(it => it.Number == person.Number)).ToList();
        foreach (var person in gone) Leave(person, entry.AsOf);
        var changed = gone.Count > 0;
        foreach (var person in entry.Persons.Where(it => it.Number is not null))
            changed |= TakeCategories(person.Number!.Value, person.Categories, entry.AsOf);
        return changed;
    }

    /// <summary>
    /// A list names the head alone, and knows the head's birth date and gender from an ID number only. Where it names
    /// another person of the household, the two change roles; where it names nobody known, the old head has left.
    /// </summary>
    PersonEntry AsHead(PersonEntry entry, DateOnly asOf)
    {
        var (head, named) = (Head, Find(entry));
        if (head is not null && named is null) Leave(head, asOf);
        else if (head is not null && named != head) head.BecomeToHead(named!.Role);
        return named is null ? entry : entry with { Number = named.Number, Birth = entry.Birth ?? named.Birth, Gender = entry.Gender ?? named.Gender };
    }

    /// <summary>Whom an entry without a number means: who has its ID number; else the head, else another, of its name, unless their ID numbers differ.</summary>
    Person? Find(PersonEntry entry) =>
        persons.Find(it => it.IdNumber is not null && it.IdNumber == entry.IdNumber)
        ?? (Head is { } head && head.Name == entry.Name ? head : persons.Find(it => it.Name == entry.Name && (it.IdNumber is null || entry.IdNumber is null)));

    void Leave(Person person, DateOnly asOf)
    {
        persons.Remove(person);
        left.Add(person);
        TakeCategories(person.Number, [], asOf);
    }

    bool TakePerson(PersonEntry entry, DateOnly asOf, Keys keys)
    {
        if (persons.Find(person => person.Number == entry.Number) is { } known) return known.Take(entry, keys);
        var person = Person.Of(this, entry.Number ?? ++LastPerson, entry, keys);
        persons.Add(person);
        TakeCategories(person.Number, entry.Categories, asOf);
        return true;
    }

    bool TakeCategories(int person, string[] codes, DateOnly asOf)
    {
        var before = Categories;
        Categories = HeldCategory.Next(before, person, codes, asOf);
        return !Categories.SequenceEqual(before);
    }
}
