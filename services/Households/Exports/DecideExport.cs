using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Another person lets an export be made, or refuses it. Of two who decide at once the first counts.</summary>
sealed class DecideExport(HouseholdsStore db)
{
    /// <param name="version">the version that the caller has read</param>
    /// <exception cref="StaleException">somebody else decided first</exception>
    public async Task RunAsync(string id, long version, bool approve, string reason, CancellationToken stop)
    {
        var answer = EntryRules.GivenLine("reason", reason);
        var export = Missing.IfNull(await db.Exports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "export-is-known");
        ETag.Match(version, export.Version);
        export.CheckDecision(db.Caller.Subject);
        var (by, now, state, ended) = (db.Caller.Subject, db.Now, approve ? RunState.Queued : RunState.Cancelled, approve ? (DateTime?)null : db.Now);
        await db.InOneAsync(async () =>
        {
            var decided = await db.Exports.Where(it => it.Id == id && it.State == RunState.Open && it.Version == version).ExecuteUpdateAsync(change => change
                .SetProperty(it => it.State, state)
                .SetProperty(it => it.DecidedBy, by)
                .SetProperty(it => it.DecidedAt, now)
                .SetProperty(it => it.FinishedAt, ended)
                .SetProperty(it => it.Answer, answer)
                .SetProperty(it => it.Version, version + 1), stop);
            if (decided == 0) throw new StaleException();
            await db.RecordFirstAsync(AuditedAct.OnExport(approve ? "export-approve" : "export-refuse", export), stop);
            return decided;
        }, stop);
    }
}
