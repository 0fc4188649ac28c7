using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Shows named fields of one household in full, for a stated purpose. Recorded first: without an entry, no value.</summary>
sealed class RevealHousehold(HouseholdsStore db)
{
    public async Task<RevealedHousehold> RunAsync(string id, RevealInput input, CancellationToken stop)
    {
        var fields = input.Check();
        var household = Missing.IfNull(await db.Households.AsNoTracking().AsSplitQuery().Include(it => it.Persons)
            .SingleOrDefaultAsync(it => it.Id == id, stop), "household-is-known");
        var note = EntryRules.OrNull(input.Note?.Trim());
        Refused.Unless(note is null || !Names(household, note), "note-says-nothing-personal");
        var entry = db.Record(new AuditedAct(AuditedAct.Read, "reveal", AuditedAct.TargetOf(household.Id), household.Area)
        {
            Purpose = input.Purpose, SealedNote = note is null ? null : db.Sealing.Seal(note), Detail = string.Join(' ', fields),
        });
        await db.SaveChangesAsync(stop);
        return RevealedHousehold.Of(household, fields, entry.Id);
    }

    /// <summary>Whether a text says anything personal of it.</summary>
    public static bool Names(Household household, string note) => household.Persons
        .SelectMany(it => (string?[])[it.Name, it.IdNumber, it.Phone]).Append(household.Address)
        .Any(value => value is not null && note.Contains(value, StringComparison.OrdinalIgnoreCase));
}
