using Microsoft.EntityFrameworkCore;

namespace Members;

static class HearReplacement
{
    /// <summary>Tells those who waited for a replacement what it found for them; nothing where it was put aside. In a turn; the caller saves.</summary>
    /// <param name="proposed">households that somebody was proposed to</param>
    public static async Task HearAsync(this MembersStore db, PairingRun run, IEnumerable<string> proposed, CancellationToken stop)
    {
        var placed = proposed.ToHashSet(StringComparer.Ordinal);
        var none = db.RunLefts.IgnoreQueryFilters().Where(it => it.Run == run.Id && it.Side == MarketSide.Household && run.AdoptedAt != null);
        var whys = await none.ToDictionaryAsync(it => it.Subject, it => it.Reason, stop);
        var rows = await db.Waiting.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Run == run.Id).ToListAsync(stop);
        foreach (var row in rows) row.Hear(whys.GetValueOrDefault(row.Household), placed.Contains(row.Household), db.Now);
        // Somebody else may have been proposed to them meanwhile.
        await db.MarkUnseenAsync(run.Campaign, rows.Select(it => it.Household), stop);
    }
}
