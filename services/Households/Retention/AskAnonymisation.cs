using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Anonymises one household: at once where it is due, or when a second person asks for it too.</summary>
sealed class AskAnonymisation(HouseholdsStore db, RetentionRules rules, LoadStory stories, AnonymiseHouseholds anonymise)
{
    /// <exception cref="RefusedException">rules <c>household-has-left</c>, <c>note-says-nothing-personal</c></exception>
    public async Task<AnonymisationView> RunAsync(string id, AnonymiseInput input, CancellationToken stop)
    {
        var reason = input.Read();
        await using var turn = await Turn.TakeAsync(db, stop);
        var household = Missing.IfNull(await db.Households.Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        Refused.Unless(!household.Active, "household-has-left");
        Refused.Unless(!await stories.NamesAsync([household], reason, stop), "note-says-nothing-personal");
        var asked = await db.Anonymisations.IgnoreQueryFilters().SingleOrDefaultAsync(it => it.Household == id, stop); // the household is the caller's to see
        if (household.AnonymisedAt is not null) return ViewOf(household, asked);
        var isDue = rules.IsDue(household, db.Today, db.Now);
        if (!isDue && (asked is null || !asked.IsAsked(household.RecordedAt, db.Now)))
        {
            asked ??= db.Add(new Anonymisation { Household = id, Area = household.Area }).Entity;
            asked.Area = household.Area;
            asked.Ask(db.Caller.Subject, db.Now);
            db.Record(AuditedAct.OnHousehold("anonymise-ask", id, household.Area) with { SealedNote = db.Sealing.Seal(reason) });
            await db.SaveChangesAsync(stop);
        }
        else if (isDue || asked!.AskedBy != db.Caller.Subject)
        {
            db.ChangeTracker.Clear(); // the persons go past it
            household = await db.Households.SingleAsync(it => it.Id == id, stop);
            await anonymise.RunAsync([household], isDue ? $"rule={RetentionRules.RuleOf(household.EndReason!)}" : "rule=asked", db.Sealing.Seal(reason), stop);
        }
        await turn.CommitAsync(stop);
        return ViewOf(household, asked);
    }

    static AnonymisationView ViewOf(Household household, Anonymisation? asked) => new(
        household.Id, household.AnonymisedAt is null ? "asked" : "anonymised", asked?.AskedBy, asked?.AskedAt, household.AnonymisedAt);
}
