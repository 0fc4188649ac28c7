using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Finds out who waits in a campaign by a look at all its households. The store compares all of them at once, and gives only
/// what has changed; when very many come they are compared here.
/// </summary>
sealed class GatherAll(MembersStore db, ListWaiting list)
{
    /// <summary>Rows of one turn: after a first adoption everybody waits, and others have to have their turn between.</summary>
    const int most = 10_000;

    public async Task RunAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var behind = await CameTo(campaign).AnyAsync(stop);
        foreach (var rows in ChangedOf(campaign)) behind = behind || await rows.AnyAsync(stop);
        if (!behind) return;
        var (left, again) = (await list.LeftOutAsync(campaign, households: null, stop), true);
        IdStretch? stretch = null;
        while (behind)
        {
            await using var turn = await Turn.TakeAsync(db, stop);
            IReadOnlyList<Waiting> stay = [];
            if (again) (stay, again) = await FollowAsync(campaign, stop); // not again while only those come who were not there
            var (households, firsts) = await CameAsync(campaign, stretch, stop);
            var came = households.ConvertAll(it => list.Row(campaign, it, firsts[it.Id], left));
            list.Alarm(campaign, stay.Concat(came));
            await db.AddManyAsync(came, stop);
            await db.SaveChangesAsync(stop);
            behind = again || came.Count == most || stretch?.Until is not null;
            if (!behind && stretch is not null) await db.WeighAsync<Waiting>(stop);
            stretch = again || !behind ? null : await NextAsync(campaign, stretch?.Until ?? came[^1].Household, stop);
            await turn.CommitAsync(stop);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Active households of the campaign's area without a first helper whom both sides confirmed.</summary>
    IQueryable<HouseholdCopy> AloneIn(CampaignCopy campaign)
    {
        var standing = StandingOf(campaign).Where(it => it.Status == PairingStatus.Confirmed);
        return db.ActiveIn(campaign).Where(it => !standing.Any(pairing => pairing.Household == it.Id));
    }

    IQueryable<Pairing> StandingOf(CampaignCopy campaign) => db.FirstsOf(campaign).Where(it => it.Until == null);

    /// <summary>Those who have come to wait and are not listed yet.</summary>
    IQueryable<HouseholdCopy> CameTo(CampaignCopy campaign)
    {
        var listed = db.ListedOf(campaign);
        return AloneIn(campaign).Where(it => !listed.Any(row => row.Household == it.Id));
    }

    /// <summary>
    /// Those whose alarm is due, and those whose row no longer says what is so: each kind by itself, since the store answers
    /// such a question for all rows at once, and one with "or" in it for each row.
    /// </summary>
    IEnumerable<IQueryable<Waiting>> ChangedOf(CampaignCopy campaign)
    {
        var (all, alone, standing) = (db.ListedOf(campaign), AloneIn(campaign), StandingOf(campaign));
        yield return db.DueOf(campaign);
        yield return all.Where(it => it.IsProposed && !standing.Any(pairing => pairing.Household == it.Household));
        yield return all.Where(it => !it.IsProposed && standing.Any(pairing => pairing.Household == it.Household));
        yield return all.Where(it => !alone.Any(household => household.Id == it.Household && household.Area == it.Area
            && (household.ActiveSince == null || household.ActiveSince <= it.Since)));
    }

    /// <summary>
    /// Whoever is helped by now, or has left, waits no longer, and who came back begins anew; whoever was proposed somebody
    /// waits for both to confirm. Gives the rows that stay, and whether there may be more to do: for those who begin anew.
    /// </summary>
    async Task<(IReadOnlyList<Waiting> Stay, bool Again)> FollowAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var (alone, standing) = (AloneIn(campaign), StandingOf(campaign));
        var found = new List<(Waiting Row, string? Area, bool IsProposed)>();
        foreach (var rows in ChangedOf(campaign))
            found.AddRange((await rows.OrderBy(it => it.Household).Take(most).Select(it => new
            {
                Row = it,
                Area = alone.Where(household => household.Id == it.Household && (household.ActiveSince == null || household.ActiveSince <= it.Since))
                    .Select(household => household.Area).FirstOrDefault(),
                IsProposed = standing.Any(pairing => pairing.Household == it.Household),
            }).ToListAsync(stop)).Select(it => (it.Row, it.Area, it.IsProposed)));
        var changed = found.DistinctBy(it => it.Row.Household).ToList();
        db.RemoveRange(changed.Where(it => it.Area is null).Select(it => it.Row));
        var stay = changed.FindAll(it => it.Area is not null);
        var firsts = await db.FirstsAsync(campaign, stay.Where(it => it.Row.IsProposed && !it.IsProposed).Select(it => it.Row.Household).ToList(), stop);
        foreach (var it in stay) list.Keep(it.Row, it.Area!, it.IsProposed, firsts[it.Row.Household]);
        return (stay.ConvertAll(it => it.Row), changed.Count >= most || stay.Count < changed.Count);
    }

    /// <summary>
    /// Those who have come to wait, and their first helpers so far. The first time the store compares all households at once.
    /// Where very many have come, as after a first adoption, the rest is looked through stretch by stretch, and compared here:
    /// of tables that were empty a minute ago the store does not know yet what to compare first, and may compare each with each.
    /// </summary>
    async Task<(List<HouseholdCopy> Came, ILookup<string, Pairing> Firsts)> CameAsync(CampaignCopy campaign, IdStretch? stretch, CancellationToken stop)
    {
        if (stretch is null)
        {
            var some = await CameTo(campaign).AsNoTracking().OrderBy(it => it.Id).Take(most).ToListAsync(stop);
            return (some, await db.FirstsAsync(campaign, some.ConvertAll(it => it.Id), stop));
        }
        var firsts = (await Within(stretch, db.FirstsOf(campaign), nameof(Pairing.Household)).AsNoTracking().ToListAsync(stop)).ToLookup(it => it.Household, StringComparer.Ordinal);
        var listed = (await Within(stretch, db.ListedOf(campaign), nameof(Waiting.Household)).Select(it => it.Household).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var all = await Within(stretch, db.ActiveIn(campaign), nameof(HouseholdCopy.Id)).AsNoTracking().OrderBy(it => it.Id).ToListAsync(stop);
        return (all.FindAll(it => !listed.Contains(it.Id) && !Alone.IsHelped(firsts[it.Id])), firsts);
    }

    /// <summary>The next households behind an id, as many as a turn has rows.</summary>
    async Task<IdStretch> NextAsync(CampaignCopy campaign, string after, CancellationToken stop) => new(after,
        await db.ActiveIn(campaign).Where(it => it.Id.CompareTo(after) > 0).OrderBy(it => it.Id).Skip(most - 1).Select(it => it.Id).FirstOrDefaultAsync(stop));

    /// <param name="id">the property that names the household</param>
    static IQueryable<T> Within<T>(IdStretch stretch, IQueryable<T> rows, string id) where T : class
    {
        rows = rows.Where(it => EF.Property<string>(it, id).CompareTo(stretch.After) > 0);
        return stretch.Until is null ? rows : rows.Where(it => EF.Property<string>(it, id).CompareTo(stretch.Until) <= 0);
    }
}
