using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>What households were and are, by the days for which it was said; read in sets.</summary>
sealed class LoadStory(HouseholdsStore db, Keys keys)
{
    const int AtOnce = 1_000;

    /// <param name="now">the households as they stand, with their persons</param>
    /// <param name="known">what was recorded later than this moment is left out; null for all</param>
    public async Task<Dictionary<string, IReadOnlyList<KnownState>>> RunAsync(IReadOnlyCollection<Household> now, DateTime? known, CancellationToken stop)
    {
        var stories = new Dictionary<string, IReadOnlyList<KnownState>>(StringComparer.Ordinal);
        foreach (var (household, states, late) in await PartsAsync(now, stop))
        {
            var recorded = states.Where(it => known is null || it.RecordedAt <= known).ToList();
            stories.Add(household.Id, late.Count == 0 ? recorded : Story.Of(recorded, [.. late.Where(it => known is null || it.RecordedAt <= known)], keys));
        }
        return stories;
    }

    /// <summary>Whether a text says anything personal of households as they are or ever were: it would stay where that is to be forgotten.</summary>
    public async Task<bool> NamesAsync(IReadOnlyCollection<Household> households, string text, CancellationToken stop) => (await RunAsync(households, null, stop)).Values.SelectMany(it => it)
        .SelectMany(it => it.State.Persons.SelectMany(person => (string?[])[person.Name, person.IdNumber, person.Phone]).Append(it.State.Address)).Distinct(StringComparer.Ordinal)
        .Any(value => value is not null && text.Contains(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of each household its states as they were recorded, and what was said late.</summary>
    public async Task<IReadOnlyList<(Household Household, IReadOnlyList<KnownState> States, IReadOnlyList<LateStatement> Late)>> PartsAsync(
        IReadOnlyCollection<Household> now, CancellationToken stop)
    {
        var (former, late) = (new List<FormerState>(), new List<LateStatement>());
        foreach (var ids in now.Select(it => it.Id).Chunk(AtOnce))
        {
            former.AddRange(await db.FormerStates.IgnoreQueryFilters().AsNoTracking().Where(it => ids.Contains(it.Household)).OrderBy(it => it.Version).ToListAsync(stop));
            late.AddRange(await db.LateStatements.IgnoreQueryFilters().AsNoTracking().Where(it => ids.Contains(it.Household))
                .OrderBy(it => it.RecordedAt).ThenBy(it => it.Said).ToListAsync(stop));
        }
        var (before, heard) = (former.ToLookup(it => it.Household, KnownState.Of, StringComparer.Ordinal), late.ToLookup(it => it.Household, StringComparer.Ordinal));
        return [.. now.Select(it => (it, (IReadOnlyList<KnownState>)[.. before[it.Id], KnownState.Of(it)], (IReadOnlyList<LateStatement>)[.. heard[it.Id]]))];
    }
}
