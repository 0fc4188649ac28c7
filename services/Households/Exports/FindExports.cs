using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds exports of the caller's area, and gives one to who asked for it.</summary>
sealed class FindExports(HouseholdsStore db)
{
    public async Task<Export> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Exports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "export-is-known");

    /// <summary>The newest first.</summary>
    public async Task<Page<ExportView>> PageAsync(string? after, int? limit, CancellationToken stop)
    {
        var page = await db.Exports.AsNoTracking().Where(it => after == null || it.Id.CompareTo(after) < 0).OrderByDescending(it => it.Id).PageAsync(limit, it => it.Id, stop);
        return new Page<ExportView>([.. page.Items.Select(ExportView.Of)], page.Next);
    }

    /// <summary>The export that a line which got out was in.</summary>
    public async Task<ExportView> ByMarkAsync(string mark, CancellationToken stop)
    {
        if (!ExportMark.IsWellFormed(mark)) throw new InvalidException("mark", "mark-form");
        var ids = await db.Exports.Select(it => it.Id).ToListAsync(stop);
        return ExportView.Of(await OneAsync(Missing.IfNull(ids.Find(id => ExportMark.IsOf(db.Sealing, id, mark)), "mark-is-known"), stop));
    }

    /// <summary>The file, for who asked for it; counted and recorded before its first line is given.</summary>
    public async Task<(string Watermark, IAsyncEnumerable<string> Lines)> TakeAsync(string id, CancellationToken stop)
    {
        var (export, by, now) = (await OneAsync(id, stop), db.Caller.Subject, db.Now);
        if (export.Hinders(by, now) is { } hindrance) throw new RefusedException(hindrance);
        await db.InOneAsync(async () =>
        {
            var counted = await db.Exports.Where(it => it.Id == id && it.Gone == null && it.Downloads < Export.MostDownloads)
                .ExecuteUpdateAsync(change => change.SetProperty(it => it.Downloads, it => it.Downloads + 1), stop);
            Refused.Unless(counted > 0, "downloads-within-limit");
            await db.RecordFirstAsync(AuditedAct.OnExport("export-fetch", export) with { Detail = $"households={export.Households} rows={export.Rows}" }, stop);
            return counted;
        }, stop);
        var lines = new ExportLines(export, db.Sealing);
        return (lines.Watermark.TrimEnd('\n'), LinesAsync(id, lines.Header, stop));
    }

    /// <summary>Past the filter of the parts, which belong to their export.</summary>
    async IAsyncEnumerable<string> LinesAsync(string id, string header, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return header;
        var numbers = await db.ExportParts.IgnoreQueryFilters().Where(it => it.Export == id).OrderBy(it => it.Number).Select(it => it.Number).ToListAsync(stop);
        foreach (var number in numbers)
        {
            var content = await db.ExportParts.IgnoreQueryFilters().Where(it => it.Export == id && it.Number == number).Select(it => it.Content).SingleOrDefaultAsync(stop);
            // It goes while it is fetched: the connection breaks, since a shorter list would look whole.
            if (content is null) throw new InvalidOperationException("the file of an export went while it was fetched");
            using var text = new StreamReader(new DeflateStream(new MemoryStream(db.Sealing.OpenBytes(content)), CompressionMode.Decompress), Encoding.UTF8);
            yield return await text.ReadToEndAsync(stop);
        }
    }
}
