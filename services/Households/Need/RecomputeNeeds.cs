using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Brings every household's need score under the rule in force, after the rule was changed; announces what became of them.</summary>
sealed class RecomputeNeeds(HouseholdsStore db, NeedRule rule)
{
    const int AtOnce = 500;

    /// <returns>how many households were scored anew</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (count, last) = (0, "");
        while (true)
        {
            await using var turn = await Turn.TakeAsync(db, stop);
            var households = await db.Households.AsNoTracking()
                .Where(it => it.RuleVersion != rule.Version && it.Id.CompareTo(last) > 0).OrderBy(it => it.Id).Take(AtOnce).ToListAsync(stop);
            if (households.Count == 0) return count;
            foreach (var household in households) household.Score(rule);
            db.Record(new AuditedAct(AuditedAct.Write, "rescore", "register", "") { Detail = $"households={households.Count} rule={rule.Version}" });
            db.AnnounceChanged(households);
            await db.SaveManyAsync([], households, stop);
            await turn.CommitAsync(stop);
            db.ChangeTracker.Clear();
            count += households.Count;
            last = households[^1].Id;
        }
    }
}
