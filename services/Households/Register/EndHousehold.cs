using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Takes a household out of the database; who pairs with it hears of it and ends the pairing.</summary>
sealed class EndHousehold(HouseholdsStore db)
{
    public async Task<HouseholdReceipt> RunAsync(string id, EndInput input, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var household = Missing.IfNull(await db.Households.Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        input.Check(db.Today);
        household.End(input.Reason, input.On, db.Said);
        db.MarkChanged(household);
        db.Record(AuditedAct.OnHousehold("end", household.Id, household.Area));
        db.AnnounceChanged([household]);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new HouseholdReceipt(household.Id, household.Version, household.Need, []);
    }
}
