using System.Globalization;
using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Takes some rows of a push in one transaction: what they change, what is told of it, what became of each, and how far the
/// push has come. No household stands in it twice.
/// </summary>
sealed class TakeStretch(
    HouseholdsStore db, LoadKnown known, LoadVerdicts verdicts, FindUndone undo, KeepLate late, FindNeedRule rules, FindCodes codes, Keys keys)
{
    public async Task RunAsync(Batch batch, IReadOnlyList<PushedRow> rows, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var stretch = new Stretch(batch, rows, await known.BriefAsync(rows.Where(row => row.Id.Length > 0).Select(row => row.Id), stop), await codes.ListsAsync(stop));
        stretch.Sort();
        var before = await known.ByIdAsync(stretch.Asking.Where(it => it.Brief is not null).Select(it => it.Row.Id), stop);
        stretch.RejectLapsed(before);
        var undone = await undo.RunAsync(stretch.Asking, before, stop);
        await ParkAsync(stretch, before, undone.Households, stop);
        var rule = await rules.InForceAsync(stop);
        var taken = Apply(batch, stretch, before, rule);
        var told = await late.FindAsync(batch, stretch, rule, stop);
        var refused = batch.AllOrNothing && !stretch.IsAllGood;
        if (refused) stretch.RejectAll("every-row-is-good");
        else
        {
            taken.Changed.AddRange(told.Learnt);
            await db.PutManyAsync(told.Statements, stop);
            await db.SaveManyAsync(taken.Added, taken.Changed, stop);
            await db.ConfirmAsync(taken.Confirmed.Concat(stretch.Confirmed), stop);
            await db.AnnounceManyAsync(HouseholdsStore.Changes(taken.Added.Concat(taken.Changed)), stop);
            await undo.UnguardAsync(undone, stretch.Listed.ToHashSet(StringComparer.Ordinal), stop);
            await ForgetAsync(stretch.Listed, stop);
            await KeepParkedAsync(batch, stretch.Parked, stop);
        }
        await KeepReportAsync(batch, stretch.Reports, stop);
        await turn.CommitAsync(stop);
        Refused.Unless(!refused, "every-row-is-good");
    }

    /// <summary>What became of some rows, and with it how far the push has come.</summary>
    public async Task KeepReportAsync(Batch batch, IReadOnlyList<RowReport> reports, CancellationToken stop)
    {
        await db.AddManyAsync([ReportText.Pack(db.Sealing, batch, reports)], stop);
        var counts = StretchCounts.Of(reports);
        db.Record(AuditedAct.OnBatch("push-stretch", batch) with { Detail = $"first={batch.Rows} {counts.ToText()}" }, by: batch.PushedBy);
        batch.Count(counts);
        await db.SaveChangesAsync(stop); // last: until then its lease is renewed, and who has taken it over finds nothing of this
    }

    (List<Household> Added, List<Household> Changed, List<ConfirmedDay> Confirmed) Apply(
        Batch batch, Stretch stretch, IReadOnlyDictionary<string, Household> before, NeedRule rule)
    {
        var (added, changed, confirmed) = (new List<Household>(), new List<Household>(), new List<ConfirmedDay>());
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

    async Task ParkAsync(Stretch stretch, IReadOnlyDictionary<string, Household> before, IReadOnlyDictionary<string, string> undoing, CancellationToken stop)
    {
        var shared = await verdicts.WithoutDistinctAsync(await known.SharedAsync(stretch.Asking, before, stop), stop);
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var said in stretch.Doubtful(shared, undoing).Select(it => it.Entry.Said!).Chunk(Packets.Most))
            left.UnionWith(await db.ParkedRows.Where(it => it.Accepted == false && said.Contains(it.Said)).Select(it => it.Said).ToListAsync(stop));
        stretch.Park(shared, undoing, left);
    }

    /// <summary>What was said before of the same household and waits still is not asked twice.</summary>
    async Task KeepParkedAsync(Batch batch, IReadOnlyList<DoubtfulRow> parked, CancellationToken stop)
    {
        foreach (var some in parked.Chunk(Packets.Most))
        {
            var ids = some.Select(it => it.Row.Id).ToArray();
            await db.ParkedRows.Where(it => it.Accepted == null && ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
            await db.AddManyAsync(some.Select(it => Parked(batch, it)), stop);
        }
    }

    /// <summary>Named again, they are missing no longer, however the whole list without them is decided on; and what was said before and waits is void.</summary>
    async Task ForgetAsync(IReadOnlyList<string> listed, CancellationToken stop)
    {
        var (missing, parked) = (await db.Missing.AnyAsync(stop), await db.ParkedRows.AnyAsync(it => it.Accepted == null, stop));
        foreach (var ids in missing || parked ? listed.Chunk(10 * Packets.Most) : [])
        {
            await db.Missing.Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
            await db.ParkedRows.Where(it => it.Accepted == null && ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
        }
    }

    ParkedRow Parked(Batch batch, DoubtfulRow it) => new()
    {
        Id = db.NewId(), Batch = batch.Id, Line = it.Row.Line, Household = it.Row.Id, Area = it.Entry.Area, Rule = it.Rule, Others = it.Others,
        Entry = db.Sealing.Seal(JsonSerializer.Serialize(it.Entry, Wire.Json)), Said = it.Entry.Said!, Everyone = it.Row.Everyone, At = db.Now,
    };
}
