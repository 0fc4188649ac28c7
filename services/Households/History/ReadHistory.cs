using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>What a household was on a past day, as it was known then or is known now, and how it came to be what it is.</summary>
sealed class ReadHistory(HouseholdsStore db, LoadStory stories, FindCodes codes)
{
    /// <summary>Every change, the first first; beside a merge what the other household was.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string id, CancellationToken stop)
    {
        var known = new Dictionary<string, IReadOnlyList<KnownState>>(StringComparer.Ordinal) { [id] = await StatesAsync(id, stop) };
        var others = Merged(known[id]);
        while (others.Count > 0) // a level of merges at a time
        {
            var next = await StatesAsync(others, stop);
            foreach (var (other, states) in next) known[other] = states;
            others = [.. next.Values.SelectMany(Merged).Where(other => !known.ContainsKey(other)).Distinct(StringComparer.Ordinal)];
        }
        var ids = known.Keys.ToArray();
        var said = (await db.ConsentRecords.AsNoTracking().Where(it => ids.Contains(it.Household)).OrderBy(it => it.Number).ToListAsync(stop)).ToLookup(it => it.Household, StringComparer.Ordinal);
        return Entries(new ToldHousehold(known, said), id, known[id], DateTime.MaxValue);
    }

    static IReadOnlyList<string> Merged(IReadOnlyList<KnownState> states) => [.. states.Select(Timeline.MergedWith).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Beside a merge the other's changes before it: always fewer, so that the story has an end.</summary>
    static IReadOnlyList<TimelineEntry> Entries(ToldHousehold story, string id, IReadOnlyList<KnownState> states, DateTime until)
    {
        var entries = new List<TimelineEntry>();
        var said = story.Said[id].Where(it => it.RecordedAt <= until)
            .ToLookup(it => states.Count(state => it.SaidBy is null ? state.From <= it.Day : state.RecordedAt <= it.RecordedAt)); // carried over: after the merge
        void Say(int at, long version) => entries.AddRange(said[at].Select(consent => Timeline.Of(version, consent)));
        Say(0, states.Count == 0 ? 0 : states[0].Version);
        for (var at = 0; at < states.Count; at++)
        {
            var it = states[at];
            var other = Timeline.MergedWith(it) is { } merged && story.Known.TryGetValue(merged, out var its) ? Entries(story, merged, Timeline.Until(its, id, it.RecordedAt), it.RecordedAt) : null;
            entries.Add(new TimelineEntry(it.Version, it.From, it.RecordedAt, it.Origin, Timeline.Of(at == 0 ? null : states[at - 1].State, it), other));
            Say(at + 1, it.Version);
        }
        return entries;
    }

    /// <summary>The household as it was on a day, masked.</summary>
    /// <param name="known">what was recorded later than this moment is left out; null for all</param>
    /// <exception cref="MissingException">rule <c>household-is-known-then</c></exception>
    public async Task<HouseholdView> OnAsync(string id, DateOnly on, DateTime? known, CancellationToken stop)
    {
        var then = Missing.IfNull(Story.On(await StatesAsync(id, stop, known), on), "household-is-known-then");
        return HouseholdView.Of(id, then.State, then.Version, (await codes.ListsAsync(stop)).Categories);
    }

    /// <summary>By field the change in which it got its present value.</summary>
    public async Task<IReadOnlyDictionary<string, ValueSource>> SourcesAsync(string id, CancellationToken stop)
    {
        var sources = new Dictionary<string, ValueSource>(StringComparer.Ordinal);
        HouseholdState? before = null;
        foreach (var it in await StatesAsync(id, stop))
        {
            var source = new ValueSource(it.Version, it.From, it.RecordedAt, it.Origin);
            foreach (var field in Fields.Changed(before, it.State)) sources[field] = source;
            before = it.State;
        }
        return sources;
    }

    async Task<IReadOnlyList<KnownState>> StatesAsync(string id, CancellationToken stop, DateTime? known = null) =>
        Missing.IfNull((await StatesAsync([id], stop, known)).GetValueOrDefault(id), "household-is-known");

    /// <summary>By household, of those that the caller may see.</summary>
    async Task<Dictionary<string, IReadOnlyList<KnownState>>> StatesAsync(IReadOnlyList<string> ids, CancellationToken stop, DateTime? known = null)
    {
        var now = await db.Households.AsNoTracking().Include(it => it.Persons).Where(it => ids.Contains(it.Id)).ToListAsync(stop);
        var states = await stories.RunAsync(now, known, stop);
        var others = states.Values.SelectMany(it => it).Select(Timeline.OtherOf).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var shown = others.Length == 0 ? [] : await db.Households.Where(it => others.Contains(it.Id)).Select(it => it.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
        return states.ToDictionary(it => it.Key, IReadOnlyList<KnownState> (it) => [.. it.Value.Select(state => Timeline.Shown(state, shown))], StringComparer.Ordinal);
    }
}

/// <summary>What is known of a household and of those that were merged into it, and what they have said about their consent.</summary>
sealed record ToldHousehold(IReadOnlyDictionary<string, IReadOnlyList<KnownState>> Known, ILookup<string, ConsentRecord> Said);

/// <param name="From">the day for which it was said</param>
sealed record ValueSource(long Version, DateOnly From, DateTime RecordedAt, string Origin);
