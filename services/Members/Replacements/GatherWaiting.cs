using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Finds out who waits in a campaign, from nothing but what stands in the store: a crash forgets nobody, and nobody need
/// tell. One question for all households, not one for each.
/// </summary>
sealed class GatherWaiting(MembersStore db)
{
    /// <summary>Those who wait now, tracked; the caller saves.</summary>
    public async Task<IReadOnlyList<Waiting>> RunAsync(CampaignCopy campaign, CancellationToken stop)
    {
        var known = await db.Waiting.Where(it => it.Campaign == campaign.Id).ToDictionaryAsync(it => it.Household, StringComparer.Ordinal, stop);
        var open = await OpenOf(campaign).ToDictionaryAsync(it => it.Id, it => it.Area, StringComparer.Ordinal, stop);
        await FollowAsync(campaign, known, open, stop);
        var came = open.Keys.Where(id => !known.TryGetValue(id, out var row) || row.IsProposed).ToList();
        var ended = await EndedAsync(campaign, came, stop);
        var leftOut = await LeftOutAsync(campaign, came.Where(id => !ended.ContainsKey(id)), stop);
        foreach (var id in came)
        {
            var end = ended.GetValueOrDefault(id);
            if (known.TryGetValue(id, out var again)) again.OpenAgain(end?.Reason ?? Waiting.Entered, db.Now);
            else db.Add(known[id] = Newly(campaign.Id, id, open[id], end, leftOut.GetValueOrDefault(id)));
        }
        return [.. known.Values];
    }

    Waiting Newly(string campaign, string household, string area, Ended? end, LeftBy? left)
    {
        var row = new Waiting
        {
            Campaign = campaign,
            Household = household,
            Area = area,
            Since = end?.At ?? left?.At ?? db.Now,
            Reason = end?.Reason ?? (left is null ? Waiting.Entered : Waiting.LeftOut),
            SeenAt = db.Now,
        };
        if (left is not null) (row.TriedAt, row.Run, row.Why) = (left.At, left.Run, left.Why);
        return row;
    }

    /// <summary>Active households of the campaign's area without a first helper, proposed or confirmed.</summary>
    IQueryable<HouseholdCopy> OpenOf(CampaignCopy campaign)
    {
        var (id, from, until) = (campaign.Id, campaign.AreaPrefix, Scope.Until(campaign.AreaPrefix));
        return db.Households.AsNoTracking().Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0
            && !db.Pairings.Any(pairing => pairing.Campaign == id && pairing.Household == it.Id && pairing.Stage == 1 && pairing.Until == null));
    }

    /// <summary>Whoever is helped by now, or has left, waits no longer; whoever was proposed somebody waits for both to confirm.</summary>
    async Task FollowAsync(CampaignCopy campaign, Dictionary<string, Waiting> known, Dictionary<string, string> open, CancellationToken stop)
    {
        var placed = known.Keys.Where(id => !open.ContainsKey(id)).ToList();
        var proposals = (await Chunks.LoadAsync(placed, ids => db.Pairings.AsNoTracking().Where(
                it => it.Campaign == campaign.Id && it.Stage == 1 && it.Status == PairingStatus.Proposed && ids.Contains(it.Household)), stop))
            .Select(it => it.Household).ToHashSet(StringComparer.Ordinal);
        foreach (var id in placed)
            if (proposals.Contains(id)) known[id].IsProposed = true;
            else if (known.Remove(id, out var gone)) db.Remove(gone);
        foreach (var row in known.Values) row.Area = open.GetValueOrDefault(row.Household, row.Area);
    }

    /// <summary>How the last pairing of each ended. Who had left the database, and is back, begins anew.</summary>
    async Task<Dictionary<string, Ended>> EndedAsync(CampaignCopy campaign, IEnumerable<string> households, CancellationToken stop)
    {
        var ended = await Chunks.LoadAsync(households, ids => db.Pairings.AsNoTracking().Where(
            it => it.Campaign == campaign.Id && it.Stage == 1 && it.Until != null && ids.Contains(it.Household)), stop);
        return ended.GroupBy(it => it.Household, StringComparer.Ordinal).Select(it => it.MaxBy(pairing => pairing.Until)!)
            .Where(it => it.EndReason != Pairing.HouseholdLeft)
            .ToDictionary(it => it.Household, it => new Ended(it.EndReason!, it.Until!.Value), StringComparer.Ordinal);
    }

    /// <summary>Whom the run that was adopted last found nobody for: another run would find the same, for now.</summary>
    async Task<Dictionary<string, LeftBy>> LeftOutAsync(CampaignCopy campaign, IEnumerable<string> households, CancellationToken stop)
    {
        var last = await db.Runs.AsNoTracking().Where(it => it.Campaign == campaign.Id && it.State == RunState.Adopted && !it.Replacement && it.Parent == null)
            .OrderByDescending(it => it.AdoptedAt).FirstOrDefaultAsync(stop);
        if (last is null) return [];
        var left = await Chunks.LoadAsync(households, ids => db.RunLefts.AsNoTracking().Of(last.Id).Where(
            it => it.Side == MarketSide.Household && ids.Contains(it.Subject)), stop);
        return left.ToDictionary(it => it.Subject, it => new LeftBy(last.Id, it.Reason, last.AdoptedAt!.Value), StringComparer.Ordinal);
    }

    sealed record Ended(string Reason, DateTime At);

    sealed record LeftBy(string Run, string Why, DateTime At);
}
