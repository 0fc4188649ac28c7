using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Shows named fields of one household in full, for a stated purpose. Recorded first: without an entry, no value.</summary>
sealed class RevealHousehold(HouseholdsStore db, LoadStory stories)
{
    public async Task<RevealedHousehold> RunAsync(string id, RevealInput input, CancellationToken stop)
    {
        var fields = input.Check();
        var household = Missing.IfNull(await db.Households.AsNoTracking().AsSplitQuery().Include(it => it.Persons)
            .SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        var toContact = input.Purpose == Purposes.Visit && fields.Any(RevealInput.Contact.Contains);
        Refused.Unless(!toContact || !await db.DecliningContact().AnyAsync(it => it == id, stop), "contact-not-withdrawn");
        var note = EntryRules.OrNull(input.Note?.Trim());
        Refused.Unless(note is null || !await stories.NamesAsync([household], note, stop), "note-says-nothing-personal");
        var entry = db.Record(new AuditedAct(AuditedAct.Read, "reveal", AuditedAct.TargetOf(household.Id), household.Area)
        {
            Purpose = input.Purpose, SealedNote = note is null ? null : db.Sealing.Seal(note), Detail = string.Join(' ', fields),
        });
        await db.SaveChangesAsync(stop);
        return RevealedHousehold.Of(household, fields, entry.Id);
    }
}
