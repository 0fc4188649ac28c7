using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Looks up what choices, exclusions and runs refer to.</summary>
static class FindParties
{
    /// <summary>The campaign, as the caller sees it.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public static async Task<CampaignCopy> CampaignAsync(this MembersStore db, string id, CancellationToken stop) =>
        Missing.IfNull(await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "campaign-is-known");

    /// <summary>Members in service and active households of these ids, whoever asks: rules are decided by them.</summary>
    public static async Task<Parties> PartiesAsync(this MembersStore db, IEnumerable<string> named, CancellationToken stop)
    {
        var ids = named.ToList();
        var members = await Chunks.LoadAsync(
            ids, some => db.Members.Where(it => it.InService && some.Contains(it.Id)).Select(it => new { it.Id, it.Area, it.Organization }), stop);
        var households = await Chunks.LoadAsync(
            ids, some => db.Households.Where(it => it.Active && some.Contains(it.Id)).Select(it => new { it.Id, it.Area }), stop);
        return new(members.Select(it => new Party(it.Id, MarketSide.Member, it.Area, it.Organization))
            .Concat(households.Select(it => new Party(it.Id, MarketSide.Household, it.Area, null))));
    }
}
