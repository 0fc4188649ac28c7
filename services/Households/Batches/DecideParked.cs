using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Somebody has looked at a parked row: it takes effect as it stands, or is left.</summary>
sealed class DecideParked(HouseholdsStore db, LoadKnown known, FindUndone undo, FindNeedRule rules, FindCodes codes, RecordConsent consents, Keys keys)
{
    /// <param name="reason">why, for whoever looks at it later</param>
    public async Task RunAsync(string id, bool accept, string reason, CancellationToken stop)
    {
        var why = EntryRules.GivenLine("reason", reason);
        await using var turn = await Turn.TakeAsync(db, stop);
        var row = Missing.IfNull(await db.ParkedRows.SingleOrDefaultAsync(it => it.Id == id, stop), "row-is-known");
        row.Decide(accept, why, db.Caller.Subject, db.Now);
        db.Record(AuditedAct.OnHousehold(accept ? "parked-accept" : "parked-leave", row.Household, row.Area) with { Detail = $"row={row.Id} batch={row.Batch}" });
        await db.SaveChangesAsync(stop);
        if (accept) await TakeAsync(row, JsonSerializer.Deserialize<HouseholdEntry>(db.Sealing.Open(row.Entry), Wire.Json)!, stop);
        await turn.CommitAsync(stop);
    }

    async Task TakeAsync(ParkedRow row, HouseholdEntry entry, CancellationToken stop)
    {
        var rule = await rules.InForceAsync(stop);
        var source = new Source("parked/" + row.Id, db.Now);
        var (added, changed) = (new List<Household>(), new List<Household>());
        var household = (await known.ByIdAsync([row.Household], stop)).GetValueOrDefault(row.Household);
        if (household is not null)
        {
            Refused.Unless(household.Area.StartsWith(db.Caller.Area, StringComparison.Ordinal), "area-in-scope");
            Refused.Unless(!household.IsOlder(entry.AsOf), "as-of-not-older");
            Refused.Unless(household.MergedInto is null || row.Rule == "household-was-merged", "household-was-merged"); // merged since: not what was asked
        }
        // A code may have been ended for that day while the row waited.
        if ((await codes.ListsAsync(stop)).Lapsed(entry, household) is [var lapsed, ..]) throw new RefusedException(lapsed.Rule);
        var into = household?.MergedInto;
        if (household is null) added.Add(Household.Enter(entry, rule, keys, source));
        else if (household.TakePushed(entry, row.Everyone, rule, keys, source) != Taken.Nothing) changed.Add(household);
        // What was said while they were one was said for both.
        if (household is { MergedInto: null } && into is not null && (await known.ByIdAsync([into], stop)).GetValueOrDefault(into) is { } survivor) await consents.CarryAsync(survivor, household, stop);
        db.AnnounceChanged(added.Concat(changed));
        await db.SaveManyAsync(added, changed, stop);
        foreach (var it in changed) await undo.UnguardAsync(it, stop);
    }
}
