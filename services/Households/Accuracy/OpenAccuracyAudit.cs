using System.Security.Cryptography;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Opens an accuracy audit: how many households are looked at, and which.</summary>
sealed class OpenAccuracyAudit(HouseholdsStore db)
{
    public async Task<AccuracyAudit> RunAsync(AccuracyInput input, CancellationToken stop)
    {
        var area = input.Read(db.Caller);
        await using var turn = await Turn.TakeAsync(db, stop); // nobody enters or leaves between counting and drawing
        var (from, until, length) = (area, Scope.Until(area), AccuracyAudit.StratumLength(area));
        var households = db.Households.Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        var counts = await households.GroupBy(it => it.Area).Select(it => new { it.Key, Count = it.Count() }).ToListAsync(stop);
        var populations = counts.GroupBy(it => it.Key[..length], StringComparer.Ordinal).OrderBy(it => it.Key, StringComparer.Ordinal)
            .Select(it => (Area: it.Key, Households: it.Sum(community => community.Count))).ToList();
        Refused.Unless(populations.Count > 0, "area-has-households");
        var all = populations.Sum(it => it.Households);
        var sizes = SampleSize.Allocate(populations.ConvertAll(it => it.Households), SampleSize.Of(all, input.Confidence, input.Margin, input.Expected));
        var audit = new AccuracyAudit
        {
            Id = db.NewId(), AreaPrefix = area, Confidence = input.Confidence, Margin = input.Margin, Expected = input.Expected,
            Seed = input.Seed ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Population = all, Size = sizes.Sum(), OpenedBy = db.Caller.Subject, OpenedAt = db.Now,
        };
        var draws = populations.Zip(sizes).ToDictionary(it => it.First.Area, it => new Draw(audit.Seed, it.Second), StringComparer.Ordinal);
        await foreach (var it in households.Select(it => new { it.Id, it.Area }).AsAsyncEnumerable().WithCancellation(stop)) draws[it.Area[..length]].Offer(it.Id, it.Area);
        db.Add(audit);
        db.AddRange(populations.Zip(sizes).Select(it => new AccuracyStratum { Audit = audit.Id, Area = it.First.Area, Population = it.First.Households, Size = it.Second }));
        db.Record(new AuditedAct(AuditedAct.Write, "accuracy-open", AuditedAct.TargetOf(audit), area) { Detail = $"population={all} size={audit.Size}" });
        await db.SaveChangesAsync(stop);
        await db.AddManyAsync(draws.SelectMany(draw => draw.Value.InOrder.Select((it, place) => new SampledHousehold
        {
            Audit = audit.Id, Household = it.Household, Area = it.Area, Stratum = draw.Key, Place = place + 1,
        })).ToList(), stop);
        await turn.CommitAsync(stop);
        return audit;
    }
}
