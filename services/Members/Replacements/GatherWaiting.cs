using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Finds out who waits in a campaign, and for whom an alarm is due, from nothing but what stands in the store: a crash
/// forgets nobody, and nobody need tell. The store compares all households at once, and gives only what has changed.
/// </summary>
sealed class GatherWaiting(MembersStore db)
{
    /// <summary>Rows of one turn: after a first adoption everybody waits, and others have to have their turn between.</summary>
    const int most = 10_000;

    public async Task RunAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var behind = await CameTo(campaign).AnyAsync(stop);
        foreach (var rows in ChangedOf(campaign)) behind = behind || await rows.AnyAsync(stop);
        if (!behind) return;
        var (left, after, again) = (await LeftOutAsync(campaign, stop), "", true);
        while (behind)
        {
            await using var turn = await Turn.TakeAsync(db, stop);
            IReadOnlyList<Waiting> stay = [];
            if (again) (stay, again) = await FollowAsync(campaign, stop); // not again while only those come who were not there
            var came = await CameAsync(campaign, after, left, stop);
            Alarm(campaign, stay.Concat(came));
            await db.AddManyAsync(came, stop);
            await db.SaveChangesAsync(stop);
            await turn.CommitAsync(stop);
            db.ChangeTracker.Clear();
            behind = again || came.Count == most;
            after = again || came.Count == 0 ? "" : came[^1].Household;
        }
    }

    /// <summary>Active households of the campaign's area without a first helper whom both sides confirmed.</summary>
    IQueryable<HouseholdCopy> AloneIn(CampaignCopy campaign)
    {
        var (from, until, standing) = (campaign.AreaPrefix, Scope.Until(campaign.AreaPrefix), StandingOf(campaign).Where(it => it.Status == PairingStatus.Confirmed));
        return db.Households.Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0
            && !standing.Any(pairing => pairing.Household == it.Id));
    }

    IQueryable<Pairing> StandingOf(CampaignCopy campaign)
    {
        var id = campaign.Id;
        return db.Pairings.Where(it => it.Campaign == id && it.Stage == 1 && it.Until == null);
    }

    /// <summary>Those who have come to wait and are not listed yet.</summary>
    IQueryable<HouseholdCopy> CameTo(CampaignCopy campaign)
    {
        var id = campaign.Id;
        return AloneIn(campaign).Where(it => !db.Waiting.Any(row => row.Campaign == id && row.Household == it.Id));
    }

    /// <summary>
    /// Those whose alarm is due, and those whose row no longer says what is so: each kind by itself, since the store answers
    /// such a question for all rows at once, and one with "or" in it for each row.
    /// </summary>
    IEnumerable<IQueryable<Waiting>> ChangedOf(CampaignCopy campaign)
    {
        var (id, alone, standing, due) = (campaign.Id, AloneIn(campaign), StandingOf(campaign), db.Now - campaign.Limit);
        var all = db.Waiting.Where(it => it.Campaign == id);
        yield return all.Where(it => it.AlarmedAt == null && it.Since <= due);
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
        var firsts = await FirstsAsync(campaign, stay.Where(it => it.Row.IsProposed && !it.IsProposed).Select(it => it.Row.Household), stop);
        foreach (var it in stay)
        {
            it.Row.Area = it.Area!;
            if (it.IsProposed) it.Row.IsProposed = true;
            else if (it.Row.IsProposed) it.Row.OpenAgain(firsts[it.Row.Household].MaxBy(pairing => pairing.Until)?.EndReason ?? Waiting.Entered, db.Now);
        }
        return (stay.ConvertAll(it => it.Row), changed.Count >= most || stay.Count < changed.Count);
    }

    /// <summary>Rows for those who have come to wait, behind an id: the store need not look again at everybody before.</summary>
    async Task<IReadOnlyList<Waiting>> CameAsync(CampaignCopy campaign, string after, Dictionary<string, LeftBy> left, CancellationToken stop)
    {
        var standing = StandingOf(campaign);
        var came = await CameTo(campaign).Where(it => it.Id.CompareTo(after) > 0).OrderBy(it => it.Id).Take(most)
            .Select(it => new { it.Id, it.Area, it.ActiveSince, IsProposed = standing.Any(pairing => pairing.Household == it.Id) }).ToListAsync(stop);
        var firsts = await FirstsAsync(campaign, came.Select(it => it.Id), stop);
        return came.ConvertAll(it =>
        {
            var alone = Alone.By(firsts[it.Id], it.ActiveSince);
            var by = alone is null && left.TryGetValue(it.Id, out var known) && !(known.At < it.ActiveSince) ? known : null;
            var since = alone?.Since ?? by?.At ?? db.Now;
            return new Waiting
            {
                Campaign = campaign.Id,
                Household = it.Id,
                Area = it.Area,
                Since = since < it.ActiveSince ? it.ActiveSince.Value : since,
                Reason = alone?.Reason ?? (by is null ? Waiting.Entered : Waiting.LeftOut),
                SeenAt = db.Now,
                IsProposed = it.IsProposed,
                TriedAt = by?.At,
                Run = by?.Run,
                Why = by?.Why,
            };
        });
    }

    void Alarm(CampaignCopy campaign, IEnumerable<Waiting> rows)
    {
        foreach (var packet in rows.Where(it => it.RaisesAlarm(campaign.Limit, db.Now)).OrderBy(it => it.Household, StringComparer.Ordinal).Chunk(500))
            db.Announce(new HouseholdsLeftWaiting(
                campaign.Id, [.. packet.Select(it => new WaitingHousehold(it.Household, it.Area, it.Since, it.WhyStill))]));
    }

    /// <summary>All first helpers so far.</summary>
    async Task<ILookup<string, Pairing>> FirstsAsync(CampaignCopy campaign, IEnumerable<string> households, CancellationToken stop)
    {
        var id = campaign.Id;
        var found = await Chunks.LoadAsync(households, ids => db.Pairings.AsNoTracking().Where(
            it => it.Campaign == id && it.Stage == 1 && ids.Contains(it.Household)), stop);
        return found.ToLookup(it => it.Household, StringComparer.Ordinal);
    }

    /// <summary>Whom the run that was adopted last found nobody for: another run would find the same, for now.</summary>
    async Task<Dictionary<string, LeftBy>> LeftOutAsync(CampaignCopy campaign, CancellationToken stop)
    {
        if (await db.LastAdoptedAsync(campaign.Id, stop) is not { } last) return [];
        return await db.RunLefts.AsNoTracking().Of(last.Id).Where(it => it.Side == MarketSide.Household).Select(it => new { it.Subject, it.Reason })
            .ToDictionaryAsync(it => it.Subject, it => new LeftBy(last.Id, it.Reason, last.AdoptedAt!.Value), StringComparer.Ordinal, stop);
    }

    sealed record LeftBy(string Run, string Why, DateTime At);
}
