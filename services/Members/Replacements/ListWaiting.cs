using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Writes and keeps up the rows of those who wait, and raises their alarms.</summary>
sealed class ListWaiting(MembersStore db)
{
    /// <summary>Of one who has come to wait.</summary>
    /// <param name="firsts">its first helpers so far</param>
    public Waiting Row(CampaignCopy campaign, HouseholdCopy household, IEnumerable<Pairing> firsts, Dictionary<string, LeftBy> left)
    {
        var alone = Alone.By(firsts, household.ActiveSince);
        var by = alone is null && left.TryGetValue(household.Id, out var known) && !(known.At < household.ActiveSince) ? known : null;
        var since = alone?.Since ?? by?.At ?? db.Now;
        return new Waiting
        {
            Campaign = campaign.Id,
            Household = household.Id,
            Area = household.Area,
            Since = since < household.ActiveSince ? household.ActiveSince.Value : since,
            Reason = alone?.Reason ?? (by is null ? Waiting.Entered : Waiting.LeftOut),
            SeenAt = db.Now,
            IsProposed = firsts.Any(it => it.Stands),
            TriedAt = by?.At,
            Run = by?.Run,
            Why = by?.Why,
        };
    }

    /// <summary>One who waits still: in its community of now, and open again where what was proposed to it has ended.</summary>
    public void Keep(Waiting row, string area, bool isProposed, IEnumerable<Pairing> firsts)
    {
        row.Area = area;
        if (isProposed) row.IsProposed = true;
        else if (row.IsProposed) row.OpenAgain(firsts.MaxBy(it => it.Until)?.EndReason ?? Waiting.Entered, db.Now);
    }

    public void Alarm(CampaignCopy campaign, IEnumerable<Waiting> rows)
    {
        foreach (var packet in rows.Where(it => it.RaisesAlarm(campaign.Limit, db.Now)).OrderBy(it => it.Household, StringComparer.Ordinal).Chunk(500))
            db.Announce(new HouseholdsLeftWaiting(
                campaign.Id, [.. packet.Select(it => new WaitingHousehold(it.Household, it.Area, it.Since, it.WhyStill))]));
    }

    /// <summary>Whom the run that was adopted last found nobody for: another run would find the same, for now.</summary>
    /// <param name="households">null for everybody</param>
    public async Task<Dictionary<string, LeftBy>> LeftOutAsync(CampaignCopy campaign, IReadOnlyCollection<string>? households, CancellationToken stop)
    {
        if (households is { Count: 0 } || await db.LastAdoptedAsync(campaign.Id, stop) is not { } last) return [];
        var left = db.RunLefts.AsNoTracking().Of(last.Id).Where(it => it.Side == MarketSide.Household);
        if (households is not null) left = left.Where(it => households.Contains(it.Subject));
        return await left.Select(it => new { it.Subject, it.Reason })
            .ToDictionaryAsync(it => it.Subject, it => new LeftBy(last.Id, it.Reason, last.AdoptedAt!.Value), StringComparer.Ordinal, stop);
    }
}

/// <summary>The run that found nobody for a household, and why.</summary>
sealed record LeftBy(string Run, string Why, DateTime At);
