using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Puts new lists of choices in the place of those that stood, of everybody whom a list or a request names.</summary>
sealed class ReplaceChoices(OrganizationsStore db, FindCampaigns campaigns, LoadSides load)
{
    /// <summary>Takes a list of choices of both sides; the lists of those whom it does not name stay as they are.</summary>
    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    public async Task<ImportReceipt> ImportAsync(string campaignId, Stream body, bool partial, CancellationToken stop)
    {
        var campaign = await campaigns.OneAsync(campaignId, stop);
        var read = await CsvList.ReadAsync(body, ChoiceList.File, ChoiceList.Columns, stop);
        read.ThrowIfUnreadable();
        var list = new ChoiceList(read);
        var sides = await load.RunAsync(campaign, list.Ids, seen: false, stop);
        list.Judge(sides, db.Caller.Covers);
        if (!partial) list.Faults.ThrowIfAny();
        var rows = list.Sound.ToList();
        var froms = rows.Select(row => row.From).Distinct(StringComparer.Ordinal).ToList();
        var (added, changed, unchanged) = await db.InTurnAsync(() => ReplaceAsync(campaign.Id, froms, rows, sides.AreaOf, stop), stop);
        return new ImportReceipt(list.Count, added, changed, unchanged, list.Faults.Count, ListedFault.From(list.Faults), []);
    }

    /// <summary>Takes the list of one side from itself, dearest first.</summary>
    /// <exception cref="MissingException">rule <c>organization-is-known</c>: also when the caller is another</exception>
    public async Task<ChoicesReply> SetAsync(string campaignId, string from, IReadOnlyList<string> chosen, CancellationToken stop)
    {
        var campaign = await campaigns.OneAsync(campaignId, stop);
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(unit => unit.Id == from, stop);
        if (unit is null || !unit.Is(db.Caller)) throw new MissingException("organization-is-known");
        var list = new ChoiceList(from, chosen, new Faults(""));
        list.Judge(await load.RunAsync(campaign, list.Ids, seen: true, stop), _ => true);
        list.Faults.ThrowIfAny();
        await db.InTurnAsync(() => ReplaceAsync(campaign.Id, [from], [.. list.Sound], _ => unit.Area, stop), stop);
        return new ChoicesReply(campaign.Id, from, chosen);
    }

    async Task<(int Added, int Changed, int Unchanged)> ReplaceAsync(
        string campaign, IReadOnlyList<string> froms, IReadOnlyList<ChoiceRow> rows, Func<string, string> areaOf, CancellationToken stop)
    {
        var stood = new Dictionary<(string, int), RankedChoice>();
        foreach (var ids in froms.Chunk(Packets.Most))
            foreach (var choice in await db.Choices.IgnoreQueryFilters().Where(it => it.Campaign == campaign && ids.Contains(it.Organization)).ToListAsync(stop))
                stood[(choice.Organization, choice.Rank)] = choice;
        var added = new List<RankedChoice>();
        int changed = 0, unchanged = 0;
        foreach (var row in rows)
        {
            if (!stood.Remove((row.From, row.Rank), out var choice))
                added.Add(new RankedChoice { Campaign = campaign, Organization = row.From, Area = areaOf(row.From), Rank = row.Rank, Chosen = row.To });
            else if (choice.Chosen == row.To) unchanged++;
            else
            {
                changed++;
                choice.Chosen = row.To;
            }
        }
        db.RemoveRange(stood.Values);
        await db.SaveChangesAsync(stop);
        await db.AddManyAsync(added, stop);
        return (added.Count, changed, unchanged);
    }
}

/// <param name="Choices">ids in the order of ranks, dearest first</param>
sealed record ChoicesReply(string Campaign, string From, IReadOnlyList<string> Choices);
