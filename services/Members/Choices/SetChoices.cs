using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Sets one list: a member's by the member or its organ, a household's by its community. Whoever may not, finds nobody of
/// that id.
/// </summary>
sealed class SetChoices(MembersStore db)
{
    /// <param name="chosen">ids of the other side, the dearest first</param>
    /// <param name="version">the version that the caller has read, null for whatever stands</param>
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>from-is-known</c></exception>
    public async Task<ChoiceList> RunAsync(string campaign, string from, IReadOnlyList<string> chosen, long? version, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        if (chosen.Count > ChoiceList.MostChoices) throw new InvalidException("", "rank-from-1-to-5");
        RankedChoice[] asked = [.. chosen.Select((to, at) => new RankedChoice(to, at + 1))];
        var parties = await db.PartiesAsync([from, .. chosen], stop);
        var party = Missing.IfNull(parties.Of(from).FirstOrDefault(MaySet), "from-is-known");
        var faults = new Faults("");
        foreach (var (at, field, rule) in ChoiceList.Faults(party, asked, parties)) faults.Add(0, $"[{at}].{field}", rule);
        faults.ThrowIfAny();
        var list = await ListOf(campaign, party).SingleOrDefaultAsync(stop);
        if (version is { } read) ETag.Match(read, list?.Version ?? 0);
        if (list is null) db.Add(list = party.NewList(campaign));
        if (list.Replace(asked)) await db.SaveChangesAsync(stop);
        return list;
    }

    /// <param name="side">whose list, where the caller may read both and the id stands on both sides</param>
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>from-is-known</c></exception>
    /// <exception cref="InvalidException">rule <c>ids-tell-the-market</c>: the id is a member's and a household's</exception>
    public async Task<ChoiceList> ReadAsync(string campaign, string from, MarketSide? side, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var parties = (await db.PartiesAsync([from], stop)).Of(from).Where(it => (side is null || it.Side == side) && MayRead(it)).ToList();
        if (parties.Count > 1) throw new InvalidException("side", "ids-tell-the-market");
        var party = Missing.IfNull(parties.FirstOrDefault(), "from-is-known");
        return await ListOf(campaign, party).AsNoTracking().SingleOrDefaultAsync(stop) ?? party.NewList(campaign);
    }

    IQueryable<ChoiceList> ListOf(string campaign, Party party) =>
        db.ChoiceLists.IgnoreQueryFilters().Where(it => it.Campaign == campaign && it.From == party.Id && it.Side == party.Side);

    bool MaySet(Party party) => (db.Caller.Reach, party.Side) switch
    {
        (Reach.Organization, MarketSide.Member) => party.Organization == db.Caller.Organization,
        (Reach.Person, MarketSide.Member) => party.Id == db.Caller.Member,
        (Reach.Area, MarketSide.Household) => db.Caller.Has(Role.Community) && InArea(party),
        _ => false,
    };

    bool MayRead(Party party) => MaySet(party)
        || db.Caller.Reach == Reach.Area && (db.Caller.Has(Role.OrganizationDepartment) || db.Caller.Has(Role.WorkCommittee)) && InArea(party);

    bool InArea(Party party) => party.Area.StartsWith(db.Caller.Area, StringComparison.Ordinal);
}
