using System.IO.Compression;
using System.Text;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Makes the file of an export, in parts that are packed and sealed as they come. All of it is saved at once with the export's
/// end: a process that ends amid it leaves nothing, and another begins again.
/// </summary>
sealed class MakeExport(HouseholdsStore db, IConfiguration configuration) : IRunJob<Export>
{
    const int AtOnce = 500;

    /// <summary>Households of one part.</summary>
    const int PartOf = 10 * AtOnce;

    /// <summary>How long a file can be fetched.</summary>
    readonly int hours = configuration.GetValue("Exports:Hours", 72) is >= 1 and <= 720 and var said ? said : throw new InvalidOperationException("Exports:Hours is 1 to 720");

    readonly List<ExportPart> parts = [];
    (int Anonymised, long Consents) seen;

    public async Task WorkAsync(Export run, RunProgress progress, CancellationToken stop)
    {
        seen = await SeenAsync(run, stop);
        var (lines, text, first, last) = (new ExportLines(run, db.Sealing), new StringBuilder(), "", "");
        var (households, rows, inPart, looked, all) = (0, 0, 0, 0, Math.Max(1, await Asked(run).CountAsync(stop)));
        await foreach (var (household, declines) in HouseholdsAsync(run, stop))
        {
            progress.Reached((int)(100L * looked++ / all));
            if (!run.IsPartOfIt(household)) continue;
            Refused.Unless(++households <= Export.MostHouseholds, "export-within-limit");
            if (inPart++ == 0) first = household.Id;
            last = household.Id;
            foreach (var line in lines.Of(household, declines))
            {
                text.Append(line);
                rows++;
            }
            if (inPart == PartOf) Pack();
        }
        if (inPart > 0) Pack();
        run.Make(households, rows, db.Now.AddHours(hours));
        db.Record(AuditedAct.OnExport("export-make", run) with { Detail = $"households={households} rows={rows}" }, run.AskedBy);

        void Pack()
        {
            parts.Add(new ExportPart { Export = run.Id, Number = parts.Count + 1, First = first, Last = last, Content = Packed(text.ToString()) });
            text.Clear();
            inPart = 0;
        }
    }

    /// <exception cref="StaleException">households were anonymised meanwhile, or declined to be visited: it is made again without them</exception>
    public async Task WriteAsync(Export run, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        if (await SeenAsync(run, stop) != seen) throw new StaleException();
        await db.AddManyAsync(parts, stop);
        await turn.CommitAsync(stop);
    }

    public Task AdoptAsync(Export run, CancellationToken stop) => throw new InvalidOperationException("an export is not adopted");

    /// <summary>How many were anonymised, and for visits how often anybody has said something else of being contacted.</summary>
    async Task<(int Anonymised, long Consents)> SeenAsync(Export run, CancellationToken stop) => (
        await db.Anonymisations.CountAsync(it => it.DoneAt != null, stop),
        run.Purpose == Purposes.Visit ? await db.ConsentStandings.Where(it => it.Scope == ConsentScope.Contact).SumAsync(it => it.Version, stop) : 0);

    IQueryable<Household> Asked(Export run)
    {
        var (from, until) = (run.Area, Scope.Until(run.Area));
        return db.Households.AsNoTracking().Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0 && (run.Active == null || it.Active == run.Active));
    }

    /// <summary>Each with whether it is not to be visited or called, where the export is for that.</summary>
    async IAsyncEnumerable<(Household Household, bool Declines)> HouseholdsAsync(Export run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        for (var last = ""; ;)
        {
            var after = last;
            var page = await Asked(run).Where(it => it.Id.CompareTo(after) > 0).OrderBy(it => it.Id).Take(AtOnce).Include(it => it.Persons).ToListAsync(stop);
            var ids = run.Purpose == Purposes.Visit ? page.ConvertAll(it => it.Id) : [];
            var declining = ids.Count == 0 ? [] : await db.DecliningContact().Where(it => ids.Contains(it)).ToHashSetAsync(StringComparer.Ordinal, stop);
            foreach (var household in page) yield return (household, declining.Contains(household.Id));
            if (page.Count < AtOnce) yield break;
            last = page[^1].Id;
        }
    }

    byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var into = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) into.Write(Encoding.UTF8.GetBytes(text));
        return db.Sealing.SealBytes(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}
