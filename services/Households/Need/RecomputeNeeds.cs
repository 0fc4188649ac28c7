using System.Text.Json;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Works on a rescoring: one pass in the order of ids, some thousands a turn, each saved with how far it has come and with
/// the facts of those whose score is another. Whoever saves a household takes a turn and scores by the rule that is in force
/// then, so that none is left behind. Why no former state is kept: <c>docs/decisions/need-without-former-states.md</c>.
/// </summary>
sealed class RecomputeNeeds(HouseholdsStore db, FindNeedRule rules) : IRunJob<Rescoring>
{
    const int AtOnce = 10 * Packets.Most;

    public async Task WorkAsync(Rescoring run, RunProgress progress, CancellationToken stop)
    {
        var left = await db.Households.CountAsync(it => it.RuleVersion != run.Rule && it.Id.CompareTo(run.Last) > 0, stop);
        for (var (all, more) = (run.Looked + left, true); more;)
        {
            more = await NextAsync(run, stop);
            if (all > 0) progress.Reached((int)(100L * run.Looked / all));
        }
    }

    async Task<bool> NextAsync(Rescoring run, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var rule = await rules.InForceAsync(stop);
        if (rule.Version != run.Rule) return false; // another came into force meanwhile, with a run of its own
        var last = run.Last;
        var some = await db.Households.Where(it => it.RuleVersion != rule.Version && it.Id.CompareTo(last) > 0).OrderBy(it => it.Id).Take(AtOnce)
            .Select(it => new { it.Id, it.Area, it.Categories, it.Needs, it.Need, it.Active, it.Version }).ToListAsync(stop);
        if (some.Count == 0) return false;
        var scored = some.ConvertAll(it => (Household: it, Points: rule.Points(Codes.Held(it.Categories), it.Needs)));
        var changed = scored.Where(it => it.Points != it.Household.Need).ToList();
        await SaveAsync(scored.Select(it => new Scored(it.Household.Id, it.Points)), rule.Version, stop);
        await db.AnnounceManyAsync(
            changed.Select(it => new HouseholdChange(it.Household.Id, it.Household.Area, it.Points, it.Household.Needs, it.Household.Active, it.Household.Version + 1))
                .Chunk(Packets.Most).Select(packet => new HouseholdsChanged(packet)), stop);
        db.Record(new AuditedAct(AuditedAct.Write, "rescore", "register", "") { Detail = $"households={some.Count} changed={changed.Count} rule={rule.Version}" });
        run.Count(some[^1].Id, some.Count, changed.Count);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return some.Count == AtOnce;
    }

    /// <summary>Nothing else of the row is written: what is sealed is not opened. A household whose score stays is not changed.</summary>
    Task<int> SaveAsync(IEnumerable<Scored> scored, int rule, CancellationToken stop)
    {
        var json = JsonSerializer.Serialize(scored);
        return db.Database.IsNpgsql()
            ? db.Database.ExecuteSqlAsync($"""
                UPDATE households SET "Need" = it."Points", "RuleVersion" = {rule}, "Version" = "Version" + CASE WHEN "Need" = it."Points" THEN 0 ELSE 1 END
                FROM json_to_recordset({json}::json) AS it("Id" text, "Points" integer)
                WHERE households."Id" = it."Id"
                """, stop)
            : db.Database.ExecuteSqlAsync($"""
                UPDATE households SET "Need" = it.value ->> 'Points', "RuleVersion" = {rule}, "Version" = "Version" + CASE WHEN "Need" = it.value ->> 'Points' THEN 0 ELSE 1 END
                FROM json_each({json}) AS it
                WHERE households."Id" = it.value ->> 'Id'
                """, stop);
    }

    /// <summary>Nobody adopts what has taken effect.</summary>
    public Task AdoptAsync(Rescoring run, CancellationToken stop)
    {
        run.Adopt(db.Now);
        return Task.CompletedTask;
    }

    sealed record Scored(string Id, int Points);
}
