using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Lets approved corrections take effect when their day has come, each once, and has those that wait follow their household to
/// another community, where somebody else decides.
/// </summary>
sealed class KeepCorrections(HouseholdsStore db, ApplyCorrection apply) : IRegularWork
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    const int AtOnce = 500;

    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop)
    {
        var today = db.Today;
        var due = await db.Corrections.Where(it => it.State == CorrectionState.Approved && it.EffectOn <= today).OrderBy(it => it.Id).Select(it => it.Id).Take(AtOnce).ToListAsync(stop);
        var moved = await db.Corrections.Where(it => it.State == CorrectionState.Open || it.State == CorrectionState.Approved)
            .Join(db.Households, it => it.Household, it => it.Id, (it, household) => new { it.Id, it.Area, Now = household.Area })
            .Where(it => it.Area != it.Now).OrderBy(it => it.Id).Select(it => it.Id).Take(AtOnce).ToListAsync(stop);
        return [.. due.Union(moved, StringComparer.Ordinal)];
    }

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var correction = await db.Corrections.SingleOrDefaultAsync(it => it.Id == subject, stop);
        if (correction is not { IsWaiting: true }) return; // another replica was here first, or it went with its household
        var household = await db.Households.Include(it => it.Persons).SingleAsync(it => it.Id == correction.Household, stop); // one that has left is kept
        correction.Area = household.Area;
        if (correction.State == CorrectionState.Approved && correction.EffectOn <= db.Today) await CarryOutAsync(correction, household, stop);
        await db.SaveChangesAsync(stop);
        await db.CorrectionAskers.Where(it => it.Correction == subject && it.Area != household.Area)
            .ExecuteUpdateAsync(change => change.SetProperty(it => it.Area, household.Area), stop);
        await turn.CommitAsync(stop);
    }

    /// <summary>Something else may have been said of it since the day, while nobody was there to carry it out.</summary>
    static DateOnly Later(DateOnly day, DateOnly asOf) => asOf > day ? asOf : day;

    async Task CarryOutAsync(Correction correction, Household household, CancellationToken stop)
    {
        var broken = correction.ChangedSince(household.State()) is []
            ? await apply.RunAsync(correction, household, Later(correction.EffectOn!.Value, household.AsOf), correction.DecidedBy, stop)
            : "value-changed-since";
        if (broken is null) return;
        correction.ComeToNothing(broken, db.Now);
        db.Record(AuditedAct.OnCorrection("correction-void", correction) with { Rule = broken }, correction.DecidedBy);
    }
}
