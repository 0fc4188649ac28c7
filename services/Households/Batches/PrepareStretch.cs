using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds out what some rows of a push change, and saves nothing. No household stands in them twice.</summary>
sealed class PrepareStretch(
    HouseholdsStore db, LoadKnown known, LoadVerdicts verdicts, FindUndone undo, KeepLate late, FindNeedRule rules, FindCodes codes, Keys keys)
{
    public async Task<PreparedStretch> RunAsync(Batch batch, IReadOnlyList<PushedRow> rows, CancellationToken stop)
    {
        var stretch = new Stretch(batch, rows, await known.BriefAsync(rows.Where(row => row.Id.Length > 0).Select(row => row.Id), stop), await codes.ListsAsync(stop));
        stretch.Sort();
        var before = await known.ByIdAsync(stretch.Asking.Where(it => it.Brief is not null).Select(it => it.Row.Id), stop);
        stretch.RejectLapsed(before);
        var undone = await undo.RunAsync(stretch.Asking, before, stop);
        var shared = await known.SharedAsync(stretch.Asking, before, stop);
        await ParkAsync(stretch, shared, undone.Households, stop);
        var rule = await rules.InForceAsync(stop);
        var (added, changed, confirmed) = Apply(batch, stretch, before, rule);
        var (statements, learnt) = await late.FindAsync(batch, stretch, rule, stop);
        return new PreparedStretch(stretch, added, [.. changed, .. learnt], confirmed, statements, undone, shared);
    }

    (List<Household> Added, List<Household> Changed, List<ConfirmedDay> Confirmed) Apply(Batch batch, Stretch stretch, IReadOnlyDictionary<string, Household> before, NeedRule rule)
    {
        var (added, changed, confirmed) = (new List<Household>(), new List<Household>(), new List<ConfirmedDay>(stretch.Confirmed));
        foreach (var (at, row, entry, _) in stretch.Asking)
        {
            var source = new Source(string.Create(CultureInfo.InvariantCulture, $"push/{batch.Id}/{row.Line}"), db.Now);
            if (!before.TryGetValue(row.Id, out var household))
            {
                added.Add(Household.Enter(entry, rule, keys, source));
                stretch.Tell(at, RowOutcome.Added);
                continue;
            }
            var became = household.TakePushed(entry, row.Everyone, rule, keys, source);
            if (became == Taken.Changed) changed.Add(household);
            else if (became == Taken.Confirmed) confirmed.Add(new ConfirmedDay(household.Id, household.AsOf, household.Said));
            stretch.Tell(at, became == Taken.Changed ? RowOutcome.Changed : RowOutcome.Unchanged);
        }
        return (added, changed, confirmed);
    }

    async Task ParkAsync(Stretch stretch, SharedNumbers shared, IReadOnlyDictionary<string, string> undoing, CancellationToken stop)
    {
        var others = await verdicts.WithoutDistinctAsync(shared.Others, stop);
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var said in stretch.Doubtful(others, undoing).Select(it => it.Entry.Said!).Chunk(Packets.Most))
            left.UnionWith(await db.ParkedRows.Where(it => it.Accepted == false && said.Contains(it.Said)).Select(it => it.Said).ToListAsync(stop));
        stretch.Park(others, undoing, left);
    }
}

/// <summary>What rows of a push change, found out and not saved.</summary>
/// <param name="Shared">ID numbers that they say anew, and who holds one of them too</param>
sealed record PreparedStretch(
    Stretch Stretch, IReadOnlyList<Household> Added, IReadOnlyList<Household> Changed, IReadOnlyList<ConfirmedDay> Confirmed,
    IReadOnlyList<LateStatement> Statements, Undone Undone, SharedNumbers Shared)
{
    /// <summary>
    /// Whether it may have come out otherwise, had the one before been saved when it was prepared: a household that both name, an
    /// ID number that somebody holds in the one and is said to have in the other, or somebody who held one and no longer does.
    /// </summary>
    public bool DependsOn(PreparedStretch before) =>
        Stretch.Ids.Overlaps(before.Stretch.Ids)
        || Shared.Others.Values.Any(others => others.Any(before.Stretch.Ids.Contains))
        || Shared.Said.Overlaps(before.Added.Concat(before.Changed).SelectMany(it => it.Persons).Select(it => it.IdNumberHash).OfType<string>());
}
