using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Numbers and chains the entries that were written since. In the order of their ids as far as they are there: one that commits
/// late is chained later, and no writer waits for another.
/// </summary>
sealed class ChainAudit(HouseholdsStore db)
{
    const int AtOnce = 1_000;

    public async Task RunAsync(CancellationToken stop)
    {
        while (await SomeAsync(stop) == AtOnce) { }
    }

    async Task<int> SomeAsync(CancellationToken stop)
    {
        var loose = db.Audit.IgnoreQueryFilters().AsNoTracking().Where(it => it.Number == null);
        if (!await loose.AnyAsync(stop)) return 0;
        await using var turn = await Turn.TakeAsync(db, stop, RecordAudit.Queue);
        var entries = await loose.OrderBy(it => it.Id).Take(AtOnce).ToListAsync(stop);
        var (number, hash) = await db.HeadAsync(stop) is { } head ? (head.Number, head.Hash) : (0, AuditEntry.Beginning);
        await PutAsync(JsonSerializer.Serialize(entries.ConvertAll(it => new Link(it.Id, ++number, hash = it.HashAt(number, hash)))), stop);
        await turn.CommitAsync(stop);
        return entries.Count;
    }

    Task<int> PutAsync(string links, CancellationToken stop) => db.Database.IsNpgsql()
        ? db.Database.ExecuteSqlAsync($"""
            UPDATE audit SET "Number" = link."Number", "Hash" = link."Hash"
            FROM json_to_recordset({links}::json) AS link("Id" text, "Number" bigint, "Hash" text) WHERE audit."Id" = link."Id"
            """, stop)
        : db.Database.ExecuteSqlAsync($"""
            UPDATE audit SET "Number" = link.value ->> 'Number', "Hash" = link.value ->> 'Hash'
            FROM json_each({links}) AS link WHERE audit."Id" = link.value ->> 'Id'
            """, stop);

    sealed record Link(string Id, long Number, string Hash);
}
