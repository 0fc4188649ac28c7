using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Finds out who has come to wait in a campaign, and who waits no longer, of those only of whom something has changed since
/// somebody looked, and of those whose alarm is due.
/// </summary>
sealed class GatherChanged(MembersStore db, ListWaiting list)
{
    /// <summary>Marks, and alarms, of one turn.</summary>
    const int most = 5_000;

    public async Task RunAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var behind = await MarksOf(campaign).AnyAsync(stop) || await db.DueOf(campaign).AnyAsync(stop);
        while (behind)
        {
            await using var turn = await Turn.TakeAsync(db, stop);
            // Read before what they speak of: what is changed from here on has a mark of its own.
            var marks = await MarksOf(campaign).OrderBy(it => it.Id).Take(most).AsNoTracking().ToListAsync(stop);
            var due = await db.DueOf(campaign).OrderBy(it => it.Since).Select(it => it.Household).Take(most).ToListAsync(stop);
            await FollowAsync(campaign, [.. marks.Select(it => it.Household).Concat(due).Distinct(StringComparer.Ordinal)], stop);
            var seen = marks.ConvertAll(it => it.Id);
            await MarksOf(campaign).Where(it => seen.Contains(it.Id)).ExecuteDeleteAsync(stop);
            await turn.CommitAsync(stop);
            db.ChangeTracker.Clear();
            behind = marks.Count == most || due.Count == most;
        }
    }

    IQueryable<Unseen> MarksOf(CampaignCopy campaign)
    {
        var id = campaign.Id;
        return db.Unseen.Where(it => it.Campaign == id);
    }

    async Task FollowAsync(CampaignCopy campaign, string[] ids, CancellationToken stop)
    {
        var households = await db.ActiveIn(campaign).AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, StringComparer.Ordinal, stop);
        var firsts = await db.FirstsAsync(campaign, ids, stop);
        var stay = new List<Waiting>();
        foreach (var row in await db.ListedOf(campaign).Where(it => ids.Contains(it.Household)).ToListAsync(stop))
            if (households.GetValueOrDefault(row.Household) is { } household && !Alone.IsHelped(firsts[household.Id]) && !(household.ActiveSince > row.Since))
            {
                list.Keep(row, household.Area, firsts[household.Id].Any(it => it.Stands), firsts[household.Id]);
                stay.Add(row);
            }
            else db.Remove(row); // helped by now, or gone; who came back begins anew
        var listed = stay.Select(it => it.Household).ToHashSet(StringComparer.Ordinal);
        var come = households.Values.Where(it => !listed.Contains(it.Id) && !Alone.IsHelped(firsts[it.Id])).OrderBy(it => it.Id, StringComparer.Ordinal).ToList();
        var left = await list.LeftOutAsync(campaign, come.ConvertAll(it => it.Id), stop);
        var rows = come.ConvertAll(it => list.Row(campaign, it, firsts[it.Id], left));
        list.Alarm(campaign, stay.Concat(rows));
        await db.SaveChangesAsync(stop); // before: the row of one who begins anew is gone
        await db.AddManyAsync(rows, stop);
    }
}
