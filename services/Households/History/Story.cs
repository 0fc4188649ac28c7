namespace Households;

/// <summary>
/// The states of a household in the order of the days for which they were said, whatever the order in which that was heard: each day
/// that was spoken of stands with what was said of it last, and what follows it says when that ended.
/// </summary>
static class Story
{
    /// <param name="states">what it was and is, as it was recorded</param>
    /// <param name="late">what was said of it when something newer was known already</param>
    public static IReadOnlyList<KnownState> Of(IReadOnlyList<KnownState> states, IReadOnlyList<LateStatement> late, Keys keys)
    {
        var byHand = states.Where(it => !IsListed(it.Origin)).Select(it => it.Days[0]).ToHashSet();
        var words = states.SelectMany(it => it.Days.Select(day => new Word(day, it.RecordedAt, it, null)))
            // What a person has said of a day is not taken back by a list that comes late.
            .Concat(late.Select(it => new Word(it.Day, byHand.Contains(it.Day) ? DateTime.MinValue : it.RecordedAt, null, it)));
        var story = new List<KnownState>();
        foreach (var word in words.OrderBy(it => it.Day).ThenBy(it => it.At)) // stable: of one moment as they were recorded
        {
            var before = story.Count == 0 ? null : story[^1];
            var next = word.State is { } state ? Again(state, word.Day, before) : Heard(word.Late!, before, keys);
            // A merge is told even where it changed nothing.
            if (before is null || !IsSame(before.State, next.State) || IsMerge(next.Origin) && before.Version != next.Version) story.Add(next);
            else story[^1] = before with
            {
                Version = Math.Max(before.Version, next.Version), State = before.State with { AsOf = next.State.AsOf }, Days = [.. before.Days, word.Day],
            };
        }
        return story;
    }

    /// <summary>Whether of two stories of one household the one says nothing that the other does not, on any day.</summary>
    public static bool IsSame(IReadOnlyList<KnownState> one, IReadOnlyList<KnownState> other) =>
        one.Count == other.Count && one.Zip(other).All(it => it.First.From == it.Second.From && IsSame(it.First.State, it.Second.State) && it.First.Days.Distinct().SequenceEqual(it.Second.Days.Distinct()));

    /// <summary>What it was on a day, null before the first of which anything is known.</summary>
    public static KnownState? On(IReadOnlyList<KnownState> story, DateOnly day) => story.LastOrDefault(it => it.From <= day);

    static KnownState Again(KnownState state, DateOnly day, KnownState? before)
    {
        var held = IsMerge(state.Origin) ? state.State.Held : Since(before, state.State, day);
        return state with { From = FromOf(state.State, day), Days = [day], State = state.State with { Held = held } };
    }

    static KnownState Heard(LateStatement late, KnownState? before, Keys keys)
    {
        var state = Household.After(before?.State, late.Entry, late.Everyone, late.Need, keys);
        return new KnownState(0, FromOf(state, late.Day), late.RecordedAt, late.Origin, state, [late.Day]);
    }

    static DateOnly FromOf(HouseholdState state, DateOnly day) => state.EndedOn ?? day;

    /// <summary>The categories of a state with the days since when they hold by what is known of the days before.</summary>
    static string Since(KnownState? before, HouseholdState state, DateOnly day)
    {
        var held = HeldCategory.Read(state.Held).Where(it => it.Holds).ToLookup(it => it.Person, it => it.Code);
        var next = before is null ? HeldCategory.AsAt(HeldCategory.Read(state.Held), day) : HeldCategory.Read(before.State.Held);
        foreach (var person in next.Where(it => it.Holds).Select(it => it.Person).Concat(held.Select(it => it.Key)).Distinct().ToList())
            next = HeldCategory.Next(next, person, [.. held[person]], day);
        return HeldCategory.ToText(next);
    }

    static bool IsSame(HouseholdState one, HouseholdState other) =>
        (one.Area, one.Address, one.Position, one.Crs, one.Active, one.EndedOn, one.EndReason) == (other.Area, other.Address, other.Position, other.Crs, other.Active, other.EndedOn, other.EndReason)
        && one.Needs.SequenceEqual(other.Needs) && one.Persons.SequenceEqual(other.Persons) && Holding(one).SetEquals(Holding(other));

    static HashSet<(int, string)> Holding(HouseholdState state) => [.. HeldCategory.Read(state.Held).Where(it => it.Holds).Select(it => (it.Person, it.Code))];

    /// <summary>Decided by people who had looked: a list that comes late does not say otherwise in silence.</summary>
    public static bool IsDecided(KnownState state) => IsMerge(state.Origin) || state.Origin.StartsWith("correction/", StringComparison.Ordinal);

    /// <summary>Said by a list, by what it names or by what it leaves out.</summary>
    static bool IsListed(string origin) => origin.StartsWith("push/", StringComparison.Ordinal) || origin.StartsWith("unlisted/", StringComparison.Ordinal);

    static bool IsMerge(string origin) => origin.StartsWith("merge/", StringComparison.Ordinal);

    /// <param name="At">orders what was said of one day</param>
    readonly record struct Word(DateOnly Day, DateTime At, KnownState? State, LateStatement? Late);
}

/// <summary>What a household was over a time, and who said so.</summary>
/// <param name="Version">the household's while it was so; 0 for what was said late and never was its present state</param>
/// <param name="From">the first day on which it was so</param>
/// <param name="Days">the days for which it was said</param>
sealed record KnownState(long Version, DateOnly From, DateTime RecordedAt, string Origin, HouseholdState State, IReadOnlyList<DateOnly> Days)
{
    public static KnownState Of(Household it) => new(it.Version, it.From, it.RecordedAt, it.Origin, it.State(), DaysOf(it.Days, it.From, it.AsOf, it.EndedOn));

    public static KnownState Of(FormerState it) => new(it.Version, it.From, it.RecordedAt, it.Origin, it.State, DaysOf(it.Days, it.From, it.State.AsOf, it.State.EndedOn));

    /// <summary>Where the days were not kept yet, the first and the last are known.</summary>
    static IReadOnlyList<DateOnly> DaysOf(string days, DateOnly from, DateOnly asOf, DateOnly? endedOn) =>
        days.Length > 0 ? SaidDays.Read(days) : endedOn is { } on ? [on < asOf ? asOf : on] : from < asOf ? [from, asOf] : [from];
}
