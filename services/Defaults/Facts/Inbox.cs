using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Defaults;

static class Inbox
{
    /// <summary>Claims messages by inserting them; gives those that nobody had claimed. Waits for whoever is claiming the same.</summary>
    public static async Task<HashSet<Guid>> ClaimAsync(this Store db, IEnumerable<Delivery> deliveries, CancellationToken stop)
    {
        // In order, so that two replicas that claim the same ones wait for each other and never in a circle.
        Guid[] ids = [.. deliveries.Select(it => it.Message).Distinct().Order()];
        var rows = string.Join(", ", ids.Select((_, at) => $"({{{at + 1}}}, {{0}})"));
        var claim = "INSERT INTO inbox (\"Message\", \"At\") VALUES " + rows + " ON CONFLICT DO NOTHING RETURNING \"Message\" AS \"Value\"";
        object[] values = [db.Now, .. ids.Cast<object>()];
        return [.. await db.Database.SqlQueryRaw<Guid>(claim, values).ToListAsync(stop)];
    }

    /// <summary>Sets a message aside, claimed, so that it is set aside once.</summary>
    public static async Task ParkAsync(this Store db, Delivery delivery, string why, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if ((await db.ClaimAsync([delivery], stop)).Count == 0) return;
        db.Add(new ParkedFact
        {
            Id = delivery.Message,
            Type = Plain(delivery.Type),
            Body = delivery.Body.ToArray(),
            Why = Plain(why),
            At = db.Now,
            TraceParent = ActivityContext.TryParse(delivery.Trace, null, out _) ? delivery.Trace : null, // a stranger's may be anything
        });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>A name that a stranger may have made up, as a store's text can hold it.</summary>
    static string Plain(string name) => new([.. name.Take(200).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
