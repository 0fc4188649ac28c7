using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Records what a household has said about its consent; what holds now, and who decides by it, follows in the same transaction. In
/// a turn: of two that come at once both are kept, and the second sees the first.
/// </summary>
sealed class RecordConsent(HouseholdsStore db, FindNotices notices, LoadStory stories)
{
    /// <exception cref="RefusedException">rules <c>household-is-active</c>, <c>household-was-anonymised</c>, <c>note-says-nothing-personal</c>, and those of <see cref="ConsentRecord.Of"/></exception>
    public async Task<ConsentView> RunAsync(string id, ConsentInput input, CancellationToken stop)
    {
        input.Check(db.Today);
        await using var turn = await Turn.TakeAsync(db, stop);
        var household = Missing.IfNull(await db.Households.AsNoTracking().Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        Refused.Unless(household.AnonymisedAt is null, "household-was-anonymised");
        Refused.Unless(household.Active || input.Outcome != ConsentOutcome.Given, "household-is-active"); // a no is heard at any time
        Refused.Unless(input.Evidence is null || !await stories.NamesAsync([household], input.Evidence, stop), "note-says-nothing-personal");
        var record = ConsentRecord.Of(household, await NextAsync(id, stop), input, await notices.OnAsync(input.On, stop), db.Caller.Subject, db.Now);
        await TakeAsync(household, [record], await db.ConsentStandings.Where(it => it.Household == id && it.Scope == record.Scope).ToListAsync(stop), stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return ConsentView.Of(record);
    }

    /// <summary>What a household has said holds of the one that it turned out to be. In the turn of the merge, which saves.</summary>
    public async Task CarryAsync(Household from, Household to, CancellationToken stop)
    {
        var standings = await db.ConsentStandings.Where(it => it.Household == from.Id || it.Household == to.Id).ToListAsync(stop);
        var (own, number) = (standings.FindAll(it => it.Household == to.Id), await NextAsync(to.Id, stop));
        var evidence = await db.ConsentRecords.Where(it => it.Household == from.Id).ToDictionaryAsync(it => it.Number, it => it.Evidence, stop);
        var records = new List<ConsentRecord>();
        foreach (var said in standings.Where(it => it.Household == from.Id).OrderBy(it => it.Scope, StringComparer.Ordinal))
            if (said.HoldsFrom(own.Find(it => it.Scope == said.Scope)) is { } day)
                records.Add(new ConsentRecord
                {
                    Household = to.Id, Number = number++, Scope = said.Scope, Outcome = said.Outcome, Notice = said.Notice, Day = day, Means = ConsentMeans.ByMerge,
                    RecordedBy = db.Caller.Subject, RecordedAt = db.Now, SaidBy = from.Id, Evidence = evidence.GetValueOrDefault(said.Number),
                });
        await TakeAsync(to, records, own, stop);
    }

    async Task TakeAsync(Household household, IReadOnlyList<ConsentRecord> records, List<ConsentStanding> standings, CancellationToken stop)
    {
        var changed = new List<HouseholdConsentChange>();
        foreach (var record in records)
        {
            db.Add(record);
            db.Record(AuditedAct.OnHousehold("consent", household.Id, household.Area) with { Detail = $"scope={record.Scope} outcome={Wire.NameOf(record.Outcome)} number={record.Number}" });
            var standing = standings.Find(it => it.Scope == record.Scope);
            if (standing is null) changed.Add(db.Add(ConsentStanding.Of(record)).Entity.AsFact(household.Area));
            else if (standing.Take(record)) changed.Add(standing.AsFact(household.Area));
            if (record.Scope == ConsentScope.Contact && record.Outcome != ConsentOutcome.Given) await ExpireExports.RemoveVisitsToAsync(db, household.Id, household.Area, stop);
        }
        if (changed.Count > 0) db.Announce(new HouseholdConsentChanged(changed));
    }

    async Task<int> NextAsync(string household, CancellationToken stop) =>
        1 + (await db.ConsentRecords.Where(it => it.Household == household).MaxAsync(it => (int?)it.Number, stop) ?? 0);
}
