using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Makes one of two households, both of the caller's area: one stays, the other ends and remembers into which.</summary>
sealed class MergeHouseholds(
    HouseholdsStore db, FindPair find, LoadVerdicts verdicts, FindNeedRule rules, FindCodes codes, RecordConsent consents, Keys keys)
{
    /// <summary>What it would do, were nothing said but which stays.</summary>
    public async Task<(MergeView View, long Version)> PreviewAsync(string one, string other, string keep, CancellationToken stop)
    {
        var plan = await PlanAsync(HouseholdPair.Of(one, other), new MergeInput(keep), stop);
        return (MergeView.Of(plan, (await codes.ListsAsync(stop)).Categories), plan.Version);
    }

    /// <param name="version"><see cref="HouseholdMerge.Version"/> as the caller has read it</param>
    public async Task<MergeReceipt> RunAsync(string one, string other, long version, MergeInput input, CancellationToken stop)
    {
        var pair = HouseholdPair.Of(one, other);
        await using var turn = await Turn.TakeAsync(db, stop);
        var merge = await PlanAsync(pair, input, stop);
        ETag.Match(version, merge.Version);
        Refused.Unless(await verdicts.FindAsync(pair, stop) is null, "pair-is-not-distinct");
        merge.Apply(db.Today, await rules.InForceAsync(stop), keys, db.Caller.Subject, db.Now);
        var (kept, ended) = (merge.Keep, merge.Other);
        db.MarkChanged(kept);
        db.MarkChanged(ended);
        db.Record(AuditedAct.OnHousehold("merge", kept.Id, kept.Area) with { Households = [ended.Id], Detail = $"joined={merge.Joining.Count} same={merge.Same.Count}" });
        db.Record(AuditedAct.OnHousehold("merge-end", ended.Id, ended.Area) with { Households = [kept.Id] });
        db.AnnounceChanged([kept, ended]);
        await consents.CarryAsync(ended, kept, stop);
        await db.SaveChangesAsync(stop);
        await ForgetAsync(kept.Id, ended.Id, stop);
        await turn.CommitAsync(stop);
        return new MergeReceipt(kept.Id, kept.Version, kept.Need, ended.Id, merge.Joining.Count);
    }

    async Task<HouseholdMerge> PlanAsync(HouseholdPair pair, MergeInput input, CancellationToken stop)
    {
        if (input.Keep != pair.One && input.Keep != pair.Other) throw new InvalidException("keep", "keep-is-of-the-pair");
        var (one, other) = await find.BothAsync(pair, stop);
        var (keep, ended) = input.Keep == pair.One ? (one, other) : (other, one);
        Refused.Unless(keep.MergedInto != ended.Id, "merge-makes-no-circle");
        Refused.Unless(keep.Active && ended.Active, "household-is-active");
        return HouseholdMerge.Of(keep, ended, input, await codes.ListsAsync(stop), db.Today);
    }

    /// <summary>
    /// Those that were merged into what ends now are where it is; and it is compared with nobody any more. Filters would
    /// leave out what lies in another area.
    /// </summary>
    async Task ForgetAsync(string kept, string ended, CancellationToken stop)
    {
        await db.Households.IgnoreQueryFilters().Where(it => it.MergedInto == ended).ExecuteUpdateAsync(change => change.SetProperty(it => it.MergedInto, kept), stop);
        await db.Candidates.IgnoreQueryFilters().Where(it => it.One == ended || it.Other == ended).ExecuteDeleteAsync(stop);
    }
}
