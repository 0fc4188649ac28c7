using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Takes conflicts of interest: pairs that are never made in this campaign. What stands already keeps standing.</summary>
sealed class ImportExclusions(MembersStore db)
{
    const string file = "exclusions.csv";
    public static readonly Columns Columns = Columns.Of("member", "household", "reason");

    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<ImportReceipt> RunAsync(string campaign, Stream body, bool partial, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var list = await CsvList.ReadAsync(body, file, Columns, stop);
        list.ThrowIfUnreadable();
        await using var turn = await Turn.TakeAsync(db, stop);
        var rows = await ReadAsync(list, stop);
        if (!partial) list.Faults.ThrowIfAny();
        var known = await Chunks.LoadAsync(
            rows.Select(it => it.Household), ids => db.Exclusions.Where(it => it.Campaign == campaign && ids.Contains(it.Household)), stop);
        var stored = known.ToDictionary(it => (it.Member, it.Household));
        var (added, changed) = (0, 0);
        foreach (var (member, household, area, reason) in rows)
            if (!stored.TryGetValue((member, household), out var exclusion))
            {
                db.Add(new Exclusion { Campaign = campaign, Member = member, Household = household, Area = area, Reason = reason });
                added++;
            }
            else if (exclusion.Reason != reason)
            {
                exclusion.Reason = reason;
                changed++;
            }
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new(list.Count, added, changed, rows.Count - added - changed, list.Faults.Count, ListedFault.From(list.Faults), []);
    }

    /// <summary>The rows without a fault, with the household's community.</summary>
    async Task<List<(string Member, string Household, string Area, string Reason)>> ReadAsync(CsvList list, CancellationToken stop)
    {
        var parties = await db.PartiesAsync(list.Rows.SelectMany(it => new[] { it["member"], it["household"] }), stop);
        var twice = list.Rows.CountBy(it => (it["member"], it["household"])).Where(it => it.Value > 1).Select(it => it.Key).ToHashSet();
        var good = new List<(string, string, string, string)>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            var before = list.Faults.Count;
            var (member, household) = (row.Id("member"), row.Id("household"));
            if (member is not null && !parties.Knows(member, MarketSide.Member)) row.Fault("member", "member-is-known");
            var party = household is null ? null : parties.Find(household, MarketSide.Household);
            if (household is not null && party is null) row.Fault("household", "household-is-known");
            if (party is not null && !party.Area.StartsWith(db.Caller.Area, StringComparison.Ordinal)) row.Fault("household", "area-in-scope");
            if (member is not null && household is not null && twice.Contains((member, household))) row.Fault("household", "pair-stands-once");
            if (list.Faults.Count == before) good.Add((member!, household!, party!.Area, row["reason"]));
        }
        return good;
    }
}
