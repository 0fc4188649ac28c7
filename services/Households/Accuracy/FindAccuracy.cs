using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds accuracy audits that hold for the caller's area, and of each the strata and households of that area.</summary>
sealed class FindAccuracy(HouseholdsStore db)
{
    /// <summary>The newest first.</summary>
    public async Task<Page<AccuracyView>> PageAsync(string? after, int? limit, CancellationToken stop)
    {
        var audits = db.AccuracyAudits.AsNoTracking();
        if (after is not null) audits = audits.Where(it => it.Id.CompareTo(after) < 0);
        var page = await audits.OrderByDescending(it => it.Id).PageAsync(limit, it => it.Id, stop);
        return new Page<AccuracyView>([.. page.Items.Select(AccuracyView.Of)], page.Next);
    }

    /// <exception cref="MissingException">rule <c>accuracy-audit-is-known</c></exception>
    public async Task<AccuracyAudit> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.AccuracyAudits.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "accuracy-audit-is-known");

    /// <summary>What has been found so far.</summary>
    public async Task<AccuracyResult> ResultAsync(string id, CancellationToken stop)
    {
        var audit = await OneAsync(id, stop);
        var strata = await db.AccuracyStrata.AsNoTracking().Where(it => it.Audit == id).OrderBy(it => it.Area).ToListAsync(stop);
        var counts = (await db.SampledHouseholds.Where(it => it.Audit == id).GroupBy(it => new { it.Stratum, it.Outcome })
            .Select(it => new { it.Key.Stratum, it.Key.Outcome, Count = it.Count() }).ToListAsync(stop)).ToDictionary(it => (it.Stratum, it.Outcome), it => it.Count);
        int All(SampleOutcome outcome) => counts.Where(it => it.Key.Outcome == outcome).Sum(it => it.Value); // also of strata wider than the caller's area
        int Count(string stratum, SampleOutcome outcome) => counts.GetValueOrDefault((stratum, outcome));
        StratumCount Met(AccuracyStratum it) =>
            new(it.Population, Count(it.Area, SampleOutcome.Right) + Count(it.Area, SampleOutcome.Wrong), Count(it.Area, SampleOutcome.Right));
        var results = strata.ConvertAll(it => new StratumResult(
            it.Area, it.Population, it.Size, Count(it.Area, SampleOutcome.Right), Count(it.Area, SampleOutcome.Wrong), Count(it.Area, SampleOutcome.NotMet),
            Count(it.Area, SampleOutcome.Open), AccuracyEstimate.Of([Met(it)], audit.Confidence)));
        var wrong = await db.SampledHouseholds.Where(it => it.Audit == id && it.Wrong != null).Select(it => it.Wrong!).ToListAsync(stop);
        return new AccuracyResult(
            AccuracyView.Of(audit), AccuracyEstimate.Of(strata.ConvertAll(Met), audit.Confidence), All(SampleOutcome.Open), All(SampleOutcome.NotMet), results,
            wrong.SelectMany(it => it.Split(' ').Select(WrongField.KindOf)).CountBy(it => it, StringComparer.Ordinal).OrderBy(it => it.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>The households drawn, ordered by id.</summary>
    /// <param name="open">only those at which nobody has been, or only the others</param>
    public async Task<Page<SampleLine>> SampleAsync(string id, bool? open, string? after, int? limit, CancellationToken stop)
    {
        await OneAsync(id, stop);
        var sample = Sample(id, open);
        if (after is not null) sample = sample.Where(it => it.Household.CompareTo(after) > 0);
        var page = await sample.OrderBy(it => it.Household).PageAsync(limit, it => it.Household, stop);
        return new Page<SampleLine>([.. page.Items.Select(SampleLine.Of)], page.Next);
    }

    /// <summary>All of them in the order of the draw, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<SampleLine>> ExportAsync(string id, bool? open, CancellationToken stop)
    {
        var audit = await OneAsync(id, stop);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "accuracy-sample", AuditedAct.TargetOf(audit), db.Caller.Area), stop);
        return Sample(id, open).OrderBy(it => it.Stratum).ThenBy(it => it.Place).AsAsyncEnumerable().Select(SampleLine.Of);
    }

    IQueryable<SampledHousehold> Sample(string id, bool? open)
    {
        var sample = db.SampledHouseholds.AsNoTracking().Where(it => it.Audit == id);
        return open is null ? sample : sample.Where(it => it.Outcome == SampleOutcome.Open == open);
    }
}
