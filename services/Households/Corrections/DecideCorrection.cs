using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Whoever may decide all fields of a correction, and did not ask for it, approves or refuses it.</summary>
sealed class DecideCorrection(HouseholdsStore db, ApplyCorrection apply)
{
    /// <param name="version">the version of the correction that the caller has read</param>
    public async Task ApproveAsync(string id, long version, ApprovalInput input, CancellationToken stop)
    {
        var (reason, on) = input.Read(db.Today);
        await using var turn = await Turn.TakeAsync(db, stop);
        var correction = await LoadAsync(id, version, stop);
        var household = Missing.IfNull(
            await db.Households.Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == correction.Household, stop), "household-is-known");
        Refused.Unless(correction.ChangedSince(household.State()) is [] || input.HouseholdVersion == household.Version, "value-changed-since");
        correction.Approve(reason, on, household.State(), db.Caller.Subject, db.Now);
        var broken = on == db.Today ? await apply.RunAsync(correction, household, on, by: null, stop) : await apply.CheckAsync(correction, household, on, stop);
        Refused.Unless(broken is null, broken ?? "");
        await SupersedeAsync(correction, stop);
        db.Record(AuditedAct.OnCorrection("correction-approve", correction));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }

    /// <inheritdoc cref="ApproveAsync"/>
    public async Task RefuseAsync(string id, long version, string reason, CancellationToken stop)
    {
        var why = EntryRules.GivenLine("reason", reason);
        var correction = await LoadAsync(id, version, stop);
        correction.Refuse(why, db.Caller.Subject, db.Now);
        db.Record(AuditedAct.OnCorrection("correction-refuse", correction));
        await db.SaveChangesAsync(stop);
    }

    async Task<Correction> LoadAsync(string id, long version, CancellationToken stop)
    {
        var correction = Missing.IfNull(await db.Corrections.SingleOrDefaultAsync(it => it.Id == id, stop), "correction-is-known");
        ETag.Match(version, correction.Version);
        Refused.Unless(correction.IsDecidedBy(db.Caller.Roles), "bureau-decides-these-fields");
        var subject = db.Caller.Subject;
        Refused.Unless(!await db.CorrectionAskers.AnyAsync(it => it.Correction == id && it.Subject == subject, stop), "asker-does-not-decide");
        return correction;
    }

    /// <summary>Of two that say different things of a field one is right at most.</summary>
    async Task SupersedeAsync(Correction approved, CancellationToken stop)
    {
        // Past filters: those that wait follow a household that has moved a moment later.
        var waiting = await db.Corrections.IgnoreQueryFilters().Where(it => it.Household == approved.Household && it.Id != approved.Id
            && (it.State == CorrectionState.Open || it.State == CorrectionState.Approved)).ToListAsync(stop);
        foreach (var other in waiting.Where(it => it.ContradictsFieldsOf(approved)))
        {
            other.GiveWayTo(approved, db.Now);
            db.Record(AuditedAct.OnCorrection("correction-supersede", other));
        }
    }
}
