using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Says where need scores come from: one household's, by the rule of a day; and what another rule would change.</summary>
sealed class ExplainNeed(HouseholdsStore db, FindNeedRule rules, ReadHistory history)
{
    /// <param name="on">a past day: as the household was then, by the rule that was in force; now when null</param>
    public async Task<NeedScore> ScoreAsync(string id, DateOnly? on, CancellationToken stop)
    {
        if (on is { } day)
        {
            var then = await history.OnAsync(id, day, known: null, stop);
            return (await rules.OnAsync(day, stop)).Score(then.Categories.Where(it => it.ValidTo is null).Select(it => it.Code), then.Needs);
        }
        var household = Missing.IfNull(await db.Households.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        return (await rules.InForceAsync(stop)).Score(household.HeldCodes, household.Needs);
    }

    /// <summary>In one pass over the households of the caller's area.</summary>
    public async Task<EffectView> EffectAsync(int number, CancellationToken stop)
    {
        var (next, now) = ((await rules.OneAsync(number, stop)).Rule, await rules.InForceAsync(stop));
        var effect = new NeedRuleEffect();
        await foreach (var it in db.Households.AsNoTracking().Where(it => it.Active).Select(it => new { it.Area, it.Categories, it.Needs }).AsAsyncEnumerable().WithCancellation(stop))
        {
            var codes = Codes.Held(it.Categories);
            effect.Add(it.Area, now.Points(codes, it.Needs), next.Points(codes, it.Needs));
        }
        return new EffectView(next.Version, now.Version, effect.All(), effect.Streets());
    }
}
