using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Clears the values, masked as they are, in the reports of pushes of households that were anonymised. A report is sealed as a
/// whole, so each that has such values is opened once for all households that wait. Rows that are pushed afterwards leave none.
/// </summary>
sealed class ClearReports(HouseholdsStore db)
{
    const int AtOnce = 20;
    const int MostHouseholds = 20_000;

    /// <returns>whether there may be more</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var waiting = await db.Anonymisations.Where(it => it.DoneAt != null && it.ReportsAt == null).OrderBy(it => it.DoneAt).Select(it => it.Household).Take(MostHouseholds).ToListAsync(stop);
        if (waiting.Count == 0) return false;
        var ids = waiting.ToHashSet(StringComparer.Ordinal);
        await foreach (var stretch in HoldingAsync(db, ids, stop)) await ClearAsync(stretch, ids, stop);
        var now = db.Now;
        foreach (var some in waiting.Chunk(Packets.Most))
            await db.Anonymisations.Where(it => some.Contains(it.Household)).ExecuteUpdateAsync(change => change.SetProperty(it => it.ReportsAt, now), stop);
        return waiting.Count == MostHouseholds;
    }

    /// <summary>Stretches of reports in which a value of one of these households stands. Past the filter: auditors count them.</summary>
    public static async IAsyncEnumerable<BatchStretch> HoldingAsync(
        HouseholdsStore db, HashSet<string> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var (batch, first) = ("", -1);
        while (true)
        {
            var (after, at) = (batch, first);
            var page = await db.BatchStretches.IgnoreQueryFilters().AsNoTracking().Where(it => it.Doubtful > 0 && (it.Batch.CompareTo(after) > 0 || it.Batch == after && it.First > at))
                .OrderBy(it => it.Batch).ThenBy(it => it.First).Take(AtOnce).ToListAsync(stop);
            foreach (var stretch in page)
                if (ReportText.Unpack(db.Sealing, stretch.Content).Any(line => line.Value.Length > 0 && ids.Contains(line.Id))) yield return stretch;
            if (page.Count < AtOnce) yield break;
            (batch, first) = (page[^1].Batch, page[^1].First);
        }
    }

    async Task ClearAsync(BatchStretch stretch, HashSet<string> ids, CancellationToken stop)
    {
        var (before, content) = (stretch.Content, ReportText.Clear(db.Sealing, stretch.Content, ids));
        var cleared = await db.BatchStretches.Where(it => it.Batch == stretch.Batch && it.First == stretch.First && it.Content == before)
            .ExecuteUpdateAsync(change => change.SetProperty(it => it.Content, content), stop);
        if (cleared == 0) throw new StaleException(); // sealed anew meanwhile: all is looked through again
    }
}
