using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Takes in that somebody asks for a correction. What is asked already is not asked twice: who asks it again hears the answer too.
/// Reads past the caller's area, since a member has none, and who asks need not see who else did.
/// </summary>
sealed class AskCorrection(HouseholdsStore db, FindNeedRule rules, FindCodes codes, Keys keys)
{
    /// <returns>the correction, and whether it is new</returns>
    public async Task<(Correction Correction, bool IsNew)> RunAsync(CorrectionInput input, CancellationToken stop)
    {
        var (household, asMember) = await FindAsync(input.Household, stop);
        var texts = input.Read(asMember);
        Refused.Unless(household.Active, "household-is-active");
        var fields = Read(input, household, texts, asMember, await rules.InForceAsync(stop), await codes.ListsAsync(stop));
        var (known, hash) = (await KnownAsync(household.Id, stop), keys.Correction(household.Id, fields));
        // Only the very same: who joins sees all that is asked.
        if (known.Find(it => it.IsWaiting && it.Same == hash) is { } same)
        {
            await JoinAsync(same, stop);
            return (same, false);
        }
        var correction = new Correction
        {
            Id = db.NewId(), Household = household.Id, Area = household.Area, Fields = fields, Named = string.Join(' ', fields.Select(it => it.Name)),
            Same = hash, Decider = CorrectableField.DeciderOf(fields), Texts = texts, AskedBy = db.Caller.Subject, AskedAt = db.Now,
            RefusedBefore = known.Where(it => it.State == CorrectionState.Refused && it.Shares(fields)).MaxBy(it => it.DecidedAt)?.Id,
        };
        db.Add(correction);
        db.Add(AskerOf(correction));
        db.Record(AuditedAct.OnCorrection("correction-ask", correction));
        await db.SaveChangesAsync(stop);
        return (correction, true);
    }

    /// <summary>The household, if the caller answers for its area or helps it.</summary>
    async Task<(Household Household, bool AsMember)> FindAsync(string id, CancellationToken stop)
    {
        var seen = await db.Households.AsNoTracking().Include(it => it.Persons).SingleOrDefaultAsync(it => it.Id == id, stop);
        if (seen is not null) return (seen, false);
        var member = db.Caller.Has(Role.Member) ? db.Caller.Member : null;
        var helped = member is null ? null : await db.Households.IgnoreQueryFilters().AsNoTracking().Include(it => it.Persons)
            .SingleOrDefaultAsync(it => it.Id == id && db.Helpers.Any(helper => helper.Member == member && helper.Household == id && helper.Helps), stop);
        return (Missing.IfNull(helped, "household-is-known"), true);
    }

    /// <summary>The fields in their one spelling, each beside what it is.</summary>
    List<CorrectedField> Read(CorrectionInput input, Household household, CorrectionTexts texts, bool asMember, NeedRule rule, CodeLists lists)
    {
        var faults = new Faults("");
        var entry = new ProposedFields(input.Fields).Over(household, lists, db.Today, faults, lapsed: !asMember); // of an ended code the refusal would tell a member who has it
        faults.ThrowIfAny();
        var before = household.State();
        household.Take(entry!, everyone: true, rule, keys, db.Said); // read for this alone, and never saved
        var after = household.State();
        var asked = input.Fields.Select(it => new CorrectedField(it.Field, it.Person, null, null))
            .Select(it => it with { Value = it.In(after), Before = it.In(before) }).ToList();
        // To a member either refusal would tell what is known.
        Refused.Unless(asMember || asked.Exists(it => it.SaysSomethingNew), "correction-says-something-new");
        Refused.Unless(!texts.Say(Personal(asked, asMember ? [] : before.Persons, asMember ? null : before.Address)), "note-says-nothing-personal");
        return asked;
    }

    static IEnumerable<string?> Personal(List<CorrectedField> asked, IReadOnlyList<PersonState> persons, string? address) => asked
        .Where(it => it.IsPersonal).Select(it => it.Value)
        .Concat(persons.SelectMany(it => (string?[])[it.Name, it.IdNumber, it.Phone])).Append(address);

    /// <summary>Those that wait, and those that were refused not long ago.</summary>
    Task<List<Correction>> KnownAsync(string household, CancellationToken stop)
    {
        var since = db.Now.AddDays(-Correction.DaysRemembered);
        return db.Corrections.IgnoreQueryFilters().AsNoTracking().Where(it => it.Household == household
            && (it.State == CorrectionState.Open || it.State == CorrectionState.Approved || it.State == CorrectionState.Refused && it.DecidedAt >= since)).ToListAsync(stop);
    }

    async Task JoinAsync(Correction correction, CancellationToken stop)
    {
        var subject = db.Caller.Subject;
        if (await db.CorrectionAskers.IgnoreQueryFilters().AnyAsync(it => it.Correction == correction.Id && it.Subject == subject, stop)) return;
        db.Add(AskerOf(correction));
        db.Record(AuditedAct.OnCorrection("correction-join", correction));
        await db.SaveChangesAsync(stop);
    }

    CorrectionAsker AskerOf(Correction correction) => new() { Correction = correction.Id, Area = correction.Area, Subject = db.Caller.Subject, At = db.Now };
}
