using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Lists the rows that wait for somebody to look at them, the oldest first.</summary>
sealed class ListParked(HouseholdsStore db)
{
    public async Task<Page<ParkedView>> RunAsync(string? batch, bool all, string? after, int? limit, CancellationToken stop)
    {
        var rows = db.ParkedRows.AsNoTracking();
        if (!all) rows = rows.Where(it => it.Accepted == null);
        if (batch is not null) rows = rows.Where(it => it.Batch == batch);
        if (after is not null) rows = rows.Where(it => it.Id.CompareTo(after) > 0);
        var page = await rows.OrderBy(it => it.Id).PageAsync(limit, it => it.Id, stop);
        var others = page.Items.SelectMany(it => it.Others).Distinct(StringComparer.Ordinal).ToArray();
        var seen = await db.Households.Where(it => others.Contains(it.Id)).Select(it => it.Id)
            .Union(db.ParkedRows.Where(it => others.Contains(it.Household)).Select(it => it.Household)).ToHashSetAsync(stop);
        return new Page<ParkedView>([.. page.Items.Select(it => ParkedView.Of(it, seen))], page.Next);
    }
}
