namespace Households;

/// <summary>What a household keeps for its history, and what it was on a day of which is told later.</summary>
sealed partial class Household
{
    /// <summary>The days for which was said what it is now (<see cref="SaidDays"/>), the first first; empty where they were not kept yet.</summary>
    public string Days { get; private set; } = "";

    /// <summary>What it was before it was changed; to be kept when the change is saved. Null while nothing has changed.</summary>
    public FormerState? Former { get; private set; }

    /// <summary>All that is known of it.</summary>
    public HouseholdState State() => new(
        Area, Address, Position, Crs, Needs, HeldCategory.ToText(Categories), Need, AsOf, Active, EndedOn, EndReason,
        [.. persons.OrderBy(it => it.Number).Select(it => it.State())]);

    /// <summary>What it was on a day, by what is said of that day and what it was before; null where nothing was known before.</summary>
    /// <param name="entry">its persons have numbers, which serve for those who were not in it before</param>
    public static HouseholdState After(HouseholdState? before, HouseholdEntry entry, bool everyone, int need, Keys keys)
    {
        var household = before is null ? new Household(entry.Id) { Area = entry.Area } : Was(entry.Id, before, keys);
        var known = (entry with { Persons = [.. entry.Persons.Select(it => it with { Number = null })] }).Recognise(before?.Persons ?? []).Persons;
        var taken = known.Select(it => it.Number).ToHashSet();
        var persons = known.Select((it, at) => it.Number is null && taken.Add(entry.Persons[at].Number) ? entry.Persons[at] : it).ToList();
        household.LastPerson = persons.Concat(entry.Persons).Max(it => it.Number) ?? 0;
        household.Apply(entry with { Persons = persons }, everyone || before is null, keys);
        return household.State() with { AsOf = entry.AsOf, Need = need };
    }

    /// <summary>What is known of earlier days by now: since when it is known at all, since when its categories hold, and a number for each person who was in it then.</summary>
    /// <returns>false when all of it is known already</returns>
    public bool Learn(DateOnly since, IReadOnlyList<HeldCategory> held, int lastPerson)
    {
        if (Since <= since && LastPerson >= lastPerson && held.ToHashSet().SetEquals(Categories)) return false;
        (Since, Categories, LastPerson) = (since < Since ? since : Since, held, Math.Max(LastPerson, lastPerson));
        return true;
    }

    /// <summary>What was so until now is history; of several changes that are saved together, what was so before the first.</summary>
    void Keep(HouseholdState before, Source source) => Former ??= new FormerState
    {
        Household = Id, Version = Version, Area = Area, From = From, Days = Days, RecordedAt = RecordedAt, ReplacedAt = source.At, Origin = Origin, State = before,
    };

    void Changed(DateOnly asOf, string? said, Source source) =>
        (AsOf, From, Days, Said, Origin, RecordedAt) = (asOf, asOf, SaidDays.Of(asOf), said, source.Origin, source.At);

    /// <summary>Left on a day, which may be another than the last one for which it was said to be in it.</summary>
    void Ended(DateOnly on, Source source)
    {
        Changed(AsOf, said: null, source);
        (From, Days) = (on, SaidDays.Of(on));
    }

    void Confirm(HouseholdEntry entry)
    {
        if (AsOf < entry.AsOf) Days = SaidDays.Add(Days, entry.AsOf);
        (AsOf, Said) = (entry.AsOf, entry.Said ?? Said);
    }

    static Household Was(string id, HouseholdState state, Keys keys)
    {
        var household = new Household(id)
        {
            Area = state.Area, Address = state.Address, Position = state.Position, Crs = state.Crs, Needs = state.Needs,
            Categories = HeldCategory.Read(state.Held), AsOf = state.AsOf, Active = state.Active, EndedOn = state.EndedOn, EndReason = state.EndReason,
        };
        foreach (var it in state.Persons)
            household.persons.Add(Person.Of(household, it.Number, new PersonEntry(it.Number, it.Role, it.Name, it.IdNumber, it.Phone, it.Birth, it.Gender, []), keys));
        return household;
    }
}
