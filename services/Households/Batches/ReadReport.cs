using System.Runtime.CompilerServices;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Reads what became of each row of a push, in order.</summary>
sealed class ReadReport(HouseholdsStore db, FindBatches find)
{
    /// <summary>All of it, to be taken away; that is recorded first.</summary>
    /// <param name="doubtful">only what was rejected or parked</param>
    public async Task<IAsyncEnumerable<ReportLine>> ExportAsync(string id, bool doubtful, CancellationToken stop)
    {
        var batch = await find.OneAsync(id, stop);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "push-report", $"batch/{id}", batch.Area), stop);
        return LinesAsync(id, doubtful, after: 0, stop);
    }

    /// <param name="after">rows up to this line of the list are left out</param>
    public async Task<Page<ReportLine>> PageAsync(string id, bool doubtful, int? after, int? limit, CancellationToken stop)
    {
        await find.OneAsync(id, stop);
        var most = Paging.MostOf(limit);
        var lines = new List<ReportLine>();
        await foreach (var line in LinesAsync(id, doubtful, after ?? 0, stop))
        {
            // A row with several notes is not torn apart.
            if (lines.Count >= most && lines[^1].Line != line.Line) return new Page<ReportLine>(lines, $"{lines[^1].Line}");
            lines.Add(line);
        }
        return new Page<ReportLine>(lines, null);
    }

    async IAsyncEnumerable<ReportLine> LinesAsync(string id, bool doubtful, int after, [EnumeratorCancellation] CancellationToken stop)
    {
        var stretches = db.BatchStretches.IgnoreQueryFilters().AsNoTracking().Where(it => it.Batch == id);
        if (doubtful) stretches = stretches.Where(it => it.Doubtful > 0);
        await foreach (var stretch in stretches.OrderBy(it => it.First).AsAsyncEnumerable().WithCancellation(stop))
            foreach (var line in ReportText.Unpack(db.Sealing, stretch.Content))
                if (line.Line > after && (!doubtful || line.Outcome is "rejected" or "parked")) yield return line;
    }
}
