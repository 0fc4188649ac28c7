using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Proposes another need rule, adopts it as a second person, or puts it aside. Each in a turn, so that of two who do so at once the second sees the first.</summary>
sealed class DecideNeedRule(HouseholdsStore db, StartNeedRules begin, FindCodes codes)
{
    public async Task<int> ProposeAsync(NeedRuleInput input, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        await db.MustReachAllAsync("rule-is-for-all-households", stop);
        var number = await db.NeedRules.MaxAsync(it => it.Number, stop) + 1;
        var rule = input.Read(number, await codes.ListsAsync(stop), db.Today);
        db.Add(new NeedRuleVersion
        {
            Number = number, Rule = JsonSerializer.Serialize(rule, Wire.Json), From = input.From, Reason = input.Reason.Trim(), ProposedBy = db.Caller.Subject, ProposedAt = db.Now,
        });
        Record("need-rule-propose", number);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return number;
    }

    public Task AdoptAsync(int number, CancellationToken stop) => DecideAsync("need-rule-adopt", number, it => it.Adopt(db.Caller.Subject, db.Now), stop);

    public Task WithdrawAsync(int number, CancellationToken stop) => DecideAsync("need-rule-withdraw", number, it => it.Withdraw(db.Caller.Subject, db.Now), stop);

    async Task DecideAsync(string act, int number, Action<NeedRuleVersion> decide, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var rule = Missing.IfNull(await db.NeedRules.SingleOrDefaultAsync(it => it.Number == number, stop), "rule-is-known");
        await db.MustReachAllAsync("rule-is-for-all-households", stop);
        decide(rule);
        Record(act, number);
        await db.SaveChangesAsync(stop);
        await begin.DueAsync(stop);
        await turn.CommitAsync(stop);
    }

    void Record(string act, int number) => db.Record(new AuditedAct(AuditedAct.Write, act, $"need-rule/{number}", db.Caller.Area));
}
