using Defaults;

namespace Households;

/// <summary>One change of a household, as a person reads it; personal values masked.</summary>
/// <param name="Version">the household's by then; what it says of its consent is no change of it</param>
/// <param name="On">the day for which it was said</param>
/// <param name="Origin">who said it: <see cref="Source.Origin"/></param>
/// <param name="Other">of a merge what the other household was until then, where the caller may see it; else null</param>
sealed record TimelineEntry(
    long Version, DateOnly On, DateTime RecordedAt, string Origin, IReadOnlyList<TimelineLine> Lines, IReadOnlyList<TimelineEntry>? Other = null);

/// <param name="What">entered, ended, merged-with, merged-into, returned, moved, address-changed, position-changed, need-began, need-ended, category-began, category-ended, person-joined, person-left, person-changed, consent-given, consent-refused or consent-withdrawn</param>
/// <param name="Person">number of the person it is about, null for the household as a whole</param>
/// <param name="Value">a code, a consent's scope, a masked value, or the names of the fields that changed</param>
sealed record TimelineLine(string What, int? Person, string Value)
{
    public string Message => Texts.Of("timeline-" + What);
}

/// <summary>What changed from one state of a household to the next.</summary>
static class Timeline
{
    const string Merge = "merge/";

    /// <summary>What a change was, a merge said first.</summary>
    public static IReadOnlyList<TimelineLine> Of(HouseholdState? before, KnownState it)
    {
        var lines = Between(before, it.State);
        return OtherOf(it) is { } other ? [new TimelineLine(it.State.Active ? "merged-with" : "merged-into", null, other), .. lines] : lines;
    }

    /// <summary>What a household has said about its consent, as an entry beside the change before it.</summary>
    public static TimelineEntry Of(long version, ConsentRecord it) => new(
        version, it.Day, it.RecordedAt, "person/" + it.RecordedBy, [new TimelineLine("consent-" + Wire.NameOf(it.Outcome), it.Person, it.Scope)]);

    /// <summary>The household that ended in this one by the change, null where none did.</summary>
    public static string? MergedWith(KnownState it) => it.State.Active ? OtherOf(it) : null;

    /// <summary>What a household was until it was merged into another at a moment.</summary>
    public static IReadOnlyList<KnownState> Until(IReadOnlyList<KnownState> states, string into, DateTime at) =>
        [.. states.Take(states.TakeWhile(it => it.State.Active || it.RecordedAt != at || OtherOf(it) != into).Count() is var count && count < states.Count ? count : 0)];

    /// <summary>A household elsewhere is named to nobody who may not see it.</summary>
    /// <param name="shown">ids of households that the caller may see</param>
    public static KnownState Shown(KnownState it, IReadOnlySet<string> shown) => OtherOf(it) is { } other && !shown.Contains(other) ? it with { Origin = Merge } : it;

    /// <summary>The other household of a merge, empty where it is not shown; null where a change was no merge.</summary>
    public static string? OtherOf(KnownState it) => it.Origin.StartsWith(Merge, StringComparison.Ordinal) ? it.Origin.Split('/')[1] : null;

    public static IReadOnlyList<TimelineLine> Between(HouseholdState? before, HouseholdState after)
    {
        var lines = new List<TimelineLine>();
        if (before is null) lines.Add(new TimelineLine("entered", null, after.Area));
        else
        {
            if (before.Active && !after.Active) lines.Add(new TimelineLine("ended", null, after.EndReason!));
            if (!before.Active && after.Active) lines.Add(new TimelineLine("returned", null, ""));
            if (before.Area != after.Area) lines.Add(new TimelineLine("moved", null, after.Area));
            if (before.Address != after.Address) lines.Add(new TimelineLine("address-changed", null, Mask.Address(after.Address) ?? ""));
            if ((before.Position, before.Crs) != (after.Position, after.Crs)) lines.Add(new TimelineLine("position-changed", null, ""));
        }
        lines.AddRange(after.Needs.Except(before?.Needs ?? []).Select(code => new TimelineLine("need-began", null, code)));
        lines.AddRange((before?.Needs ?? []).Except(after.Needs).Select(code => new TimelineLine("need-ended", null, code)));
        lines.AddRange(Persons(before?.Persons ?? [], after.Persons));
        lines.AddRange(Categories(before, after));
        return lines;
    }

    static IEnumerable<TimelineLine> Persons(IReadOnlyList<PersonState> before, IReadOnlyList<PersonState> after)
    {
        foreach (var person in after)
            if (before.FirstOrDefault(it => it.Number == person.Number) is not { } known) yield return new TimelineLine("person-joined", person.Number, person.Role);
            else if (known != person) yield return new TimelineLine("person-changed", person.Number, string.Join(';', Fields(known, person)));
        foreach (var person in before.Where(it => !after.Any(other => other.Number == it.Number)))
            yield return new TimelineLine("person-left", person.Number, person.Role);
    }

    /// <summary>Names of what is otherwise; never a value.</summary>
    static IEnumerable<string> Fields(PersonState before, PersonState after)
    {
        if (before.Role != after.Role) yield return "role";
        if (before.Name != after.Name) yield return "name";
        if (before.IdNumber != after.IdNumber) yield return "idNumber";
        if (before.Phone != after.Phone) yield return "phone";
        if (before.Birth != after.Birth) yield return "birth";
        if (before.Gender != after.Gender) yield return "gender";
    }

    static IEnumerable<TimelineLine> Categories(HouseholdState? before, HouseholdState after)
    {
        static IEnumerable<(int Person, string Code)> Held(HouseholdState? state) =>
            state is null ? [] : HeldCategory.Read(state.Held).Where(it => it.Holds).Select(it => (it.Person, it.Code));
        static int? PersonOf(int number) => number == HeldCategory.Everyone ? null : number;
        foreach (var (person, code) in Held(after).Except(Held(before))) yield return new TimelineLine("category-began", PersonOf(person), code);
        foreach (var (person, code) in Held(before).Except(Held(after))) yield return new TimelineLine("category-ended", PersonOf(person), code);
    }
}
