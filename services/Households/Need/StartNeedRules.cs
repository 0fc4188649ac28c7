using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Brings adopted need rules into force on their day, and has every household scored by the one in force.</summary>
sealed class StartNeedRules(HouseholdsStore db) : IRegularWork
{
    /// <summary>From the end of one look to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) => await DueRules.AnyAsync(stop) ? ["rules"] : [];

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        await DueAsync(stop);
        await turn.CommitAsync(stop);
    }

    IQueryable<NeedRuleVersion> DueRules
    {
        get
        {
            var today = db.Today;
            return db.NeedRules.Where(it => it.State == RuleState.Adopted && it.From <= today);
        }
    }

    /// <summary>In the turn that the caller has taken. Of several that are due each is in force for a moment at least.</summary>
    public async Task DueAsync(CancellationToken stop)
    {
        var due = await DueRules.OrderBy(it => it.From).ThenBy(it => it.Number).ToListAsync(stop);
        foreach (var next in due)
        {
            (await db.NeedRules.SingleAsync(it => it.State == RuleState.InForce, stop)).End(db.Today);
            await db.SaveChangesAsync(stop); // first, since the store lets one be in force only
            next.Begin(db.Today);
            db.Record(new AuditedAct(AuditedAct.Write, "need-rule-begin", $"need-rule/{next.Number}", db.Caller.Area));
            await db.SaveChangesAsync(stop);
        }
        if (due.Count > 0) await QueueAsync(due[^1].Number, stop);
    }

    /// <summary>At each start: the first rule where there is none, and a run for households that an earlier version of the service has left under another.</summary>
    public async Task BeginAsync(CancellationToken stop)
    {
        if (await IsBegunAsync(stop)) return; // a turn may be long in coming, and a start waits for nothing
        await using var turn = await Turn.TakeAsync(db, stop);
        if (!await db.NeedRules.AnyAsync(stop)) db.Add(NeedRuleVersion.First(db.Now));
        await db.SaveChangesAsync(stop);
        var number = await db.NeedRules.Where(it => it.State == RuleState.InForce).Select(it => it.Number).SingleAsync(stop);
        var going = db.Rescorings.AnyAsync(it => it.Rule == number && (it.State == RunState.Queued || it.State == RunState.Running), stop);
        if (!await going && await db.Households.AnyAsync(it => it.RuleVersion != number, stop)) await QueueAsync(number, stop);
        await turn.CommitAsync(stop);
    }

    async Task<bool> IsBegunAsync(CancellationToken stop) =>
        await db.NeedRules.AnyAsync(stop) && !await db.Households.AnyAsync(it => !db.NeedRules.Any(rule => rule.State == RuleState.InForce && rule.Number == it.RuleVersion), stop);

    async Task QueueAsync(int number, CancellationToken stop)
    {
        db.Add(new Rescoring { Id = db.NewId(), QueuedAt = db.Now, Rule = number });
        await db.SaveChangesAsync(stop);
    }
}
