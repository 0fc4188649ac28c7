using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Shows the values of a correction in full, for a stated purpose, to whoever may decide it. Recorded first.</summary>
sealed class RevealCorrection(HouseholdsStore db)
{
    public async Task<RevealedCorrection> RunAsync(string id, RevealCorrectionInput input, CancellationToken stop)
    {
        if (!Purposes.Codes.Contains(input.Purpose)) throw new InvalidException("purpose", "code-is-known");
        var correction = Missing.IfNull(await db.Corrections.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "correction-is-known");
        Refused.Unless(correction.IsDecidedBy(db.Caller.Roles), "bureau-decides-these-fields");
        var household = Missing.IfNull(
            await db.Households.AsNoTracking().Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == correction.Household, stop), "household-is-known");
        var toContact = input.Purpose == Purposes.Visit && correction.Fields.Any(it => RevealInput.Contact.Contains(it.Name[(it.Name.LastIndexOf('.') + 1)..]));
        Refused.Unless(!toContact || !await db.DecliningContact().AnyAsync(it => it == household.Id, stop), "contact-not-withdrawn");
        var present = household.State();
        var entry = db.Record(AuditedAct.OnCorrection("correction-reveal", correction) with { Kind = AuditedAct.Read, Purpose = input.Purpose });
        await db.SaveChangesAsync(stop);
        return new RevealedCorrection(id, [.. correction.Fields.Select(it => new RevealedField(it.Name, it.Value, it.Before, it.In(present)))], entry.Id);
    }
}

/// <param name="Purpose">a code of <see cref="Purposes"/></param>
sealed record RevealCorrectionInput(string Purpose);
