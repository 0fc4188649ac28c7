using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Records what somebody found at a household that was drawn. Wrong fields of which the right value is known become
/// corrections, asked for by who was there.
/// </summary>
sealed class RecordFound(HouseholdsStore db, AskCorrection ask)
{
    /// <summary>Recording and closing wait for each other: what is closed changes no more.</summary>
    public const long Queue = 0x4163637572;

    /// <param name="version">the version of the line that the caller has read</param>
    public async Task<FoundReceipt> RunAsync(string id, string household, long version, FoundInput input, CancellationToken stop)
    {
        input.Check();
        await using var turn = await Turn.TakeAsync(db, stop, Queue);
        var audit = Missing.IfNull(await db.AccuracyAudits.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "accuracy-audit-is-known");
        var sampled = Missing.IfNull(await db.SampledHouseholds.SingleOrDefaultAsync(it => it.Audit == id && it.Household == household, stop), "household-is-drawn");
        ETag.Match(version, sampled.Version);
        audit.CheckOpen();
        var wrong = input.Wrong ?? [];
        sampled.Find(input.Outcome, [.. wrong.Select(it => it.Name)], input.Reason, db.Caller.Subject, db.Now);
        db.Record(AuditedAct.OnHousehold("accuracy-record", household, sampled.Area) with { Detail = $"accuracy={id} outcome={Wire.NameOf(input.Outcome)} fields={sampled.Wrong}" });
        await db.SaveChangesAsync(stop);
        var corrections = new List<string>();
        // Those that one decides together: a role or a birth date may be right only beside another that is wrong too.
        foreach (var some in wrong.Where(it => it.Value is not null).GroupBy(it => CorrectableField.Of(it.Field, it.Person is not null)?.Decider))
        {
            var asked = new CorrectionInput(household, [.. some.Select(it => new FieldInput(it.Field, it.Value!, it.Person))], Texts.Of("found-on-the-spot"), input.Evidence!, id);
            corrections.Add((await ask.RunAsync(asked, stop)).Correction.Id);
        }
        await turn.CommitAsync(stop);
        return new FoundReceipt(SampleLine.Of(sampled), corrections);
    }
}

/// <param name="Corrections">those that became of it, one for each who decides</param>
sealed record FoundReceipt(SampleLine Line, IReadOnlyList<string> Corrections);
