using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>What a household was on a past day, as it was known then or is known now, and how it came to be what it is.</summary>
sealed class ReadHistory(HouseholdsStore db)
{
    /// <summary>Every change, the first first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string id, CancellationToken stop)
    {
        var states = await StatesAsync(id, stop);
        return [.. states.Select((it, at) => new TimelineEntry(
            it.Version, it.From, it.RecordedAt, it.Origin, Timeline.Between(at == 0 ? null : states[at - 1].State, it.State)))];
    }

    /// <summary>The household as it was on a day, masked.</summary>
    /// <param name="known">what was recorded later than this moment is left out; null for all</param>
    /// <exception cref="MissingException">rule <c>household-is-known-then</c></exception>
    public async Task<HouseholdView> OnAsync(string id, DateOnly on, DateTime? known, CancellationToken stop)
    {
        var states = await StatesAsync(id, stop);
        var then = Missing.IfNull(states.LastOrDefault(it => it.From <= on && (known is null || it.RecordedAt <= known)), "household-is-known-then");
        return HouseholdView.Of(id, then.State, then.Version);
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

    async Task<List<KnownState>> StatesAsync(string id, CancellationToken stop)
    {
        var now = Missing.IfNull(await db.Households.AsNoTracking().Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        var former = await db.FormerStates.IgnoreQueryFilters().AsNoTracking().Where(it => it.Household == id).OrderBy(it => it.Version).ToListAsync(stop);
        return [
            .. former.Select(it => new KnownState(it.Version, it.From, it.RecordedAt, it.Origin, it.State)),
            new KnownState(now.Version, now.From, now.RecordedAt, now.Origin, now.State()),
        ];
    }

    sealed record KnownState(long Version, DateOnly From, DateTime RecordedAt, string Origin, HouseholdState State);
}

/// <param name="From">the day for which it was said</param>
sealed record ValueSource(long Version, DateOnly From, DateTime RecordedAt, string Origin);
