using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class MarkUnseen
{
    /// <summary>The pairings that are about to be saved: whoever changes one, and however it ends, its household is looked at.</summary>
    public static void MarkUnseenPairings(this MembersStore db)
    {
        var changed = db.ChangeTracker.Entries<Pairing>().Where(it => it.State is EntityState.Added or EntityState.Modified && it.Entity.Stage == 1)
            .Select(it => (it.Entity.Campaign, it.Entity.Household)).Distinct().ToList();
        db.AddRange(changed.Select(it => Mark(db, it.Campaign, it.Household)));
    }

    /// <summary>Those of one campaign whose pairings are written past the change tracker. In the transaction that writes them.</summary>
    public static Task MarkUnseenAsync(this MembersStore db, string campaign, IEnumerable<string> households, CancellationToken stop) =>
        db.AddManyAsync(households.Distinct(StringComparer.Ordinal).Select(it => Mark(db, campaign, it)).ToList(), stop);

    /// <summary>
    /// Those who entered, left or moved, for each campaign that is looked after and that they were or are in. In a turn: who
    /// begins to look after a campaign takes one too, and sees them or finds them marked.
    /// </summary>
    /// <param name="changed">each with the communities that it was and is in</param>
    public static async Task MarkUnseenAsync(this MembersStore db, IReadOnlyCollection<(string Household, string[] Areas)> changed, CancellationToken stop)
    {
        if (changed.Count == 0) return;
        var campaigns = await db.Campaigns.Where(it => db.Looks.Any(look => look.Campaign == it.Id)).Select(it => new { it.Id, it.AreaPrefix }).ToListAsync(stop);
        var marks =
            from campaign in campaigns
            from it in changed
            where it.Areas.Any(area => area.StartsWith(campaign.AreaPrefix, StringComparison.Ordinal))
            select Mark(db, campaign.Id, it.Household);
        await db.AddManyAsync(marks.ToList(), stop);
    }

    static Unseen Mark(MembersStore db, string campaign, string household) => new() { Id = db.NewId(), Campaign = campaign, Household = household };
}
