using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Somebody has looked at two households: they are two, and nobody is asked again; or that is taken back.</summary>
sealed class DecideDistinct(HouseholdsStore db, FindPair find, LoadVerdicts verdicts, LoadStory stories)
{
    /// <summary>Said again, it stays as it was said first.</summary>
    public async Task<VerdictView> RunAsync(string one, string other, string reason, CancellationToken stop)
    {
        var why = EntryRules.GivenLine("reason", reason);
        var pair = HouseholdPair.Of(one, other);
        await using var turn = await Turn.TakeAsync(db, stop); // a merge of the two, or a look that is just finding them
        var (first, second) = await find.BothAsync(pair, stop);
        if (await verdicts.FindAsync(pair, stop) is { } known) return VerdictView.Of(known, db.Sealing);
        Refused.Unless(first.Active && second.Active, "household-is-active");
        Refused.Unless(!await stories.NamesAsync([first, second], why, stop), "note-says-nothing-personal");
        var area = AreaFilter.Common(first.Area, second.Area);
        var verdict = new DistinctVerdict { One = pair.One, Other = pair.Other, Area = area, Reason = db.Sealing.Seal(why), By = db.Caller.Subject, At = db.Now };
        db.Add(verdict);
        Record("duplicates-distinct", pair, area);
        await db.SaveChangesAsync(stop);
        await db.Candidates.IgnoreQueryFilters().Where(it => it.One == pair.One && it.Other == pair.Other).ExecuteDeleteAsync(stop); // filters: where both were before
        await turn.CommitAsync(stop);
        return VerdictView.Of(verdict, db.Sealing);
    }

    /// <summary>The two are asked about again, at once where they still agree on anything.</summary>
    /// <exception cref="MissingException">rule <c>verdict-is-known</c></exception>
    public async Task TakeBackAsync(string one, string other, CancellationToken stop)
    {
        var pair = HouseholdPair.Of(one, other);
        await using var turn = await Turn.TakeAsync(db, stop);
        var (first, second) = await find.BothAsync(pair, stop);
        var verdict = Missing.IfNull(await verdicts.FindAsync(pair, stop), "verdict-is-known");
        db.Remove(verdict);
        if (first.Active && second.Active && Candidate.Of(KeyedHousehold.Of(first), KeyedHousehold.Of(second), db.Now) is { } again) db.Add(again);
        Record("duplicates-distinct-not", pair, AreaFilter.Common(first.Area, second.Area));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }

    void Record(string act, HouseholdPair pair, string area) =>
        db.Record(AuditedAct.OnHousehold(act, pair.One, area) with { Households = [pair.Other] });
}
